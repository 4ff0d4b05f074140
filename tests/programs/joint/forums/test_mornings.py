"""The coaches' morning of a forum: composed without conflict, printed, sent; each territory reads its own hours."""

from datetime import time
from email.utils import parseaddr
from html import unescape
from io import BytesIO

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, transaction
from icalendar import Calendar
from pypdf import PdfReader

from eclore.kit.actor import MANAGER
from eclore.kit.errors import Invalid, NotAllowed, Refusal, TooLate
from eclore.kit.transitions import AlreadyDone
from programs.bridge import nominations
from programs.joint.forums import domain
from programs.joint.forums.models import CoachingMorning, ForumEvent, MorningCoach, MorningTurn, Nomination
from tenants.contexts import in_programme, in_territory
from tests.factories.calls import manager
from tests.factories.forums import NATIONAL, a_forum, a_morning, a_nomination, somebody
from tests.support.personas import browser, person
from tests.support.statements import Statements

HOSTILE = '#strong[gras] $x$ "fin" <i>'


def words(answer):
    return " ".join(unescape(answer.content.decode()).split())


@pytest.fixture
def team(national):
    return browser(national, person(national=("national_coach",)))


@pytest.fixture
def forum(somme, oise):
    forum = a_forum(somme, oise)
    for site, title in ((somme, "Alpha"), (somme, "Bêta"), (oise, "Gamma")):
        a_nomination(site, forum, title)
    return forum


def at(forum, path=""):
    return f"/forums/{forum.slug}/matinee{path or '/'}"


def letters(queue):
    mail.outbox.clear()
    queue.run()
    return {parseaddr(each.to[0])[1]: each for each in mail.outbox}


def event_of(text):
    [event] = Calendar.from_ical(text).walk("VEVENT")
    return event


def test_from_nothing_to_a_morning_on_the_page(forum, team):
    assert "Préparer la matinée" in words(team.get(at(forum)))
    assert team.post(at(forum)).status_code == 302
    assert team.post(at(forum)).status_code == 302  # the second press is the same act
    assert "Ajoutez les coachs" in words(team.get(at(forum)))
    for name in ("Awa", "Zoé"):
        given = {"name": name, "email": f"{name[0]}@exemple.fr", "place": "Table"}
        assert team.post(at(forum, "/coachs/ajouter/"), given).status_code == 302
    assert "ajoutez encore un coach" in words(team.post(at(forum, "/composer/"), {"composed": "0"}, follow=True))
    given = {"begins_at": "09:00", "turn_minutes": "20", "between_minutes": "5", "meetings": "2"}
    answer = team.post(at(forum, "/reglages/"), given | {"pause_after": "0", "pause_minutes": "0"})
    assert answer.status_code == 302
    assert "La matinée est composée." in words(team.post(at(forum, "/composer/"), {"composed": "0"}, follow=True))
    page = words(team.get(at(forum)))
    assert [told in page for told in ("9 h", "9 h 25", "Alpha", "Gamma", "Zoé")] == [True] * 5
    with in_programme():
        assert (MorningCoach.objects.count(), MorningTurn.objects.count()) == (2, 6)
        verbs = set(ForumEvent.objects.values_list("verb", flat=True))
    assert {"prepare_morning", "add_coach", "edit_morning", "compose_morning"} <= verbs


def test_composed_twice_it_is_the_same_and_a_stale_page_is_refused(forum):
    morning = a_morning(forum, "Awa", "Zoé", composed=True)
    with in_programme():
        with pytest.raises(AlreadyDone):
            domain.compose_morning(morning, by=NATIONAL, composed=0)
        domain.add_coach(morning, by=NATIONAL, name="Lou")
        with pytest.raises(Refusal, match="vient de composer"):
            domain.compose_morning(morning, by=NATIONAL, composed=0)
        assert domain.compose_morning(morning, by=NATIONAL, composed=1).composed == 2


def test_the_database_holds_no_conflict(forum):
    a_morning(forum, "Awa", "Zoé", composed=True)
    with in_programme():
        turn = MorningTurn.objects.order_by("number").first()
        for same in ({"coach"}, {"nomination"}):
            other = MorningTurn.objects.exclude(**{name: getattr(turn, name) for name in same}).first()
            copied = {
                "coach": turn.coach if "coach" in same else other.coach,
                "nomination": turn.nomination if "nomination" in same else other.nomination,
            }
            with pytest.raises(IntegrityError), transaction.atomic():
                MorningTurn.objects.create(
                    morning_id=turn.morning_id, territory_role=turn.territory_role, number=turn.number, **copied
                )


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("name", {"name": "x" * 100_000}),
        ("name", {"name": "  "}),
        ("email", {"name": "Awa", "email": "pas une adresse"}),
        ("place", {"name": "Awa", "place": "x" * 81}),
    ],
)
def test_what_does_not_fit_is_said_where_it_was_typed(forum, team, field, given):
    morning = a_morning(forum)
    with in_programme(), pytest.raises(Invalid) as refusal:
        domain.add_coach(morning, by=NATIONAL, **given)
    assert refusal.value.field == field
    answer = team.post(at(forum, "/coachs/ajouter/"), given)
    assert (answer.status_code, field in answer.context["form"].errors) == (422, True)


def test_hours_and_pauses_that_cannot_be(forum):
    morning = a_morning(forum, "Awa")
    with in_programme():
        for wrong in ({"turn_minutes": 4}, {"between_minutes": 16}, {"meetings": 0}, {"pause_after": 2}):
            with pytest.raises(Invalid):
                domain.edit_morning(morning, by=NATIONAL, **wrong)
        late = domain.edit_morning(morning, by=NATIONAL, begins_at=time(23, 30))
        with pytest.raises(Invalid, match="après minuit"):
            domain.compose_morning(late, by=NATIONAL, composed=0)


def test_nobody_else_and_never_once_it_is_over(forum):
    morning = a_morning(forum, "Awa", composed=True)
    with in_programme():
        with pytest.raises(NotAllowed):
            domain.send_morning(morning, by=somebody())
        domain.close(forum, by=NATIONAL)
        domain.decide(forum, by=NATIONAL)
        for act in (
            lambda: domain.add_coach(morning, by=NATIONAL, name="Lou"),
            lambda: domain.compose_morning(morning, by=NATIONAL, composed=1),
            lambda: domain.send_morning(morning, by=NATIONAL),
        ):
            with pytest.raises(TooLate):
                act()


def test_a_withdrawn_dossier_leaves_its_hour_free_and_its_title_unsaid(forum, somme, team):
    a_morning(forum, "Awa", "Zoé", composed=True)
    with in_territory("somme"):
        nominations.withdraw(Nomination.objects.get(title="Alpha"), by=manager("somme"))
    page = words(team.get(at(forum)))
    assert ("Alpha" in page, "est libre" in page, "libre" in page) == (False, True, True)
    assert "Alpha" not in text_of(team.get(at(forum, ".pdf")))


def text_of(answer):
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert b"pdfuaid:part" in answer.content
    return "\n".join(leaf.extract_text() for leaf in PdfReader(BytesIO(answer.content)).pages)


def test_everything_is_printed_and_what_people_type_is_only_text(forum, team):
    a_morning(forum, "Awa", HOSTILE, meetings=2, composed=True)
    pdf = text_of(team.get(at(forum, ".pdf")))
    for told in ("Alpha", "Bêta", "Gamma", "Awa", "#strong[gras]", "Table 1", "9 h 25"):
        assert told in pdf.replace("\xa0", " "), told
    assert len(PdfReader(BytesIO(team.get(at(forum, ".pdf")).content)).pages) == 1 + 2 + 3


def test_each_coach_is_sent_their_hours_and_again_only_what_was_corrected(forum, team, queue):
    a_morning(forum, "Awa", "Zoé", composed=True)
    assert "Awa, Zoé" in words(team.get(at(forum, "/envoyer/")))
    team.post(at(forum, "/envoyer/"))
    sent = letters(queue)
    assert set(sent) == {"coach1@exemple.fr", "coach2@exemple.fr"}
    letter = sent["coach1@exemple.fr"]
    event = event_of(letter.attachments[0][1])
    assert (event["SEQUENCE"], str(event["STATUS"])) == (0, "CONFIRMED")
    assert "Gamma" in letter.body and "Gamma" in str(event["DESCRIPTION"])
    team.post(at(forum, "/envoyer/"))
    assert letters(queue) == {}
    with in_programme():
        domain.change_coach(MorningCoach.objects.get(name="Awa"), by=NATIONAL, place="Salle bleue")
    team.post(at(forum, "/envoyer/"))
    again = letters(queue)
    assert set(again) == {"coach1@exemple.fr"}
    assert event_of(again["coach1@exemple.fr"].attachments[0][1])["SEQUENCE"] == 1
    assert "Salle bleue" in again["coach1@exemple.fr"].body


def test_each_territory_reads_its_own_hours_and_no_other(forum, somme, oise):
    a_morning(forum, "Awa", "Zoé", composed=True)
    ours = words(browser(somme, person(MANAGER, at=somme)).get(f"/forums/{forum.slug}/"))
    theirs = words(browser(oise, person(MANAGER, at=oise)).get(f"/forums/{forum.slug}/"))
    assert ("La matinée des coachs" in ours, "Awa" in ours, "Gamma" in ours) == (True, True, False)
    assert ("La matinée des coachs" in theirs, "Gamma" in theirs, "Alpha" in theirs) == (True, True, False)
    with in_territory("oise"):
        assert [turn.nomination.title for turn in MorningTurn.objects.all()] == ["Gamma"]
        assert CoachingMorning.objects.count() == 1
        for query in (MorningCoach.objects.all().exists, MorningTurn.objects.all().delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                query()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_however_many_coaches(forum, team, number):
    a_morning(forum, *("Awa", "Lou", "Zoé")[:number], composed=True)
    with Statements() as sql:
        team.get(at(forum))
    assert len(sql) == 6
