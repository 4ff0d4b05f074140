"""Steps 4 and 5: a territory's juries, from their composition to every candidate's answer."""

from eclore.kit import clock
from tests.journeys.steps.people import Land, emails_to, enter, link_in, saying
from tests.support.pages import Page
from tests.support.visitor import Visitor

READING, AUDITION = "Présélection sur dossier", "Jury avec auditions"


def compose(land: Land, kind: str, *, quorum: int = 1) -> str:
    """The manager's page of a new jury, without dossier nor member."""
    land.manager.open(land.url("/jurys/"))
    land.manager.follow("Composer un jury")
    page = land.manager.send(
        "Composer le jury",
        {
            "Nature": kind,
            "Intitulé": land.text(kind),
            "Date": f"{clock.today():%Y-%m-%d}",
            "Lieu": land.text("Salle du conseil"),
            "Quorum": quorum,
            "Inscrire d'emblée toutes les idées qui peuvent l'être": False,
        },
    )
    land.addresses[kind] = page.address
    return page.address


def put_before(land: Land, kind: str, *titles: str) -> None:
    """Choose among the ideas that this jury may hear."""
    land.manager.open(land.addresses[kind])
    land.manager.follow("Ajouter des passages")
    page = land.manager.send("Ajouter ces passages", {"Idées": [land.text(title) for title in titles]})
    assert all(land.text(title) in page.words for title in titles)


def seat(land: Land, kind: str, part: str, *, presides: bool = False) -> Visitor:
    """A member is told by e-mail where to go; no account is asked for before."""
    member = land.people.get(part) or land.newcomer(part)
    page = land.manager.open(f"{land.addresses[kind]}membres/")
    page = land.manager.send(
        "Ajouter et envoyer le lien",
        {
            "Nom": member.name,
            "Adresse électronique": member.email,
            "Qualité": land.text("Direction des solidarités"),
            "Cette personne préside le jury": presides,
        },
    )
    assert member.name in page.words
    return member


def sit(land: Land, member: Visitor) -> None:
    """By the link of the e-mail."""
    link = link_in(emails_to(member)[-1], "/jurys/")
    enter(member, land.site, link.removeprefix(land.url("/").rstrip("/")))


def passage(visitor: Visitor, title: str) -> str:
    """The address of a passage, from the list in front of this person."""
    return visitor.page.link(title).removesuffix("dossier/")


def mark(member: Visitor, title: str, *marks: str, comment: str = "") -> None:
    """Large labelled steps, one comment; the criteria in their order."""
    page = no_conflict(member, member.open(passage(member, title)))
    criteria = list(page.form("Valider mes notes").legends.values())
    answers = dict(zip(criteria, marks, strict=True)) | {"Un mot pour la délibération": comment}
    page = member.send("Valider mes notes", answers)
    assert "Notes validées" in page.words or "sont enregistrées" in page.words


def no_conflict(member: Visitor, page: Page) -> Page:
    """Asked once, before the first dossier: answered for all of them, one goes on to the dossier."""
    asked = "Répondre pour tous les dossiers"
    return member.send(asked) if any(form.has(asked) for form in page.forms) else page


def recuse(member: Visitor, title: str) -> None:
    """One tap, and its confirmation; the dossier is gone."""
    address = passage(member, title)
    no_conflict(member, member.open(address))
    page = member.send("Je me déporte")
    assert "déport" in page.words
    member.open(address, expects=404)


def call_the_roll(manager: Visitor, console: str) -> None:
    """Everybody is there."""
    page = manager.open(console)
    for form in [each for each in page.forms if each.action.endswith("/presence/")]:
        manager.open(console)
        manager.send("Noter l'arrivée", to=form.action)


def run_passages(manager: Visitor, console: str, *titles: str) -> None:
    """The roll is called; the president or the manager starts each passage, and ends the last."""
    call_the_roll(manager, console)
    for title in titles:
        page = manager.open(console)
        manager.send("Commencer", to=passage(manager, title).rstrip("/").rsplit("/", 1)[-1])
    page = manager.open(console)
    assert "Passage en cours" in page.words


def deliberate(manager: Visitor, console: str) -> None:
    manager.open(console)
    page = manager.send("Passer à la délibération")
    assert "Délibération" in page.words or "délibération" in page.words


def decide(manager: Visitor, console: str, title: str, verdict: str, motivation: str, **terms: object) -> None:
    """Pending: nobody but those who lead sees it yet."""
    manager.open(console)
    manager.open(f"{passage(manager, title)}decision/")
    manager.send("Enregistrer la décision", {"Décision": verdict, "Motivation": motivation, **terms})


def publish(land: Land, kind: str) -> None:
    """Every reply is read again, then all leave together."""
    land.manager.open(f"{land.addresses[kind]}publication/")
    page = land.manager.send("Publier et envoyer")
    assert "publiées" in page.words


def answered(land: Land, agent: Visitor, title: str, stage: str, motivation: str) -> None:
    """The candidate has a reasoned reply, and sees the stage."""
    page = agent.open(land.addresses[title])
    assert stage in page.words, page.words[:400]
    assert motivation in saying(agent, land.text(title)).body
