"""Juries: what happens in every one, tried on both sides, and what each side adds."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction

from eclore.kit import clock
from programs.joint.forums.models import Forum
from programs.joint.juries import domain as joint
from programs.joint.juries.domain import conflicts
from programs.joint.juries.side import JointSide
from programs.juries import domain
from programs.juries.domain import decisions, entry_cards, seats, sessions
from programs.juries.domain.criteria import CriterionGiven
from programs.juries.domain.decisions import Ruling
from programs.juries.domain.order import Lengths
from programs.juries.projection import version_of
from programs.juries.states import SignatoryCapacity
from programs.local.calls.models import Edition
from programs.local.ideas.models import Idea
from programs.local.juries import domain as local
from programs.local.juries.domain import access
from programs.local.juries.domain import conflicts as local_conflicts
from programs.local.juries.side import LocalSide
from tests.proofs.interleavings.acts import HERE, TOGETHER, Factory, a
from tests.proofs.interleavings.jury_scenes import SITE


def jury(s: Any) -> Any:
    return a(s.juries.Jury, s.jury)


def passage(s: Any, name: str = "passage") -> Any:
    return s.juries.Passage.objects.select_related("jury").get(pk=getattr(s, name))


def seat(s: Any, name: str = "free_seat") -> Any:
    return a(s.juries.Seat, getattr(s, name))


def of_jury(act: Any, **more: Any) -> Callable[[Any], Any]:
    return lambda s: partial(act, jury(s), by=s.runs, **more)


def of_passage(act: Any, name: str = "passage", **more: Any) -> Callable[[Any], Any]:
    return lambda s: partial(act, passage(s, name), by=s.runs, **more)


def side_of(s: Any) -> Any:
    return LocalSide() if s.juries.__name__.startswith("programs.local") else JointSide()


def order_sent(s: Any) -> Any:
    return partial(side_of(s).send_order, jury(s), by=s.runs)


def ruled(s: Any, *names: str) -> list[Ruling]:
    return [side_of(s).ruling(passage(s, name), s.verdict, motivation="Voilà.") for name in names]


def reordered(s: Any) -> Any:
    return partial(domain.reorder, jury(s), by=s.runs, passages=[s.passage2, s.passage])


def undone(s: Any) -> Any:
    """A recusal that holds, undone in one act: the scene's is only proposed."""
    recusal = a(s.juries.Recusal, s.recusal)

    @transaction.atomic
    def act() -> None:
        domain.confirm_recusal(recusal, by=s.juror3)
        domain.undo_recusal(recusal, by=s.runs)

    return act


def compared(s: Any) -> Any:
    """The session, its two dossiers being compared by whoever presides."""
    found = jury(s)
    domain.open_comparison(found, by=s.president, teams=[s.passage, s.passage2])
    return found


def never_compared(s: Any) -> Any:
    s.juries.Jury.objects.filter(pk=s.jury).update(compared=[], compared_from=None, compared_until=None)
    return partial(domain.open_comparison, jury(s), by=s.president, teams=[s.passage, s.passage2])


def lengths(s: Any) -> Any:
    return partial(domain.set_lengths, jury(s), by=s.runs, lengths={s.passage2: Lengths(4, 6, 10)})


def answered(verb: Any) -> Callable[[Any], Any]:
    return lambda s: partial(verb, a(s.juries.LateBallot, s.late), by=s.runs, reason="Sans réseau.")


def typed_on_paper(s: Any) -> Any:
    return partial(domain.type_paper, passage(s), seat(s), by=s.runs, marks=s.marks, drawn=s.drawn)


def confirmed_on_paper(s: Any) -> Any:
    return partial(domain.confirm_paper, passage(s), seat(s), by=s.president, drawn=s.drawn)


def drawn_from(verb: Any, who: str) -> Callable[[Any], Any]:
    """An act of a page that shows the screen as it is then."""
    return lambda s: partial(verb, jury(s), by=getattr(s, who), drawn=version_of(jury(s)))


def plain_decide(s: Any) -> Any:
    return partial(decisions.decide, *ruled(s, "passage"), by=s.runs)


def decide_together(s: Any) -> Any:
    return partial(decisions.decide_together, jury(s), ruled(s, "passage", "passage2"), by=s.runs)


# verb → (stage, load), on both sides.
COMMON: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "juries.changes.change": ("prepared", of_jury(domain.change, title="Autre titre", places=1)),
    "juries.criteria.set_criteria": ("unmarked", of_jury(domain.set_criteria, criteria=[CriterionGiven("Seul")])),
    "juries.amendments.amend": ("published", of_jury(domain.amend, correction="Lire trois.", reason="Coquille.")),
    "juries.minutes.freeze_minutes": ("published", of_jury(domain.freeze_minutes, **SITE)),
    "juries.minutes.sign_minutes": (
        "published",
        lambda s: partial(
            domain.sign_minutes, a(s.juries.Minutes, s.minutes), by=s.president, capacity=SignatoryCapacity.PRESIDENCY
        ),
    ),
    "juries.ballots.cast": ("open", lambda s: partial(domain.cast, passage(s), by=s.juror, marks=s.marks)),
    "juries.ballots.cast (another)": (
        "open",
        lambda s: partial(domain.cast, passage(s), by=s.president, marks=s.marks),
    ),
    "juries.ballots.save": (
        "open",
        lambda s: partial(domain.save, passage(s), by=s.juror, marks=s.marks, comment="À revoir"),
    ),
    "juries.late_ballots.hand_in": (
        "deliberating",
        lambda s: partial(domain.hand_in, passage(s), by=s.juror, marks=dict.fromkeys(s.marks, 5)),
    ),
    "juries.late_ballots.count_late": ("deliberating", answered(domain.count_late)),
    "juries.late_ballots.set_aside_late": ("deliberating", answered(domain.set_aside_late)),
    "juries.paper_entries.type_paper": ("open", typed_on_paper),
    "juries.paper_entries.confirm_paper": ("open", confirmed_on_paper),
    "juries.decisions.decide": ("deliberating", plain_decide),
    "juries.decisions.decide_together": ("deliberating", decide_together),
    "juries.decisions.withdraw_decision": ("decided", of_passage(domain.withdraw_decision)),
    "juries.entry_cards.prepare": ("open", of_jury(entry_cards.prepare, send=True)),
    "juries.entry_cards.free": ("open", lambda s: partial(entry_cards.free, seat(s), by=s.runs)),
    "juries.entry_cards.take_back": ("open", lambda s: partial(entry_cards.take_back, seat(s), by=s.runs)),
    "juries.entry_cards.renew_pin": ("open", of_jury(entry_cards.renew_pin)),
    "juries.attendance.note_presence": (
        "open",
        lambda s: partial(domain.note_presence, seat(s), by=s.runs, present=False),
    ),
    "juries.attendance.correct_hours": (
        "open",
        lambda s: partial(domain.correct_hours, seat(s), by=s.runs, stays=[(clock.now(), None)]),
    ),
    "juries.clocks.pause_clock": ("open", of_passage(domain.pause_clock)),
    "juries.clocks.run_clock": ("open", of_passage(domain.run_clock)),
    "juries.clocks.add_minute": ("open", of_passage(domain.add_minute)),
    "juries.clocks.pass_to_questions": ("open", of_passage(domain.pass_to_questions)),
    "juries.order.reorder": ("prepared", reordered),
    "juries.order.move": ("prepared", of_passage(domain.move, "passage2", earlier=True)),
    "juries.order.sort": ("prepared", of_jury(domain.sort)),
    "juries.order.set_lengths": ("prepared", lengths),
    "juries.projection.open_projection": ("open", of_jury(domain.open_projection)),
    "juries.projection.renew_projection": ("open", drawn_from(domain.renew_projection, "runs")),
    "juries.projection.close_projection": ("open", of_jury(domain.close_projection)),
    "juries.projection.show_deliberation": ("decided", drawn_from(domain.show_deliberation, "president")),
    "juries.projection.hide_deliberation": ("decided", of_jury(domain.hide_deliberation)),
    "juries.order_letters.send_order": ("prepared", order_sent),
    "juries.reminders.remind": ("open", of_jury(domain.remind)),
    "juries.transcripts.send_transcripts": ("published", of_jury(domain.send_transcripts)),
    "juries.transcripts.withdraw_transcript": (
        "published",
        lambda s: partial(domain.withdraw_transcript, seat(s, "seat"), by=s.runs),
    ),
    "juries.passages.open_passage": ("open", of_passage(domain.open_passage, "passage2")),
    "juries.passages.close_passage": ("open", of_passage(domain.close_passage)),
    "juries.recusals.recuse": ("open", lambda s: partial(domain.recuse, passage(s), by=s.juror, reason="Proche")),
    "juries.recusals.propose_recusal": (
        "open",
        lambda s: partial(domain.propose_recusal, passage(s), seat(s, "seat"), by=s.runs, reason="Proche"),
    ),
    "juries.conflicts.answer_conflicts": (
        "open",
        lambda s: partial(domain.answer_conflicts, a(s.juries.Jury, s.jury), by=s.juror3, aside=[s.passage2]),
    ),
    "juries.recusals.undo_recusal": ("open", undone),
    "juries.recusals.confirm_recusal": (
        "open",
        lambda s: partial(domain.confirm_recusal, a(s.juries.Recusal, s.recusal), by=s.juror3),
    ),
    "juries.recusals.decline_recusal": (
        "open",
        lambda s: partial(domain.decline_recusal, a(s.juries.Recusal, s.recusal), by=s.juror3),
    ),
    "juries.seats.add_seat": ("prepared", of_jury(seats.add_seat, email="neuf@exemple.fr", name="Neuf")),
    "juries.seats.correct_quality": (
        "open",
        lambda s: partial(domain.correct_quality, seat(s), by=s.runs, quality_group="elected"),
    ),
    "juries.seats.remove_seat": ("open", lambda s: partial(domain.remove_seat, seat(s), by=s.runs)),
    "juries.presidency.hand_over": ("open", lambda s: partial(domain.hand_over, seat(s, "seat"), by=s.runs)),
    "juries.presidency.lend_passage": (
        "open",
        lambda s: partial(domain.lend_passage, passage(s), seat(s, "seat"), by=s.runs),
    ),
    "juries.presidency.return_passage": ("deliberating", of_passage(domain.return_passage)),
    "juries.votes.record_vote": ("deliberating", of_passage(domain.record_vote, question="Un ?", in_favour=1)),
    "juries.votes.correct_vote": (
        "deliberating",
        lambda s: partial(domain.correct_vote, a(s.juries.Vote, s.vote), by=s.runs, abstentions=1),
    ),
    "juries.votes.withdraw_vote": (
        "deliberating",
        lambda s: partial(domain.withdraw_vote, a(s.juries.Vote, s.vote), by=s.runs),
    ),
    "juries.comparison.open_comparison": ("decided", never_compared),
    "juries.comparison.compare": (
        "decided",
        lambda s: partial(domain.compare, compared(s), by=s.juror, passage=s.passage, other=s.passage2, choice="first"),
    ),
    "juries.comparison.close_comparison": (
        "decided",
        lambda s: partial(domain.close_comparison, compared(s), by=s.president),
    ),
    "juries.opinions.write_opinion": (
        "decided",
        lambda s: partial(domain.write_opinion, passage(s), by=s.juror, text="Trop tôt."),
    ),
    "juries.opinions.withdraw_opinion": (
        "decided",
        lambda s: partial(domain.withdraw_opinion, passage(s), by=s.juror3),
    ),
    "juries.sessions.open_session": ("prepared", of_jury(sessions.open_session)),
    "juries.sessions.unopen_session": ("unmarked", of_jury(sessions.unopen_session)),
    "juries.sessions.cancel": ("prepared", of_jury(sessions.cancel)),
    "juries.sessions.deliberate": ("open", of_jury(domain.deliberate)),
    "juries.sessions.resume": ("deliberating", of_jury(domain.resume)),
    "juries.sessions.reveal": ("deliberating", lambda s: partial(domain.reveal, jury(s), by=s.president)),
}

LOCAL: dict[str, Factory] = {
    "local.juries.access.open_to": ("jury_prepared", HERE, lambda s: partial(access.open_to, seat(s), by=s.runs)),
    "local.juries.decisions.decide": (
        "jury_deliberating",
        HERE,
        lambda s: partial(local.decide, passage(s), by=s.runs, verdict=s.verdict, motivation="Voilà."),
    ),
    "local.juries.juries.compose": (
        "jury_prepared",
        HERE,
        lambda s: partial(
            local.compose,
            a(Edition, s.edition),
            by=s.runs,
            kind="audition",
            title="Autre",
            held_on=clock.today(),
            ideas=[a(Idea, s.spare)],
        ),
    ),
    "local.juries.conflicts.propose_recusals": ("jury_open", HERE, of_jury(local_conflicts.propose_recusals)),
    "local.juries.juries.open_session": ("jury_prepared", HERE, of_jury(local.open_session)),
    "local.juries.juries.unopen_session": ("jury_unmarked", HERE, of_jury(local.unopen_session)),
    "local.juries.juries.cancel": ("jury_prepared", HERE, of_jury(local.cancel)),
    "local.juries.passages.add_passage": (
        "jury_prepared",
        HERE,
        lambda s: partial(local.add_passage, jury(s), by=s.runs, idea=a(Idea, s.spare)),
    ),
    "local.juries.passages.add_passages": (
        "jury_open",
        HERE,
        lambda s: partial(local.add_passages, jury(s), by=s.runs, ideas=[a(Idea, s.spare)]),
    ),
    "local.juries.passages.add_renewal": (
        "jury_prepared",
        HERE,
        lambda s: partial(local.add_renewal, jury(s), by=s.runs, project_id=s.project, title="Renouvellement"),
    ),
    "local.juries.passages.remove_passage": ("jury_prepared", HERE, of_passage(local.remove_passage)),
    "local.juries.promotions.free_place": ("jury_ended", HERE, of_passage(local.free_place, reason="Mutation.")),
    "local.juries.promotions.promote": (
        "jury_freed",
        HERE,
        lambda s: partial(local.promote, jury(s), by=s.runs, passage=s.passage2, reason="Première."),
    ),
    "local.juries.publication.publish": ("jury_decided", HERE, of_jury(local.publish)),
    "local.juries.renewals.prepare_renewal": (
        "jury_prepared",
        HERE,
        of_passage(local.prepare_renewal, "passage2", learnt="Peu de demandes."),
    ),
    "local.juries.replies.rewrite_reply": (
        "jury_decided",
        HERE,
        of_passage(local.rewrite_reply, subject="Objet", body="Texte"),
    ),
    "local.juries.seats.add_seat": (
        "jury_prepared",
        HERE,
        of_jury(local.add_seat, email="neuf@exemple.fr", name="Neuf"),
    ),
}


JOINT: dict[str, Factory] = {
    "joint.juries.conflicts.propose_recusals": ("joint_prepared", TOGETHER, of_jury(conflicts.propose_recusals)),
    "joint.juries.convening.convene": (
        "forum",
        TOGETHER,
        lambda s: partial(joint.convene, a(Forum, s.forum), by=s.coach),
    ),
    "joint.juries.convening.take_in": ("joint_prepared", TOGETHER, of_jury(joint.take_in)),
    "joint.juries.convening.open_session": ("joint_prepared", TOGETHER, of_jury(joint.open_session)),
    "joint.juries.convening.unopen_session": ("joint_unmarked", TOGETHER, of_jury(joint.unopen_session)),
    "joint.juries.convening.cancel": ("joint_prepared", TOGETHER, of_jury(joint.cancel)),
    "joint.juries.decisions.decide": (
        "joint_deliberating",
        TOGETHER,
        lambda s: partial(joint.decide, passage(s), by=s.runs, verdict=s.verdict, motivation="Voilà."),
    ),
    "joint.juries.delivery.retry_delivery": ("joint_published", TOGETHER, of_jury(joint.retry_delivery)),
    "joint.juries.publication.publish": ("joint_decided", TOGETHER, of_jury(joint.publish)),
    "joint.juries.seats.add_seat": (
        "joint_prepared",
        TOGETHER,
        of_jury(joint.add_seat, email="neuf@exemple.fr", name="Neuf"),
    ),
}

FACTORIES: dict[str, Factory] = {
    **{name: (f"jury_{stage}", None, load) for name, (stage, load) in COMMON.items()},
    **{f"{name} (together)": (f"joint_{stage}", None, load) for name, (stage, load) in COMMON.items()},
    **LOCAL,
    **JOINT,
}
