"""Steps 6 and 7: a forum, its territories and quotas; nominations; the joint jury and its decisions."""

from datetime import timedelta

from django.utils import timezone

from eclore.kit import clock
from tests.journeys.steps.people import Land, Season, emails_to, enter, link_in
from tests.support.visitor import Visitor

FORUM = "Forum interdépartemental"


def open_forum(season: Season, host: Land, *, quota: int) -> None:
    """The national team prepares it with one territory, and publishes."""
    coach = season.coach
    coach.open(season.national.url("/forums/"))
    coach.follow("Préparer un forum")
    until = timezone.localtime(clock.now() + timedelta(days=20))
    page = coach.send(
        "Préparer ce forum",
        {
            "Nom du forum": FORUM,
            "Lieu": "Amiens",
            "Date du forum": f"{until + timedelta(days=15):%Y-%m-%d}",
            "Nominations jusqu'au": f"{until:%Y-%m-%dT%H:%M}",
            "Dossiers en tout, au plus": 3,
            "Projets à retenir": 2,
            "Critères du jury": "L'idée\nLa capacité à s'engager",
        },
    )
    season.addresses["forum"] = page.address
    add_territory(season, host, quota=quota, hosts=True)
    page = coach.send("Publier")
    assert "les nominations sont ouvertes" in page.words


def add_territory(season: Season, land: Land, *, quota: int, hosts: bool = False) -> None:
    """Possible after publication too."""
    season.coach.open(season.addresses["forum"])
    season.coach.follow("Ajouter un territoire")
    page = season.coach.send(
        "Ajouter ce territoire",
        {"Territoire": land.site.name, "Dossiers au plus": quota, "Ce territoire accueille le forum": hosts},
    )
    assert f"{land.site.name} participe." in page.words


def nomination_page(land: Land, title: str) -> str:
    """From the idea's page, or from the forum's: the same checklist."""
    return land.manager.open(f"{land.addresses[title]}nommer/").words


def nominate(land: Land, title: str) -> None:
    """The frozen snapshot leaves."""
    nomination_page(land, title)
    page = land.manager.send("Envoyer le dossier au forum")
    assert "est présentée à ce forum" in page.words
    land.manager.follow(land.text(title))
    land.addresses[f"nomination {title}"] = land.manager.page.address


def refused(land: Land, title: str, why: str) -> None:
    """The checklist says why, and offers no button to send."""
    said = nomination_page(land, title)
    assert why in said, said
    assert not any(form.has("Envoyer le dossier au forum") for form in land.manager.page.forms)


def convene(season: Season) -> None:
    """The criteria of the forum are taken over."""
    coach = season.coach
    coach.open(season.addresses["forum"])
    coach.follow("Composer le jury")
    page = coach.send("Convoquer le jury", {"Intitulé": "Jury commun", "Quorum": 2})
    season.addresses["jury"] = page.address


def seat(season: Season, name: str, *, land: Land | None = None, presides: bool = False) -> Visitor:
    """A member says where they come from."""
    member = Visitor(name, f"{name.split()[-1].lower()}@jury.fr")
    season.jury.append(member)
    season.coach.open(f"{season.addresses['jury']}membres/")
    typed = {"Nom": name, "Adresse électronique": member.email, "Cette personne préside le jury": presides}
    territory = {"Territoire": land.site.name} if land else {}
    page = season.coach.send("Ajouter et envoyer le lien", typed | territory)
    assert name in season.coach.open(season.addresses["jury"]).words, page.words
    return member


def sit(season: Season, member: Visitor) -> None:
    link = link_in(emails_to(member)[-1], "/jurys/")
    enter(member, season.national, link.removeprefix(season.national.url("/").rstrip("/")))
    member.open(f"{season.addresses['jury']}salle/")


def run(season: Season, verb: str) -> None:
    """Open, deliberate, reveal: asked, then done."""
    season.coach.open(season.addresses["jury"])
    season.coach.send(verb)


def answer_conflicts(member: Visitor, title: str) -> None:
    """For all dossiers, before any can be opened: what is proposed is ticked already, and is left at once."""
    address = member.page.link(title)
    for asked in (address, f"{address}dossier/"):
        page = member.open(asked)
        assert "Déport proposé" in page.words and not any(form.has("Valider mes notes") for form in page.forms)
    assert "vous êtes en déport" in member.send("Répondre pour tous les dossiers").words
    member.open(address, expects=404)


def publish(season: Season) -> None:
    season.coach.open(f"{season.addresses['jury']}publication/")
    page = season.coach.send("Publier")
    assert "publiées" in page.words


def send_letters(season: Season, land: Land) -> None:
    """Read again at home, then sent together."""
    slug = season.addresses["forum"].split("/forums/")[1].split("/")[0]
    land.manager.open(land.url(f"/forums/{slug}/lettres/"))
    assert "Les lettres partent" in land.manager.send("Envoyer").words
    season.queue.run()


def take_up(land: Land, title: str) -> None:
    """What the forum did not retain may be carried on at home."""
    land.manager.open(land.addresses[f"nomination {title}"])
    land.manager.follow("Reprendre localement")
    page = land.manager.send("Reprendre localement")
    assert "L'idée est reprise localement" in page.words
    land.addresses[f"projet {title}"] = page.address
