"""The deliberation on one page: ranks, places, verdicts and their reasons in one request, on both sides."""

from datetime import timedelta

import pytest

from eclore.kit import clock
from programs.juries import decision_table
from programs.juries.forms import motive_of, verdict_of
from tests.support.statements import Statements

FAVOURABLE = {"local_juries": "laureate", "joint_juries": "retained"}
AGAINST = "not_retained"


@pytest.fixture
def deliberating(hold):
    """Everybody has marked: 5 for the first dossier, 2 for the second; the ranking is shown."""
    held = hold(places=1)
    for rank in (0, 1):
        held.member(rank).post(held.dossier(0), held.marks(5))
        held.member(rank).post(held.dossier(1), held.marks(2))
    held.deliberate()
    held.president().post(f"{held.url}devoiler/")
    return held


def fields(held, *settled):
    """What a browser sends: (verdict, reasons) of each dossier, in their order."""
    sent = {}
    for passage, (verdict, why) in zip(held.passages, settled, strict=True):
        sent |= {verdict_of(passage.pk): verdict, motive_of(passage.pk): why}
    return sent


def yes(held):
    return FAVOURABLE[held.side.app_label]


def decided(held):
    with held.inside():
        rows = held.side.passages.objects.order_by("position").select_related("decision")
        found = [getattr(row, "decision", None) for row in rows]
        return [(row.verdict, row.motivation) if row else None for row in found]


def table_of(held, who=None):
    with held.inside():
        jury = held.side.juries.objects.get(pk=held.jury.pk)
        return decision_table.table(jury, who or held.runs, held.side)


def test_a_page_decides_every_dossier_at_once(deliberating):
    held = deliberating
    sent = fields(held, (yes(held), "Utile à toutes."), (AGAINST, "Trop tôt."))
    page = held.leader().post(f"{held.url}decisions/", sent, follow=True).content.decode()
    assert "Les décisions sont enregistrées" in page
    assert decided(held) == [(yes(held), "Utile à toutes."), (AGAINST, "Trop tôt.")]
    assert "1 sur 1" in page
    found = table_of(held)
    [places] = found.places
    assert (places.taken, places.left, found.undecided, found.unexplained) == (1, 0, 0, 0)


def test_it_shows_what_the_marks_say_once_they_are_revealed(deliberating):
    lines = table_of(deliberating).lines
    assert [(line.rank, line.mean, line.spread, line.progress) for line in lines] == [
        (1, "5,00", "5 – 5", "2 sur 2"),
        (2, "2,00", "2 – 2", "2 sur 2"),
    ]


def test_before_the_reveal_no_mark_is_shown(hold):
    held = hold()
    held.member(0).post(held.dossier(0), held.marks(5))
    held.deliberate()
    lines = table_of(held).lines
    assert {(line.rank, line.mean, line.spread, line.chance) for line in lines} == {(None, "", "–", "–")}
    page = held.leader().get(f"{held.url}decisions/").content.decode()
    assert "une fois le classement dévoilé" in page
    assert "Moyenne" not in page


def test_what_is_left_alone_stays_and_keeps_its_terms(deliberating):
    held = deliberating
    with held.inside():
        passage = held.side.passages.objects.get(pk=held.passages[0].pk)
        held.side.decide(passage, by=held.runs, verdict=yes(held), weeks=7, means="Deux jours par semaine")
        before = held.jury.events.filter(verb="decide").count()
    held.leader().post(f"{held.url}decisions/", fields(held, (yes(held), "Autre raison."), ("", "")))
    with held.inside():
        decision = held.side.passages.objects.get(pk=held.passages[0].pk).decision
        assert (decision.weeks, decision.means, decision.motivation) == (7, "Deux jours par semaine", "Autre raison.")
        assert held.jury.events.filter(verb="decide").count() == before + 1
    assert decided(held)[1] is None


def test_the_same_page_sent_twice_writes_once(deliberating):
    held, client = deliberating, deliberating.leader()
    sent = fields(held, (yes(held), "Utile."), (AGAINST, "Trop tôt."))
    for _press in range(2):
        client.post(f"{held.url}decisions/", sent)
    with held.inside():
        assert held.jury.events.filter(verb="decide").count() == 2


def test_reasons_without_a_verdict_are_told_and_kept_on_the_page(deliberating):
    held = deliberating
    page = held.leader().post(f"{held.url}decisions/", fields(held, ("", "Je ne sais pas."), (AGAINST, "")))
    assert "Choisissez aussi la décision que ce motif explique." in page.content.decode()
    assert "Je ne sais pas." in page.content.decode()
    assert decided(held) == [None, None]


def test_two_who_decide_from_the_same_page_do_not_erase_each_other(deliberating):
    held = deliberating
    first, second = held.leader(), held.president()
    pages = [client.get(f"{held.url}decisions/") for client in (first, second)]
    drawn = [page.context["form"].drawn() for page in pages]
    first.post(f"{held.url}decisions/", fields(held, (yes(held), "Utile."), ("", "")) | {"drawn": drawn[0]})
    with clock.at(clock.now() + timedelta(minutes=1)):
        later = fields(held, ("", ""), (AGAINST, "Trop tôt.")) | {"drawn": drawn[1]}
        other = second.post(f"{held.url}decisions/", later)
        assert other.status_code == 302
        assert decided(held) == [(yes(held), "Utile."), (AGAINST, "Trop tôt.")]
        clash = second.post(
            f"{held.url}decisions/", fields(held, (AGAINST, "Non."), (AGAINST, "Trop tôt.")) | {"drawn": drawn[1]}
        )
    assert "deux textes" in clash.content.decode()
    assert decided(held)[0] == (yes(held), "Utile.")


def test_a_dossier_that_one_has_left_is_neither_shown_nor_decided(deliberating):
    held = deliberating
    with held.inside():
        held.passages[0].recusals.create(seat=held.jury.seats.get(presides=True), confirmed_at=clock.now())
        held.side.juries.objects.update(quorum=1)
    client = held.president()
    page = client.get(f"{held.url}decisions/").content.decode()
    assert verdict_of(held.passages[0].pk) not in page
    client.post(f"{held.url}decisions/", fields(held, (yes(held), "Pour les miens."), (AGAINST, "")))
    assert decided(held)[0] is None


def test_only_whoever_decides_and_only_in_deliberation(deliberating):
    held = deliberating
    assert held.member(1).get(f"{held.url}decisions/").status_code in (403, 404)
    held.leader().post(f"{held.url}reprendre/")
    assert held.leader().get(f"{held.url}decisions/").status_code == 302


def test_one_refused_verdict_writes_none(deliberating):
    held = deliberating
    with held.inside():
        held.side.juries.objects.update(quorum=2)
        seat = held.jury.seats.filter(presides=False).get()
        held.passages[1].recusals.create(seat=seat, confirmed_at=clock.now())
    page = held.leader().post(f"{held.url}decisions/", fields(held, (yes(held), "Utile."), (AGAINST, "Non.")))
    assert "quorum" in page.content.decode()
    assert decided(held) == [None, None]


def test_many_are_written_in_as_few_statements_as_two(deliberating):
    held, client = deliberating, deliberating.leader()
    client.get(f"{held.url}decisions/")
    with Statements() as page:
        client.get(f"{held.url}decisions/")
    assert len(page) <= 10
    with Statements() as sql:
        client.post(f"{held.url}decisions/", fields(held, (yes(held), "Utile."), (AGAINST, "Non.")))
    told = [text for text in sql.texts if text.startswith("INSERT") and "_juries_decision" in text]
    assert len(told) == 1


def test_the_console_leads_to_it(deliberating):
    held = deliberating
    console = held.leader().get(held.url).content.decode()
    assert f'href="{held.url}decisions/"' in console and "Décider" in console
    held.leader().post(f"{held.url}decisions/", fields(held, (yes(held), "Utile."), (AGAINST, "Non.")))
    console = held.leader().get(held.url).content.decode()
    assert "Préparer la publication" in console and "Revoir les décisions" in console
