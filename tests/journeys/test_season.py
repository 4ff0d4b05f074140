"""A whole season, in three territories, as people live it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from eclore.kit import clock
from programs.local.calls.domain import editions
from tenants.contexts import in_territory
from tests.factories import incubation
from tests.factories.calls import manager
from tests.journeys.steps import calls, forums, ideas, juries, nation, projects, walls
from tests.journeys.steps.people import Season, enter, gather, saying
from tests.support.auditing import found, verified, wordless

CARDS, BUS, CANTEEN, ROOF, LAMP, PHONE = (
    "Cartes en main",
    "Bus à la carte",
    "Cantine sans perte",
    "Un toit",
    "Lampadaires",
    "Allo 80",
)


@pytest.fixture
def season(real_db, somme, oise, nord, national, queue) -> Season:
    return gather({"somme": somme, "oise": oise, "nord": nord, "national": national}, queue)


def earlier_season(season: Season) -> None:
    """A project of the Somme that has been running for months when the season starts."""
    somme = season.somme
    with in_territory(somme.site):
        running = incubation.project(somme.text(PHONE), started=clock.today() - timedelta(weeks=20))
        editions.close(running.edition, by=manager())


@dataclass
class Carriers:
    """Who carries what: an idea of the Somme with a mate, others there, one too late, and those of its neighbours."""

    carrier: Any
    mate: Any
    others: dict[str, Any]
    late: Any
    of_oise: Any
    of_nord: Any


def they_open_their_calls(season: Season) -> None:
    """Three managers."""
    with season.day(0):
        for land in season.lands:
            enter(land.manager, land.site)
            calls.open_call(land)


def they_write(season: Season) -> Carriers:
    """Agents, with their teams."""
    somme, oise, nord = season.lands
    with season.day(3):
        carrier = ideas.write(somme, "agente", CARDS)
        mate = ideas.invite(somme, carrier, "collegue")
        ideas.ask_for_time(somme, carrier, CARDS, "cheffe")
        ideas.ask_for_time(somme, carrier, CARDS, "chef-de-la-collegue", mate=True)
        others = {title: ideas.write(somme, f"agent-{rank}", title) for rank, title in enumerate((BUS, CANTEEN, ROOF))}
        for rank, (title, agent) in enumerate(others.items()):
            ideas.ask_for_time(somme, agent, title, f"chef-{rank}")
        late = ideas.write(somme, "retardataire", LAMP)
        of_oise = ideas.write(oise, "agente", CARDS)
        ideas.ask_for_time(oise, of_oise, CARDS, "cheffe")
        of_nord = ideas.write(nord, "agente", "Mon idée")
        ideas.ask_for_time(nord, of_nord, "Mon idée", "cheffe")
        ideas.write(nord, "agente", "Mon brouillon")
    return Carriers(carrier, mate, others, late, of_oise, of_nord)


def they_submit(season: Season, who: Carriers) -> None:
    """Line managers answer from a link, then teams submit; who has not in time is told."""
    somme, oise, nord = season.lands
    with season.day(5):
        for land in season.lands:
            ideas.sign(land, "cheffe")
        ideas.sign(somme, "chef-de-la-collegue")
        for rank in range(2):
            ideas.sign(somme, f"chef-{rank}")
        ideas.refuse(somme, "chef-2")
    with season.day(6):
        ideas.submit(somme, who.carrier, CARDS)
        for title, agent in who.others.items():
            ideas.submit(somme, agent, title)
        ideas.submit(oise, who.of_oise, CARDS)
        ideas.submit(nord, who.of_nord, "Mon idée")
    ideas.acknowledged(somme, who.carrier, CARDS)
    ideas.acknowledged(nord, who.of_nord, "Mon idée")
    walls.check(season)
    with season.day(31):
        ideas.refused_after_closing(somme, who.late, LAMP)


def shortlist(season: Season, land: Any, *titles: str) -> None:
    """One territory: a reader marks, the manager decides, nobody knows before publication."""
    juries.compose(land, juries.READING)
    juries.put_before(land, juries.READING, *titles)
    reader = juries.seat(land, juries.READING, "lectrice")
    season.queue.run()
    land.manager.open(land.addresses[juries.READING])
    land.manager.send("Ouvrir la séance")
    juries.sit(land, reader)
    for title in titles:
        reader.open(f"{land.addresses[juries.READING]}salle/")
        juries.mark(reader, land.text(title), "4", "3", "5", comment=land.text("Bien posé."))
    juries.deliberate(land.manager, land.addresses[juries.READING])
    for title in titles:
        verdict = "Non présélectionnée" if title == ROOF else "Présélectionnée"
        motivation = land.text(f"Parce que {title.lower()}.")
        juries.decide(land.manager, land.addresses[juries.READING], land.text(title), verdict, motivation)
    assert "Présélectionnée" not in land.people["agente"].open(land.addresses[titles[0]]).words
    juries.publish(land, juries.READING)


def they_shortlist(season: Season, who: Carriers) -> None:
    """Each territory; each team is answered."""
    somme, oise, nord = season.lands
    with season.day(32):
        for land, titles in ((somme, (CARDS, BUS, CANTEEN, ROOF)), (oise, (CARDS,)), (nord, ("Mon idée",))):
            shortlist(season, land, *titles)
    juries.answered(somme, who.carrier, CARDS, "Présélectionnée", somme.text("Parce que cartes en main."))
    juries.answered(somme, who.others[ROOF], ROOF, "Non présélectionnée", somme.text("Parce que un toit."))
    juries.answered(nord, who.of_nord, "Mon idée", "Présélectionnée", nord.text("Parce que mon idée."))


def they_nominate(season: Season, who: Carriers) -> None:
    """For a forum of two territories, one of them added after publication."""
    somme, oise, _nord = season.lands
    with season.day(34):
        enter(season.coach, season.national)
        forums.open_forum(season, somme, quota=2)
        forums.add_territory(season, oise, quota=2)
        forums.refused(somme, CARDS, "Il manque l'accord")
        ideas.consent(somme, who.carrier, CARDS)
        forums.refused(somme, CARDS, "Il manque l'accord")
        ideas.consent(somme, who.mate, CARDS)
        forums.nominate(somme, CARDS)
        forums.refused(somme, CARDS, "déjà")
        ideas.consent(somme, who.others[BUS], BUS)
        forums.nominate(somme, BUS)
        ideas.consent(somme, who.others[CANTEEN], CANTEEN)
        forums.refused(somme, CANTEEN, "son maximum")
        ideas.consent(oise, who.of_oise, CARDS)
        forums.nominate(oise, CARDS)


def a_local_session_hears(season: Season, who: Carriers) -> None:
    """An idea, and the project of an earlier season."""
    somme = season.somme
    with season.day(40):
        juries.compose(somme, juries.AUDITION, quorum=2)
        juries.put_before(somme, juries.AUDITION, CANTEEN)
        projects.find(somme, PHONE)
        projects.hear(somme, PHONE, juries.AUDITION)
        president = juries.seat(somme, juries.AUDITION, "presidente", presides=True)
        member, friend = (juries.seat(somme, juries.AUDITION, part) for part in ("elue", "amie"))
        season.queue.run()
        console = somme.addresses[juries.AUDITION]
        somme.manager.open(console)
        somme.manager.send("Ouvrir la séance")
        juries.run_passages(somme.manager, console, somme.text(CANTEEN), somme.text(PHONE))
        for each in (president, member, friend):
            juries.sit(somme, each)
        juries.recuse(friend, somme.text(CANTEEN))
        president.open(f"{console}salle/")
        juries.mark(president, somme.text(CANTEEN), "5", "4", "4")
        juries.mark(member, somme.text(CANTEEN), "4", "4", "3")
        for each in (president, member, friend):
            each.open(f"{console}salle/")
            juries.mark(each, somme.text(PHONE), "4", "4", "5", "3", "4")
        juries.deliberate(somme.manager, console)
        green = {"Semaines accordées": 26, "Jours par semaine": 1}
        motivation = somme.text("Trois communes s'en servent.")
        juries.decide(somme.manager, console, somme.text(PHONE), "Feu vert pour continuer", motivation, **green)
        juries.decide(somme.manager, console, somme.text(CANTEEN), "Lauréate", somme.text("Une équipe prête."))
        juries.publish(somme, juries.AUDITION)
    juries.answered(somme, who.others[CANTEEN], CANTEEN, "Lauréate", somme.text("Une équipe prête."))


def the_joint_jury_sits(season: Season) -> None:
    """Composed once nobody nominates any more; the day of the forum."""
    somme, oise, nord = season.lands
    with season.day(56):
        juries.compose(nord, juries.AUDITION)
        forums.convene(season)
        chair = forums.seat(season, "Présidence Commune", presides=True)
        of_somme = forums.seat(season, "Élu Samarien", land=somme)
        of_nord = forums.seat(season, "Directrice Nordiste", land=nord)
    with season.day(70):
        forums.run(season, "Ouvrir la séance")
        for each in season.jury:
            forums.sit(season, each)
        juries.run_passages(
            season.coach,
            season.addresses["jury"],
            *(title.text(name) for title, name in ((somme, CARDS), (somme, BUS), (oise, CARDS))),
        )
        forums.answer_conflicts(of_somme, somme.text(CARDS))
        for each in (chair, of_nord):
            for title, marks in (
                (somme.text(CARDS), ("5", "4")),
                (somme.text(BUS), ("2", "2")),
                (oise.text(CARDS), ("4", "4")),
            ):
                each.open(f"{season.addresses['jury']}salle/")
                juries.mark(each, title, *marks)


def decisions_come_home(season: Season, who: Carriers) -> None:
    """The national team decides and publishes; the bridge brings each decision home."""
    somme, oise, _nord = season.lands
    with season.day(71):
        forums.run(season, "Passer à la délibération")
        console = season.addresses["jury"]
        for title, verdict in (
            (somme.text(CARDS), "Retenu"),
            (somme.text(BUS), "Non retenu"),
            (oise.text(CARDS), "Retenu"),
        ):
            motivation = f"Le jury dit : {verdict.lower()}, {title}."
            juries.decide(season.coach, console, title, verdict, motivation)
        assert "Le jury dit" not in who.carrier.open(somme.addresses[CARDS]).words
        forums.publish(season)
        season.queue.run()
        for land in (somme, oise):
            forums.send_letters(season, land)
    assert "Le jury dit : retenu" in saying(who.carrier, "Le jury dit").body
    assert "Le jury dit : retenu" in saying(who.mate, "Le jury dit").body
    assert "Le jury dit : non retenu" in saying(who.others[BUS], "Le jury dit").body
    assert "Lauréate" in who.carrier.open(somme.addresses[CARDS]).words
    forums.take_up(somme, BUS)


def projects_go_on(season: Season, who: Carriers) -> None:
    """They start with a coach; a committee opens the next phase."""
    somme, oise, _nord = season.lands
    with season.day(75):
        for land, title in ((somme, CARDS), (oise, CARDS)):
            projects.find(land, title)
            projects.assign(land, title, "coach", "Coach")
            projects.start(land, title)
    with season.day(90):
        projects.note(somme, CARDS, somme.people["coach"], "Les familles préfèrent le téléphone.", "2")
    with season.day(138):
        projects.plan_committee(somme, "Comité de printemps", CARDS)
        projects.cannot_close(somme, "Comité de printemps")
        projects.decide(
            somme,
            "Comité de printemps",
            "Expérimentation, ou expérimentation suivante",
            Motivation=somme.text("Le problème est réel."),
            **{"Semaines accordées": 26, "Jours par semaine": 1},
        )
        projects.close(somme, "Comité de printemps")
        assert "Expérimentation" in projects.find(somme, CARDS)
    assert "Le problème est réel" in saying(who.carrier, "Le problème est réel").body


def a_project_ends(season: Season) -> None:
    """Another committee ends it, saying what was learnt."""
    somme, oise, _nord = season.lands
    with season.day(200):
        projects.plan_committee(somme, "Comité d'hiver", CARDS)
        projects.decide(
            somme,
            "Comité d'hiver",
            "Arrêt",
            **{
                "Ce qui a été appris": somme.text("Le téléphone suffit."),
                "Pourquoi cela s'arrête": somme.text("Un numéro national a ouvert."),
                "Comment reprendre": somme.text("Reprendre les entretiens."),
            },
        )
        projects.close(somme, "Comité d'hiver")
        assert "Arrêtée" in projects.find(somme, CARDS)
        projects.show(oise, CARDS)


def the_nation_looks(season: Season) -> None:
    """And everybody, at what is published."""
    somme, oise, nord = season.lands
    with season.day(201):
        nation.portfolio(season, somme.text(PHONE), somme.text(BUS), oise.text(CARDS))
        nation.showcase(season, oise, CARDS, hidden=(somme.text(PHONE), nord.text("Mon idée")))
        nation.visit(season, somme)


def test_a_season_from_an_idea_to_its_follow_up(season: Season) -> None:
    earlier_season(season)
    they_open_their_calls(season)
    walls.check(season)
    who = they_write(season)
    walls.check(season)
    for act in (they_submit, they_shortlist, they_nominate, a_local_session_hears):
        act(season, who)
        walls.check(season)
    the_joint_jury_sits(season)
    walls.check(season)
    decisions_come_home(season, who)
    walls.check(season)
    projects_go_on(season, who)
    a_project_ends(season)
    walls.check(season)
    the_nation_looks(season)
    walls.check(season)
    assert found(verified()[1]) == []
    for land in season.lands:
        with in_territory(land.site):
            assert wordless() == set()
