"""The booklet, table cards and ballots on paper: who may print what, and what is in it; the same on both sides."""

import re
from datetime import datetime
from io import BytesIO
from time import perf_counter
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from programs.juries import domain
from programs.juries.day import Expected, Programme
from programs.juries.papers import ballots, booklet, paper_codes
from tests.programs.juries.deliberations import jury_of, passage_of
from tests.programs.juries.sides import a_stranger
from tests.support.personas import browser
from tests.support.statements import Statements

CODE = re.compile(r"\b[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}\b")
PAPERS = ("livret", "chevalets", "bulletins")


@pytest.fixture
def day(hold):
    """Dossiers Alpha and Bêta; the second member has stepped aside from the first."""
    held = hold(opened=False)
    member = held.members[1].at(held.site)
    with held.inside():
        for passage, title in zip(held.passages, ("Alpha", "Bêta"), strict=True):
            held.side.passages.objects.filter(pk=passage.pk).update(title=title)
        domain.recuse(passage_of(held), by=member)
    return held


def text_of(content):
    assert b"pdfuaid:part" in content
    return "\n".join(leaf.extract_text() for leaf in PdfReader(BytesIO(content)).pages)


def paper(client, held, name, query=""):
    answer = client.get(f"{held.url}{name}.pdf{query}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf"), name
    return text_of(answer.content)


def pairs_of(held):
    with held.inside():
        seats = list(held.side.seats.objects.filter(jury=held.jury.pk).values_list("pk", flat=True))
    return [(seat, passage.pk) for seat in seats for passage in held.passages]


def test_a_member_reads_their_dossiers_and_whoever_leads_the_whole(day):
    member, leader = (paper(client, day, "livret") for client in (day.member(), day.leader()))
    assert ("Alpha" in member, "Bêta" in member, "Alpha" in leader, "Bêta" in leader) == (False, True, True, True)
    assert "Un dossier n'est pas dans votre livret" in member
    assert "Sommaire" in leader and "n'est pas dans votre livret" not in leader


def test_what_waits_for_an_answer_is_not_in_the_booklet_nor_on_paper(day):
    with day.inside():
        seat = day.side.seats.objects.get(jury=day.jury.pk, email=day.members[1].email)
        recusal = domain.propose_recusal(passage_of(day, 1), seat, by=day.runs)
    assert "Bêta" not in paper(day.member(), day, "livret")
    assert len(CODE.findall(paper(day.leader(), day, "bulletins"))) == 2
    member = day.members[1].at(day.site)
    with day.inside():
        domain.decline_recusal(recusal, by=member)
    assert "Bêta" in paper(day.member(), day, "livret")
    assert len(CODE.findall(paper(day.leader(), day, "bulletins"))) == 3


def test_who_may_print_what(day):
    stranger = browser(day.site, a_stranger(day))
    answers = {name: day.member().get(f"{day.url}{name}.pdf").status_code for name in PAPERS}
    assert answers == {"livret": 200, "chevalets": 403, "bulletins": 403}
    for name in PAPERS:
        assert stranger.get(f"{day.url}{name}.pdf").status_code in (403, 404)
        assert day.leader().post(f"{day.url}{name}.pdf").status_code == 405
    page = day.member().get(f"{day.url}ordre-du-jour/").content.decode()
    assert "livret.pdf" in page and "chevalets.pdf" not in page and "bulletins.pdf" not in page


def test_each_ballot_bears_a_code_of_its_own_and_none_is_for_who_has_left(day):
    text = paper(day.leader(), day, "bulletins")
    codes, pairs = CODE.findall(text), pairs_of(day)
    told = [paper_codes.found(code, pairs) for code in codes]
    with day.inside():
        left = day.side.seats.objects.get(jury=day.jury.pk, email=day.members[1].email).pk
    assert set(told) == set(pairs) - {(left, day.passages[0].pk)}
    assert len(codes) == 3 and codes == CODE.findall(paper(day.leader(), day, "bulletins"))
    with day.inside():
        labels = list(day.jury.criteria.values_list("label", flat=True))
    for label in labels:
        assert "".join(label.split()) in "".join(text.split())


def test_a_president_prints_for_others_what_they_do_not_read_themselves(day):
    president = day.members[0].at(day.site)
    with day.inside():
        domain.recuse(passage_of(day, 1), by=president)
        day.side.seats.objects.filter(jury=day.jury.pk, email=day.members[0].email).update(presides=True)
    text = paper(day.president(), day, "bulletins")
    assert "Bêta" not in text and "Passage n° 2" in text and "Alpha" in text


def test_cards_tell_names_and_qualities(day):
    with day.inside():
        day.side.seats.objects.filter(jury=day.jury.pk).update(quality="Élue #emph[x] $")
        names = list(day.side.seats.objects.filter(jury=day.jury.pk).values_list("name", flat=True))
    text = paper(day.leader(), day, "chevalets")
    assert all(name in text for name in names) and text.count("Élue #emph[x] $") == 2


def test_hostile_words_stay_words_in_every_paper(day):
    typed = '#panic("x") $ @y *b* <c>'
    with day.inside():
        day.side.passages.objects.filter(pk=day.passages[0].pk).update(title=typed)
        day.side.juries.objects.filter(pk=day.jury.pk).update(title=typed)
        day.side.seats.objects.filter(jury=day.jury.pk).update(name=typed)
        day.jury.criteria.update(label=typed, hint=typed)
    for name in PAPERS:
        assert typed in " ".join(paper(day.leader(), day, name).split()), name


def test_a_session_without_anything_makes_papers_that_say_so(hold):
    held = hold(opened=False)
    with held.inside():
        held.side.passages.objects.filter(jury=held.jury.pk).delete()
        held.side.seats.objects.filter(jury=held.jury.pk).delete()
    told = {name: paper(held.leader(), held, name) for name in PAPERS}
    assert "Aucun passage" in told["livret"]
    assert "Aucun membre" in told["chevalets"]
    assert "Aucun bulletin à imprimer" in told["bulletins"]


def test_a_part_that_is_not_there_is_not_found(day):
    for name in ("livret", "bulletins"):
        for part in ("0", "2", "-1", "x", "²", "99999"):
            assert day.leader().get(f"{day.url}{name}.pdf?partie={part}").status_code == 404
        assert paper(day.leader(), day, name, "?partie=1")


def test_each_is_logged_and_costs_few_statements(day):
    client = day.leader()
    for name in (*PAPERS, "ordre-du-jour"):
        with Statements() as sql:
            paper(client, day, name)
        assert len(sql) <= 14, (name, sql.texts)


def test_a_day_of_sixty_passages_and_thirty_seats_is_drawn_in_bounded_parts(day):
    with day.inside():
        jury = jury_of(day)
        seats = [day.side.seats(jury=jury, name=f"Membre {rank}", email=f"m{rank}@x.fr") for rank in range(30)]
        items = [
            Expected(UUID(int=rank), rank, f"Dossier {rank}", "", datetime(2031, 1, 15, 14), 10, 15, 0)
            for rank in range(1, 61)
        ]
        printed = [(seat, item) for seat in seats for item in items]
        began = perf_counter()
        content = ballots.ballots(jury, printed, part=1)
        took = perf_counter() - began
    assert booklet.parts(len(printed), ballots.BY_PART) == 3
    assert len(PdfReader(BytesIO(content)).pages) == ballots.BY_PART
    assert took < 10  # two seconds on a machine that does nothing else
    assert Programme(jury, items).end == "14\u00a0h\u00a025"


keys = st.uuids()


@given(keys, keys)
def test_a_code_is_the_same_each_time_and_is_read_however_it_is_typed(seat, passage):
    code = paper_codes.code_of(seat, passage)
    assert code == paper_codes.code_of(seat, passage) != paper_codes.code_of(passage, UUID(int=seat.int ^ 1))
    typed = paper_codes.printed(code).lower().replace("-", " ")
    assert paper_codes.read(typed) == code
    assert paper_codes.found(typed, [(passage, seat), (seat, passage)]) == (seat, passage)
    assert paper_codes.found(typed, []) is None


@given(keys, keys, st.integers(0, 8), st.sampled_from(paper_codes.LETTERS))
def test_one_letter_that_is_wrong_is_always_found(seat, passage, at, letter):
    code = paper_codes.code_of(seat, passage)
    typed = code[:at] + letter + code[at + 1 :]
    assert paper_codes.read(typed) == (code if typed == code else "")


@given(keys, keys, st.integers(0, 7))
def test_two_neighbours_that_have_changed_places_are_always_found(seat, passage, at):
    code = paper_codes.code_of(seat, passage)
    typed = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert paper_codes.read(typed) == (code if typed == code else "")


@pytest.mark.parametrize("typed", ["", "ABC", "0O1-IL0-000", "é" * 9, "ABC-DEF-GHJ-KMN", "\u0000" * 9])
def test_what_cannot_be_a_code_is_none(typed):
    assert paper_codes.read(typed) == ""
