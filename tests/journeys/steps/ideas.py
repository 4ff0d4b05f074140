"""Steps 2 and 3: an agent writes, gathers a team and submits; line managers answer by a link."""

from tests.journeys.steps.people import Land, emails_to, enter, link_in, saying
from tests.support.visitor import Visitor

AGREEMENT = "Donner mon accord"


def write(land: Land, author: str, title: str, *, problem: str = "Les routes") -> Visitor:
    """Three questions, the problem first, then how the idea is called. The draft's address is kept under its title."""
    agent = land.people.get(author) or land.newcomer(author)
    enter(agent, land.site, "/idees/nouvelle/")
    agent.open(land.url("/idees/nouvelle/"))
    agent.send(
        "Continuer",
        {
            "Partez-vous d'un de ces problèmes ?": land.text(problem),
            "En quelques lignes, avec vos mots": land.text("Chaque année, 300 familles renoncent."),
        },
    )
    agent.send("Continuer", {"En quelques lignes, avec vos mots": land.text("Un service simple les accompagne.")})
    agent.send("Continuer", {"En quelques lignes, avec vos mots": land.text("Les familles de deux cantons.")})
    page = agent.send(
        "Terminer", {"Un titre court": land.text(title), "Votre direction ou service": land.text("Solidarités")}
    )
    assert land.text(title) in page.words and "Brouillon" in page.words
    land.addresses[title] = page.address
    return agent


def invite(land: Land, agent: Visitor, mate: str) -> Visitor:
    """From the idea's page; the mate comes by the link of the message."""
    idea = agent.page.address
    invited = land.newcomer(mate)
    agent.follow("Inviter quelqu'un")
    page = agent.send("Envoyer l'invitation", {"Prénom et nom": invited.name, "Adresse électronique": invited.email})
    assert invited.name in page.words and "invitation envoyée" in page.words
    return _come(land, invited, idea)


def _come(land: Land, invited: Visitor, idea: str) -> Visitor:
    enter(invited, land.site, "/mes-idees/")
    assert "Brouillon" in invited.open(idea).words
    return invited


def ask_for_time(land: Land, agent: Visitor, title: str, chief: str, *, mate: bool = False) -> None:
    """The fiche d'engagement leaves for the line manager of whoever carries the idea, or of a teammate."""
    agent.open(land.addresses[title])
    agent.follow("Demander l'engagement de son responsable" if mate else "Demander l'accord du responsable")
    signatory = land.newcomer(chief)
    page = agent.send(
        "Envoyer la demande",
        {"Prénom et nom de votre responsable": signatory.name, "Son adresse électronique": signatory.email},
    )
    assert "Engagement en attente" in page.words and signatory.name in page.words


def sign(land: Land, chief: str) -> None:
    """A link, no account."""
    signatory = land.people[chief]
    signatory.open(link_in(emails_to(signatory)[-1], "/engagement/"))
    page = signatory.send("Signer l'engagement", {"Vos prénom et nom": signatory.name})
    assert "Merci, c'est signé" in page.words


def refuse(land: Land, chief: str) -> None:
    signatory = land.people[chief]
    page = signatory.open(link_in(emails_to(signatory)[-1], "/engagement/"))
    page = signatory.send("Envoyer ma réponse", expects=422)
    assert "Ce champ est à remplir" in page.words
    page = signatory.send(
        "Envoyer ma réponse", {"Ce qui empêche de libérer ce temps": land.text("Le service est en sous-effectif.")}
    )
    assert "Votre réponse est transmise" in page.words


def submit(land: Land, agent: Visitor, title: str) -> None:
    """The idea gets its number, its stage and a promised date."""
    agent.open(land.addresses[title])
    page = agent.send("Déposer mon idée")
    assert "Votre idée est déposée" in page.words and "Réponse promise" in page.words


def acknowledged(land: Land, agent: Visitor, title: str) -> None:
    """Once the worker has run."""
    email = saying(agent, "déposée")
    assert land.text(title) in email.subject + email.body


def consent(land: Land, agent: Visitor, title: str) -> None:
    """To be shown to the forum, name included."""
    agent.open(land.addresses[title])
    page = agent.send(AGREEMENT)
    assert "Vous avez donné votre accord" in page.words


def refused_after_closing(land: Land, agent: Visitor, title: str) -> None:
    """A page kept open since then is refused with the date and what to do; opened again, it offers no button."""
    said = agent.send("Déposer mon idée", expects=409).words
    assert "L'appel a fermé" in said and land.text(title) in said, said
    page = agent.open(land.addresses[title])
    assert "à la prochaine édition" in page.words
    assert not any(form.has("Déposer mon idée") for form in page.forms)
    assert "Brouillon" in agent.open(land.url("/mes-idees/")).words
