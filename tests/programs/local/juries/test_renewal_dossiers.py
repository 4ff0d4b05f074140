"""A project that asks to go on comes before its jury with what it used, believed, learnt, and promised."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from eclore.kit import clock
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.transitions import WrongState
from programs.juries.renewals import sections
from programs.local.incubation.domain import hearings
from programs.local.incubation.models import JournalEntry, Phase
from programs.local.juries import domain
from programs.local.juries.models import Passage
from programs.local.juries.side import LOCAL
from tenants.contexts import in_territory
from tests.factories.renewals import a_mixed_session, renewal_of, running_project
from tests.support.browsing import words
from tests.support.personas import browser

CONDITIONS = "Un point par mois.\nTrois services partenaires."
SECRET = "Mme Untel pleure son guichet"


@pytest.fixture
def told(somme):
    """A project seven weeks old, its journal and conditions; the session of its jury, in preparation; its passage."""
    running, held = running_project(somme)
    with in_territory(somme):
        begun = clock.today() - timedelta(days=45)
        days = {"planned_start": begun, "planned_end": begun + timedelta(weeks=9), "real_start": begun}
        Phase.objects.filter(project=running).update(weeks=9, conditions=CONDITIONS, **days)
        for kind, text, freed in (
            ("hypothesis", "Le guichet ne suffit pas.", None),
            ("interview", SECRET, None),
            ("session", SECRET, Decimal("4.5")),
            ("session", SECRET, Decimal(1)),
            ("note", SECRET, None),
        ):
            JournalEntry.objects.create(project=running, kind=kind, text=text, on=begun, days_freed=freed)
        held.passages = [*held.passages, hearings.hear(running, held.jury, by=held.runs)]
    return held


def read(held):
    """As a page or the API asks for it now."""
    with in_territory(held.site):
        found = Passage.objects.get(pk=held.passages[2].pk)
        found.jury = held.jury
        return dict(LOCAL.dossier_without_files(found).answers)


def prepare(held, **given):
    with in_territory(held.site):
        passage = Passage.objects.select_related("jury").get(pk=held.passages[2].pk)
        return domain.prepare_renewal(passage, by=held.runs, **given)


def test_it_tells_time_hypotheses_conditions_and_the_journal_in_short(told):
    shown = read(told)
    assert list(shown) == [
        "En bref",
        "Temps utilisé",
        "Ce qui était supposé",
        "Conditions fixées la dernière fois",
        "Le journal en bref",
    ]
    assert shown["Temps utilisé"].startswith("Investigation (pré-incubation) : 7 semaines utilisées sur 9 accordées")
    assert shown["Temps utilisé"].endswith("5,5 jours libérés sur 7 signés")
    assert shown["Ce qui était supposé"] == "Le guichet ne suffit pas."
    assert shown["Conditions fixées la dernière fois"].split("\n\n") == [
        "Un point par mois. (non renseigné)",
        "Trois services partenaires. (non renseigné)",
    ]
    assert shown["Le journal en bref"] == "2 séances avec le coach, 1 hypothèse, 1 entretien, 1 note"


def test_nothing_that_was_said_in_an_interview_or_a_session_comes_with_it(told):
    with in_territory(told.site):
        assert SECRET not in str(Passage.objects.get(pk=told.passages[2].pk).renewal)


def test_whoever_prepares_says_what_was_learnt_and_which_conditions_were_met(told):
    prepare(told, learnt="Le tri suffit.", met={"Un point par mois.": "met"})
    prepare(told, journal="Neuf visites.", met={"Trois services partenaires.": "not_met"})
    shown = read(told)
    assert shown["Ce qui a été appris"] == "Le tri suffit."
    assert shown["Le journal en bref"] == "Neuf visites."
    assert shown["Conditions fixées la dernière fois"].split("\n\n") == [
        "Un point par mois. (Remplie)",
        "Trois services partenaires. (Non remplie)",
    ]
    prepare(told, journal="")
    assert read(told)["Le journal en bref"].startswith("2 séances")
    with in_territory(told.site):
        assert told.jury.events.filter(verb="prepare_renewal").count() == 3


def test_the_same_press_again_is_the_same_act(told):
    prepare(told, learnt="Le tri suffit.")
    prepare(told, learnt="Le tri suffit.")
    with in_territory(told.site):
        assert told.jury.events.filter(verb="prepare_renewal").count() == 1


@pytest.mark.parametrize(
    "given", [{"met": {"Autre chose.": "met"}}, {"met": {"Un point par mois.": "peut-être"}}, {"learnt": "a" * 5001}]
)
def test_what_makes_no_sense_is_refused(told, given):
    with pytest.raises(Invalid):
        prepare(told, **given)


def test_an_idea_has_none(told):
    with in_territory(told.site), pytest.raises(Refusal, match="pas de dossier de renouvellement"):
        domain.prepare_renewal(told.passages[0], by=told.runs, learnt="Rien.")


def test_facts_are_counted_again_when_the_session_opens_and_words_stay(told):
    prepare(told, learnt="Le tri suffit.")
    with in_territory(told.site):
        JournalEntry.objects.update(days_freed=2)
        domain.open_session(told.jury, by=told.runs)
    shown = read(told)
    assert "10" in shown["Temps utilisé"]
    assert shown["Ce qui a été appris"] == "Le tri suffit."


def test_nothing_changes_once_the_jury_has_opened_it(somme):
    held = a_mixed_session(somme)
    with in_territory(somme), pytest.raises(WrongState, match="a ouvert ce passage"):
        domain.prepare_renewal(renewal_of(held), by=held.runs, learnt="Trop tard.")


def test_once_its_hearing_has_begun_the_page_shows_what_the_jury_reads_and_why(somme):
    held = a_mixed_session(somme)
    with in_territory(somme):
        renewal = renewal_of(held)
    client, url = browser(somme, held.manager), f"{held.url}passages/{renewal.pk}/renouvellement/"
    page = client.get(url)
    assert "Le jury a ouvert ce passage" in words(page)
    assert "Temps utilisé" in words(page)
    assert "<textarea" not in page.content.decode()
    stale = client.post(url, {"learnt": "Ce que j'avais écrit.", "journal": ""})
    assert "Ce que j&#x27;avais écrit." in stale.content.decode()
    assert "Le jury a ouvert ce passage" in words(stale)
    with in_territory(somme):
        held.jury.passages.update(state="waiting")
        domain.deliberate(held.jury, by=held.president)
    assert "La séance ne prend plus de notes" in words(client.get(url))


def test_its_conditions_stand_under_one_heading(told):
    page = browser(told.site, told.manager).get(f"{told.url}passages/{told.passages[2].pk}/renouvellement/")
    legend = (
        page.content.decode().partition("Conditions fixées la dernière fois</legend>")[2].partition("</fieldset>")[0]
    )
    assert all(condition in words(page) for condition in CONDITIONS.splitlines())
    assert legend.count("<select") == 2


def test_a_project_heard_before_projects_brought_anything_keeps_its_summary(somme):
    running, held = running_project(somme)
    with in_territory(somme):
        passage = domain.add_renewal(held.jury, by=held.runs, project_id=running.pk, title="A", summary="Le guichet.")
        Passage.objects.filter(pk=passage.pk).update(renewal=None)
        passage.refresh_from_db()
        assert LOCAL.dossier(passage).answers == [("En bref", "Le guichet.")]
        assert sections(None) == []


def test_the_page_says_it_and_every_reader_reads_it(told):
    manager = browser(told.site, told.manager)
    base = f"{told.url}passages/{told.passages[2].pk}/"
    assert f"{base}renouvellement/" in manager.get(f"{base}dossier/").content.decode()
    sent = {"learnt": "Le tri suffit.", "journal": "", "condition_0": "met", "condition_1": "partly"}
    assert "Le dossier de renouvellement est enregistré" in words(
        manager.post(f"{base}renouvellement/", sent, follow=True)
    )
    with in_territory(told.site):
        domain.open_session(told.jury, by=told.runs)
        told.jury.seats.update(conflicts_until="9999-01-01T00:00Z")
    member = browser(told.site, told.members[1])
    for page in (f"{base}dossier/", f"{base}feuille/"):
        text = words(member.get(page))
        assert "Le tri suffit." in text
        assert "Trois services partenaires. (Remplie en partie)" in text
        assert "renouvellement/" not in member.get(page).content.decode()
    api = member.get(f"/api/v1/juries/{told.jury.pk}/passages/{told.passages[2].pk}/").json()
    assert {"question": "Ce qui a été appris", "answer": "Le tri suffit."} in api["answers"]
    assert member.get(f"{base}renouvellement/").status_code == 403
    booklet = PdfReader(BytesIO(member.get(f"{told.url}livret.pdf").content))
    assert "Le tri suffit." in "".join(page.extract_text() for page in booklet.pages)


def test_a_project_that_has_not_begun_tells_what_it_can(somme):
    running, held = running_project(somme)
    with in_territory(somme):
        Phase.objects.filter(project=running).delete()
        hearings.hear(running, held.jury, by=held.runs)
        passage = held.jury.passages.get(project_id=running.pk)
        assert "Temps utilisé" not in dict(sections(passage.renewal))
