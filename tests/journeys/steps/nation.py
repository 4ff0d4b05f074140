"""Step 9: the national portfolio, a visit that the territory sees, and what everybody reads."""

from tests.journeys.steps.people import Land, Season
from tests.support.visitor import Visitor


def portfolio(season: Season, *names: str) -> None:
    """Every territory's running projects on one page, from the read model; sorted and filtered at will."""
    page = season.coach.open(season.national.url("/portefeuille/"))
    buttons = [words for form in page.forms for words, _name, _value in form.buttons]
    assert [name for name in names if name not in buttons] == []
    page = season.coach.open(season.national.url("/portefeuille/?q=cartes&tri=-nom"))
    assert names[-1] in page.words and names[0] not in page.words


def visit(season: Season, land: Land) -> None:
    """One click from the portfolio; read-only; written where the territory sees it."""
    coach = season.coach
    coach.open(season.national.url("/portefeuille/"))
    coach.send(coach.page.forms_to(f"/territoires/{land.site.schema_name}/entrer/")[0].buttons[0][0])
    page = coach.open(land.url("/projets/"))
    assert land.word in page.words.lower()
    assert coach.open(land.url("/appels/nouveau/"), expects=403)
    assert coach.name in land.manager.open(land.url("/visites/")).words


def showcase(season: Season, land: Land, title: str, *, hidden: tuple[str, ...]) -> None:
    """Anybody reads the projects that a territory shows, and no other."""
    anybody = Visitor("Tout le monde", "")
    page = anybody.open(season.national.url("/projets/"))
    assert land.text(title) in page.words and not any(name in page.words for name in hidden)
    anybody.follow(land.text(title))
    assert land.site.name in anybody.page.words
    anybody.open(season.national.url("/statistiques/"))
