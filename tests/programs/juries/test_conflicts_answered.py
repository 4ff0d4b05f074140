"""Each member says once, for all dossiers, from which they step aside, before any of them opens; on both sides."""

from datetime import datetime
from uuid import uuid4

import pytest

from eclore.kit.errors import Problem
from programs.juries import domain
from programs.juries.domain.recusals import require_reader
from tests.programs.juries.deliberations import jury_of, passage_of, seat_of
from tests.programs.juries.sides import Held

ANSWER = "conflits/"


def actor(held: Held, rank: int = 1):
    return held.members[rank].at(held.site)


def answer(held: Held, *aside: int, **sent: str):
    keys = [str(held.passages[rank].pk) for rank in aside]
    return held.member().post(f"{held.url}{ANSWER}", {"aside": keys, **sent})


def from_tablet(held: Held) -> tuple[int, str]:
    """What a tablet that sends what it has kept is told."""
    sent = held.marks(5, action="valider")
    told = held.member().post(held.dossier(), sent, headers={"Eclore-Keeper": "nobody"})
    return told.status_code, told["Eclore-State"]


def recusals(held: Held) -> dict[str, bool]:
    """Title → whether the second member has stepped aside from it."""
    with held.inside():
        seat = jury_of(held).seats.get(email=held.members[1].email)
        rows = seat.recusals.select_related("passage")
        return {each.passage.title: each.confirmed_at is not None for each in rows}


def recusals_of_seat(held: Held):
    return jury_of(held).seats.get(email=held.members[1].email).recusals


class TestBefore:
    def test_no_dossier_opens_to_a_member_who_has_not_answered(self, hold):
        held = hold(answered=False)
        member = held.member()
        asked = member.get(held.dossier())
        assert (asked.status_code, asked.url) == (302, f"{held.url}{ANSWER}?passage={held.passages[0].pk}")
        for address in ("dossier/", "feuille/"):
            assert member.get(f"{held.dossier()}{address}").status_code == 302
        assert member.get(f"{held.url}hors-ligne/").json()["pages"] == [f"{held.url}salle/"]
        reader = actor(held)
        with held.inside(), pytest.raises(Problem) as refused:
            require_reader(passage_of(held), by=reader)
        assert refused.value.code == "conflicts_unanswered"

    def test_marks_are_refused_and_nothing_is_lost(self, hold):
        held = hold(answered=False)
        sent = held.member().post(held.dossier(), held.marks(5, comment="Mon avis", action="valider"))
        assert sent.status_code == 422
        assert "Mon avis" in sent.text
        assert "Dites d&#x27;abord, pour tous les dossiers" in sent.text

    def test_what_is_sent_too_early_shows_nothing_of_the_dossier(self, hold):
        held = hold(answered=False)
        with held.inside():
            passage = passage_of(held)
            type(passage).objects.filter(pk=passage.pk).update(summary="Un résumé du dossier.")
        sent = held.member().post(held.dossier(), held.marks(5, comment="Mon avis"))
        assert sent.status_code == 422
        assert "Un résumé du dossier." not in sent.text
        answer(held)
        assert "Un résumé du dossier." in held.member().get(held.dossier()).text

    def test_the_list_says_it_first(self, hold):
        held = hold(answered=False)
        room = held.member().get(f"{held.url}salle/").text
        assert "Répondre pour tous les dossiers" in room
        assert "Noter ce passage" not in room
        assert (room.count("Réponse attendue"), room.count("À noter")) == (2, 0)
        answer(held)
        room = held.member().get(f"{held.url}salle/").text
        assert (room.count("Réponse attendue"), room.count("À noter")) == (0, 2)

    def test_nothing_is_to_be_marked_by_the_api_either(self, hold):
        held = hold(answered=False)
        api = f"/api/v1/juries/{held.jury.pk}/passages/"
        member = held.member()
        assert [row["may_mark"] for row in member.get(api).json()["results"]] == [False, False]
        assert member.get(f"{api}{held.passages[0].pk}/").status_code == 409
        answer(held)
        assert [row["may_mark"] for row in member.get(api).json()["results"]] == [True, True]

    @pytest.mark.parametrize("deliberates", [False, True])
    def test_a_ballot_of_a_tablet_waits_there_for_the_answer_then_is_taken(self, hold, deliberates):
        """Once marks are closed it is handed to whoever decides, as any that comes late."""
        held = hold(answered=False)
        if deliberates:
            held.deliberate()
        assert from_tablet(held) == (409, "waits")
        answer(held)
        assert from_tablet(held) == (200, "taken")
        with held.inside():
            passage = passage_of(held)
            assert (passage.ballots.count(), passage.late_ballots.count()) == ((0, 1) if deliberates else (1, 0))

    def test_the_same_of_a_recusal_that_was_proposed(self, hold):
        held = hold()
        with held.inside():
            asked = domain.propose_recusal(passage_of(held), seat_of(held, held.members[1]), by=held.runs)
        assert from_tablet(held) == (409, "waits")
        held.member().post(f"{held.url}deports/{asked.pk}/decliner/")
        assert from_tablet(held) == (200, "taken")

    def test_whoever_has_not_answered_is_named(self, hold):
        held = hold(answered=False)
        console = held.leader().get(held.url).text
        with held.inside():
            name = jury_of(held).seats.get(email=held.members[1].email).name
        assert "réponse attendue de" in console
        assert name in console


class TestAnswering:
    def test_one_answer_opens_all_but_what_was_ticked(self, hold):
        held = hold(answered=False)
        page = held.member().get(f"{held.url}{ANSWER}")
        assert page.text.count('type="checkbox"') == 2
        assert answer(held, 0, reason="Ma direction").url == f"{held.url}salle/"
        assert recusals(held) == {"A": True}
        assert held.member().get(held.dossier(0)).status_code == 404
        assert held.member().get(held.dossier(1)).status_code == 200
        with held.inside():
            kept = passage_of(held).recusals.get()
            assert (kept.reason, kept.proposed) == ("Ma direction", False)

    def test_one_goes_on_to_the_dossier_that_was_asked_for(self, hold):
        held = hold(answered=False)
        went = held.member().post(f"{held.url}{ANSWER}?passage={held.passages[1].pk}", {})
        assert went.url == held.dossier(1)
        assert held.member().post(f"{held.url}{ANSWER}?passage=ailleurs", {}).url == f"{held.url}salle/"
        left = str(held.passages[0].pk)
        gone = held.member().post(f"{held.url}{ANSWER}?passage={left}", {"aside": [left]})
        assert gone.url == f"{held.url}salle/"

    def test_twice_is_once(self, hold):
        held = hold(answered=False)
        answer(held, 0)
        answer(held, 0)
        with held.inside():
            told = list(jury_of(held).events.filter(verb="recuse"))
            assert len(told) == 1
            assert jury_of(held).events.filter(verb="answer_conflicts").count() == 1

    def test_what_was_proposed_is_ticked_with_why_and_declined_when_it_is_not_kept(self, hold):
        held = hold(answered=False)
        with held.inside():
            seat = jury_of(held).seats.get(email=held.members[1].email)
            domain.propose_recusal(passage_of(held), seat, by=held.runs, reason="Même service")
        page = held.member().get(f"{held.url}{ANSWER}").text
        assert page.count(" checked") == 1
        assert "Même service" in page
        with held.inside():
            assert recusals_of_seat(held).get().declined_at is None
        answer(held)
        with held.inside():
            assert recusals_of_seat(held).get().declined_at is None
        answer(held, proposed=str(held.passages[0].pk))
        assert recusals(held) == {"A": False}
        assert held.member().get(held.dossier()).status_code == 200

    def test_a_dossier_that_came_since_is_asked_of_again(self, hold):
        held = hold(answered=False)
        page = held.member().get(f"{held.url}{ANSWER}").text
        until = page.split('name="until" value="')[1].split('"')[0]
        with held.inside():
            late = passage_of(held, 1)
            late.created_at = datetime.fromisoformat(until).replace(year=2999)
            late.save(update_fields=["created_at"])
        answer(held, until=until.replace("&#43;", "+").replace("&#x2B;", "+"))
        assert held.member().get(held.dossier(0)).status_code == 200
        assert held.member().get(held.dossier(1)).status_code == 302

    def test_whoever_had_left_the_last_dossier_has_answered_too(self, hold):
        held = hold(answered=False)
        member = actor(held)
        with held.inside():
            last = jury_of(held).passages.order_by("created_at", "pk").last()
            last.created_at = last.created_at.replace(year=2999)
            last.save(update_fields=["created_at"])
            domain.recuse(last, by=member)
        page = held.member().get(f"{held.url}{ANSWER}").text
        answer(held, until=page.split('name="until" value="')[1].split('"')[0])
        assert "Avant d" not in held.member().get(f"{held.url}salle/").text

    def test_what_fits_no_dossier_is_refused(self, hold):
        held = hold(answered=False)
        unknown = held.member().post(f"{held.url}{ANSWER}", {"aside": [str(uuid4())]})
        assert unknown.status_code == 422
        assert "n&#x27;est plus devant le jury" in unknown.text
        assert held.member().post(f"{held.url}{ANSWER}", {"until": "hier"}).status_code == 422
        assert held.leader().get(f"{held.url}{ANSWER}").status_code == 403


class TestUndone:
    def test_a_recusal_is_undone_until_the_first_mark(self, hold):
        held = hold(answered=False)
        answer(held, 0)
        with held.inside():
            recusal = passage_of(held).recusals.get()
        url = f"{held.url}deports/{recusal.pk}/annuler/"
        assert held.member().post(url).status_code == 403
        assert "Annuler le déport" in held.president().get(held.url).text
        held.president().post(url)
        assert held.member().get(held.dossier()).status_code == 200
        assert held.president().post(url).status_code == 404
        with held.inside():
            verbs = list(jury_of(held).events.values_list("verb", flat=True))
            assert verbs.count("undo_recusal") == 1

    def test_not_once_somebody_has_marked(self, hold):
        held = hold(answered=False)
        answer(held, 0)
        president = actor(held, 0)
        with held.inside():
            jury = jury_of(held)
            domain.answer_conflicts(jury, by=president, aside=())
            marks = {criterion.pk: 4 for criterion in jury.criteria.all()}
            domain.cast(passage_of(held), by=president, marks=marks)
            recusal = passage_of(held).recusals.get()
            with pytest.raises(Problem) as refused:
                domain.undo_recusal(recusal, by=held.runs)
            assert refused.value.code == "marked"
