"""A member keeps their own marks and what was decided, by account or by a link, until a day that is said."""

import re
from datetime import timedelta
from email.utils import parseaddr
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import mail
from pypdf import PdfReader

from eclore.kit import clock
from eclore.kit.errors import NotAllowed, Refusal
from eclore.kit.transitions import AlreadyDone, WrongState
from programs.juries import advisory, domain, entry_cards, ranking, transcripts
from programs.juries.models import EntryCard
from programs.juries.states import SeatRole
from tenants.privacy import orchestration
from tests.budgets.addresses import all_addresses
from tests.programs.juries.deliberations import decided, joins, jury_of, seat_of, told
from tests.programs.juries.sides import a_stranger
from tests.programs.juries.test_projection import shape
from tests.support.personas import browser
from tests.support.statements import Statements

LINK = re.compile(r"/mes-notes/[\w-]+/")
MINE, HERS = "Mon mot à moi", "Le mot de la présidente"


@pytest.fixture
def over(hold, queue):
    """A session whose decisions are published: the president gave 4 and 2, the member 5 and 2."""
    held = hold()
    for rank, (values, comment) in enumerate((((4, 2), HERS), ((5, 2), MINE))):
        for dossier, value in enumerate(values):
            held.member(rank).post(held.dossier(dossier), held.marks(value, comment=comment))
    held.deliberate()
    held.president().post(f"{held.url}devoiler/")
    decided(held, 0)
    decided(held, 1, "not_retained")
    with held.inside():
        held.side.publish(jury_of(held), by=held.runs)
    queue.run()
    return held


def send(held, *, by=None, seats=None):
    with held.inside():
        sent = domain.send_transcripts(jury_of(held), by=by or held.runs, seats=seats)
        return sorted(seat.email for seat in sent)


def letters(queue):
    mail.outbox.clear()
    queue.run()
    return {parseaddr(each.to[0])[1]: each for each in mail.outbox}


def link_of(held, queue, rank=1):
    send(held)
    return LINK.search(letters(queue)[held.members[rank].email].body)[0]


@pytest.mark.parametrize("page", ["0", "-1", "²", "9" * 9, "9" * 10, "9" * 5000, "abc"])
def test_a_page_that_is_not_there_is_the_first(over, page):
    assert MINE in over.member().get(f"{over.url}mes-notes/", {"page": page}).text


class TestByAccount:
    def test_one_s_own_marks_and_what_was_decided_until_a_day_that_is_said(self, over):
        held = over
        assert f"{held.url}mes-notes/" in held.member().get(f"{held.url}salle/").text
        page = held.member().get(f"{held.url}mes-notes/").text
        assert MINE in page and HERS not in page
        assert "5 · " in page and "2 · " in page and "4 · " not in page
        with held.inside():
            jury = jury_of(held)
            labels = [passage.decision.verdict_label for passage in jury.passages.select_related("decision")]
            day = transcripts.day_of(jury)
        assert all(label in page for label in labels)
        assert f"lisible jusqu'au {day}" in page and re.search(r"\d{4}$", day)
        assert str(clock.today().year) in page

    def test_before_the_publication_and_after_that_day_there_is_nothing(self, hold, over):
        held = over
        with held.inside():
            assert transcripts.until(jury_of(held)) == jury_of(held).published_at + transcripts.KEPT
        if held.side.adds_passages:
            other = hold()
            assert other.member().get(f"{other.url}mes-notes/").status_code == 404
        with clock.at(clock.now() + transcripts.KEPT + timedelta(minutes=1)):
            assert held.member().get(f"{held.url}mes-notes/").status_code == 404

    def test_a_dossier_that_was_left_is_only_counted(self, hold, queue):
        held = hold()
        held.member().post(f"{held.dossier()}deport/", {"reason": "Ma direction"})
        with held.inside():
            held.side.passages.objects.filter(pk=held.passages[0].pk).update(title="Cantine au plus juste")
            held.side.juries.objects.filter(pk=held.jury.pk).update(state="published", published_at=clock.now())
        page = held.member().get(f"{held.url}mes-notes/").text
        assert "Cantine au plus juste" not in page and "Sans bulletin validé" in page

    def test_who_does_not_mark_has_none(self, over):
        held = over
        assert browser(held.site, a_stranger(held)).get(f"{held.url}mes-notes/").status_code in (403, 404)
        assert held.leader().get(f"{held.url}mes-notes/").status_code == 403
        assert browser(held.site).get(f"{held.url}mes-notes/").status_code == 302

    def test_it_costs_a_page(self, over):
        client = over.member()
        client.get(f"{over.url}mes-notes/")
        with Statements() as sql:
            client.get(f"{over.url}mes-notes/")
        assert len(sql) <= 10, sql.texts


class TestByLink:
    def test_each_is_written_to_and_reads_the_same_page_without_an_account(self, over, queue):
        held = over
        assert send(held) == sorted(each.email for each in held.members)
        left = letters(queue)
        assert set(left) == {each.email for each in held.members}
        letter = left[held.members[1].email]
        with held.inside():
            assert transcripts.day_of(jury_of(held)) in letter.body
        assert held.site.name in letter.from_email
        link = LINK.search(letter.body)[0]
        nobody = browser(held.site)
        answer = nobody.get(link)
        assert answer.status_code == 200 and MINE in answer.text and HERS not in answer.text
        assert "no-store" in answer["Cache-Control"] and "<form" not in answer.text.split("<main")[1].split("</main")[0]
        assert nobody.post(link).status_code in (403, 405)

    def test_its_secret_is_written_nowhere(self, over, queue):
        held = over
        secret = link_of(held, queue).split("/")[-2]
        with held.inside():
            rows = [*EntryCard.objects.values(), *jury_of(held).events.values()]
        assert rows and secret not in str(rows)

    def test_it_opens_nothing_else(self, over, queue):
        """Every address of the resolver, with real things in it: as to somebody who has no link."""
        held = over
        reader, nobody = browser(held.site), browser(held.site)
        link = link_of(held, queue)
        assert reader.get(link).status_code == 200
        kind = "territory" if held.site.territory_id else "national"
        with held.inside():
            seat = seat_of(held, held.members[1])
        keys = {"pk": held.jury.pk, "passage": held.passages[0].pk, "seat": seat.pk}
        asked, differ = 0, []
        for address in all_addresses():
            if address.kind != kind or address.route.startswith("mes-notes/"):
                continue
            path = "/" + re.sub(r"<(?:[a-z]+:)?([a-z_]+)>", lambda at: str(keys.get(at[1], seat.pk)), address.route)
            asked += 1
            for method in ("get", "post"):
                pair = [shape(getattr(client, method)(path)) for client in (nobody, reader)]
                if pair[0] != pair[1]:
                    differ.append((method, path))
        assert asked > 80 and differ == []
        assert browser(held.site).get(f"/carte/{link.split('/')[-2]}/").status_code == 410

    def test_a_card_of_the_room_opens_no_marks(self, over):
        held = over
        with held.inside():
            seat = seat_of(held, held.members[1])
            given = entry_cards.issue(held.side.app_label, held.jury.pk, [seat], until=clock.now() + timedelta(days=9))
        assert browser(held.site).get(f"/mes-notes/{given[seat.pk]}/").status_code == 404

    def test_it_ends_with_its_day_its_withdrawal_and_its_replacement(self, over, queue):
        held, nobody = over, browser(over.site)
        link = link_of(held, queue)
        with clock.at(clock.now() + transcripts.KEPT + timedelta(minutes=1)):
            assert nobody.get(link).status_code == 404
        with held.inside():
            seat = seat_of(held, held.members[1])
            EntryCard.objects.update(created_at=clock.now() - timedelta(hours=1))
        assert send(held, seats=[seat.pk]) == [held.members[1].email]
        second = LINK.search(letters(queue)[held.members[1].email].body)[0]
        assert (nobody.get(link).status_code, nobody.get(second).status_code) == (404, 200)
        held.leader().post(f"{held.url}membres/{seat.pk}/notes/retirer/")
        assert nobody.get(second).status_code == 404
        assert "Lien retiré" in held.leader().get(f"{held.url}notes-des-membres/").text
        with pytest.raises(AlreadyDone):
            send(held)  # whoever's link was withdrawn is not written to with the others
        with held.inside():
            assert told(held, "withdraw_transcript") == [seat.name]

    def test_it_goes_with_its_person(self, real_db, over, queue):
        held = over
        link = link_of(held, queue)
        orchestration.erase(orchestration.recognise(orchestration.somebody(held.members[1].email)))
        assert browser(held.site).get(link).status_code == 404

    def test_a_second_press_is_the_same_act(self, over, queue):
        held = over
        send(held)
        with pytest.raises(AlreadyDone):
            send(held)
        with held.inside():
            seat = seat_of(held, held.members[1])
        with pytest.raises(AlreadyDone):
            send(held, seats=[seat.pk])
        assert len(letters(queue)) == 2


class TestWhoMay:
    def test_the_president_and_the_manager_alone_send_and_withdraw(self, over):
        held = over
        with held.inside():
            seat = seat_of(held, held.members[1])
        for path in ("notes-des-membres/", "notes-des-membres/envoyer/"):
            assert held.member().get(f"{held.url}{path}").status_code == 403
        for path in ("notes-des-membres/envoyer/", f"membres/{seat.pk}/notes/envoyer/"):
            assert held.member().post(f"{held.url}{path}").status_code == 403
        assert held.member().post(f"{held.url}membres/{seat.pk}/notes/retirer/").status_code == 403
        with pytest.raises(NotAllowed):
            send(held, by=held.members[1].at(held.site))
        assert send(held, by=held.members[0].at(held.site))

    def test_the_page_asks_whom_and_tells_no_mark(self, over):
        held = over
        page = held.leader().get(f"{held.url}notes-des-membres/").text
        assert "Pas encore envoyé" in page and MINE not in page
        asked = held.leader().get(f"{held.url}notes-des-membres/envoyer/").text
        with held.inside():
            names = [seat_of(held, each).name for each in held.members]
        assert all(name in asked for name in names)
        held.leader().post(f"{held.url}notes-des-membres/envoyer/")
        assert "Envoyé le" in held.leader().get(f"{held.url}notes-des-membres/").text

    def test_not_before_the_publication_nor_to_who_has_not_marked(self, hold, over):
        held = over
        with held.inside():
            key = held.jury.pk
        with pytest.raises(Refusal) as refused:
            send(held, seats=[key])
        assert refused.value.code == "no_marks"
        if held.side.adds_passages:
            other = hold()
            with pytest.raises(WrongState):
                send(other)
            assert other.leader().get(f"{other.url}notes-des-membres/").status_code == 404


def read(answer):
    """What is answered, in words: those of a PDF, of a workbook too."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"%PDF"):
        return " ".join(leaf.extract_text() for leaf in PdfReader(BytesIO(body)).pages)
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as parts:
            return " ".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    return body.decode(errors="replace")


class TestSeverity:
    """A member's severity is theirs and the president's alone."""

    FIGURES = ("7,31", "7.31")

    @pytest.fixture
    def severe(self, hold, queue, monkeypatch):
        """Everybody's severity is a figure that nothing else bears; a secretary and a third member are there."""
        real = ranking.rank

        def rank(*given, **more):
            found = real(*given, **more)
            for each in found.jurors:
                object.__setattr__(each, "severity", -7.31)
            return found

        monkeypatch.setattr(ranking, "rank", rank)
        advisory._kept.clear()
        held = hold()
        secretary = joins(held, SeatRole.SECRETARY, name="Solène Secrétaire")
        for rank_, values in enumerate(((4, 2), (5, 2))):
            for dossier, value in enumerate(values):
                held.member(rank_).post(held.dossier(dossier), held.marks(value))
        held.deliberate()
        held.president().post(f"{held.url}devoiler/")
        yield held, secretary
        advisory._kept.clear()

    def paths(self, held):
        kind = "territory" if held.site.territory_id else "national"
        with held.inside():
            seat = seat_of(held, held.members[1])
        keys = {"pk": held.jury.pk, "jury": held.jury.pk, "passage": held.passages[0].pk, "seat": seat.pk}
        for address in all_addresses():
            if address.kind == kind:
                yield "/" + re.sub(
                    r"<(?:[a-z]+:)?([a-z_]+)>", lambda at: str(keys.get(at[1], held.jury.pk)), address.route
                )

    def shown_to(self, held, who):
        """The addresses that show it; a browser whose session an address ends is another from then on."""
        found, client = [], browser(held.site, who)
        for path in self.paths(held):
            before = client.cookies.output()
            answer = client.get(path)
            if any(figure in read(answer) for figure in self.FIGURES):
                found.append(path)
            if client.cookies.output() != before:
                client = browser(held.site, who)
        return found

    def publish(self, held):
        decided(held, 0)
        decided(held, 1, "not_retained")
        with held.inside():
            held.side.publish(jury_of(held), by=held.runs)

    def test_it_is_shown_to_them_and_the_president_alone(self, severe):
        held, secretary = severe
        advice, own = f"{held.url}classement/avis/", f"{held.url}mes-notes/"
        others = (held.manager, secretary, a_stranger(held), None)
        president, member = held.members
        assert self.shown_to(held, president) == [advice]
        assert [self.shown_to(held, each) for each in (*others, member)] == [[]] * 5
        self.publish(held)
        assert [self.shown_to(held, each) for each in others] == [[]] * 4
        assert self.shown_to(held, member) == [own]
        assert sorted(self.shown_to(held, president)) == sorted([advice, own])
