"""Step 8: a project's team, coach, phases, journal and committees, until its end."""

from datetime import timedelta

from eclore.kit import clock
from tests.journeys.steps.people import Land, enter
from tests.support.visitor import Visitor


def find(land: Land, title: str) -> str:
    """From the list of projects."""
    land.manager.open(land.url("/projets/"))
    page = land.manager.follow(land.text(title))
    land.addresses[f"projet {title}"] = page.address
    return page.words


def assign(land: Land, title: str, part: str, role: str) -> Visitor:
    """A coach, a designer or a sponsor joins, and is told."""
    person = land.people.get(part) or land.newcomer(part)
    land.manager.open(land.addresses[f"projet {title}"])
    land.manager.follow("Ajouter une personne")
    page = land.manager.send(
        "Ajouter cette personne", {"Nom": person.name, "Adresse électronique": person.email, "Rôle": role}
    )
    assert person.name in page.words
    return person


def start(land: Land, title: str) -> None:
    """The weeks that the decision granted are proposed."""
    land.manager.open(land.addresses[f"projet {title}"])
    land.manager.follow("Démarrer l'investigation")
    page = land.manager.send("Démarrer")
    assert "semaine 1 sur 9" in page.words


def hear(land: Land, title: str, jury: str) -> None:
    """A passage of renewal before a jury that also hears ideas."""
    land.manager.open(land.addresses[f"projet {title}"])
    land.manager.follow("Présenter à un jury")
    page = land.manager.send("Ajouter au programme du jury", {"Jury": land.text(jury)})
    assert page.address == land.addresses[jury] and land.text(title) in page.words


def note(land: Land, title: str, coach: Visitor, text: str, days: str) -> None:
    """A session in two minutes."""
    enter(coach, land.site, "/projets/")
    coach.open(land.addresses[f"projet {title}"])
    coach.follow("Noter une séance")
    page = coach.send(
        "Enregistrer la note",
        {
            "Date": f"{clock.today():%Y-%m-%d}",
            "Ce qui s'est dit, ce qui a été appris": land.text(text),
            "Prochaine étape": land.text("Voir trois familles"),
            "Jours libérés depuis la note précédente": days,
        },
    )
    assert land.text(text) in page.words


def plan_committee(land: Land, name: str, *titles: str, in_days: int = 0) -> None:
    land.manager.open(land.url("/comites/"))
    land.manager.follow("Prévoir un comité")
    page = land.manager.send(
        "Prévoir ce comité",
        {
            "Intitulé": land.text(name),
            "Date": f"{clock.today() + timedelta(days=in_days):%Y-%m-%d}",
            "Projets à l'ordre du jour": [land.text(title) for title in titles],
        },
    )
    land.addresses[name] = page.address


def cannot_close(land: Land, name: str) -> None:
    """Not without a verdict for each project."""
    page = land.manager.open(land.addresses[name])
    assert "quand chaque projet aura une décision" in page.words
    assert not any(form.has("Clore le comité") for form in page.forms)


def decide(land: Land, name: str, verdict: str, **typed: object) -> None:
    """The only project of the committee: first which decision, then what this one needs to say."""
    land.manager.open(land.addresses[name])
    land.manager.follow("Décider")
    land.manager.send("Continuer", {"decision": verdict})
    page = land.manager.send("Écrire cette décision", typed)
    assert "La décision est écrite" in page.words


def close(land: Land, name: str) -> None:
    land.manager.open(land.addresses[name])
    page = land.manager.send("Clore le comité")
    assert "Le comité est clos" in page.words


def show(land: Land, title: str) -> None:
    """In the public showcase."""
    land.manager.open(land.addresses[f"projet {title}"])
    page = land.manager.send("Montrer dans la vitrine")
    assert "visible de tout le monde" in page.words
