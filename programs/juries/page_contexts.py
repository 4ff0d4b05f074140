"""What the shared templates of `templates/juries/` take: one function for each screen.

`base` is the address of the jury, with its final slash; every link of the templates is under it.
"""

from typing import Any

from eclore.kit import transitions
from eclore.kit.actor import Actor
from programs.juries import entry_cards, history, juror_pages, minutes, president_pages, results
from programs.juries.forms import BallotForm
from programs.juries.pins import pin_of, spoken
from programs.juries.queries import left_by
from programs.juries.rules import can, seat_of
from programs.juries.snapshots import read_ballot, read_session
from programs.juries.states import JuryState, PassageState

Context = dict[str, Any]


def room(jury: Any, actor: Actor, base: str) -> Context:
    """`juries/room.html`: a member's list."""
    seat = seat_of(actor, jury)
    return {
        "room": juror_pages.room(read_session(jury, of=seat), seat),
        "jury": jury,
        "base": base,
        "leads": can(actor, "lead", jury),
    }


def ballot(jury: Any, passage: Any, actor: Actor, base: str, data: Any = None) -> Context:
    """`juries/ballot.html`: the sheet of one dossier and its form, bound when `data` is given."""
    seat: Any = seat_of(actor, jury)
    own = read_ballot(jury, seat, passage)
    fact = own.ballots.get((passage.pk, seat.pk))
    marks, comment = (fact.marks, fact.comment) if fact else ({}, "")
    form = BallotForm(data, criteria=own.criteria, marks=marks, comment=comment)
    return {"sheet": juror_pages.sheet(own, passage, seat), "form": form, "jury": jury, "base": base}


def console(jury: Any, actor: Actor, base: str, page: str = "1") -> Context:
    """`juries/console.html`: run the day. `verbs` are the session's moves open to this actor now."""
    verbs = set(transitions.available(jury, by=actor))
    if jury.state == JuryState.DELIBERATION:
        verbs |= {verb for verb in ("reveal", "decide") if can(actor, verb, jury)}
    if jury.state != JuryState.PUBLISHED and can(actor, "compose", jury):
        verbs.add("compose")
    if jury.revealed_at is not None:
        verbs.discard("reveal")
    if jury.state != JuryState.PUBLISHED and can(actor, "admit", jury):
        verbs.add("admit")
    inside = {
        seat
        for seat, entry_card in entry_cards.of_jury(jury._meta.app_label, jury.pk).items()
        if entry_card.device_hash
    }
    return {
        "console": president_pages.console(read_session(jury), actor, page=page, inside=inside),
        "pin": spoken(pin_of(jury)),
        "jury": jury,
        "base": base,
        "verbs": verbs,
        "sits": seat_of(actor, jury) is not None,
        "history": history.timeline(jury),
        "sees_ranking": can(actor, "see_ranking", jury),
        "sees_minutes": can(actor, "see_minutes", jury),
    }


def projected(jury: Any, actor: Actor) -> Context:
    """`juries/screen.html`: what the whole room may read; to a member, no name of a dossier that they have left."""
    left = left_by(seat_of(actor, jury))
    passages = list(jury.passages.all())
    current = next((each for each in passages if each.state == PassageState.OPEN), None)
    following = next((each for each in passages if each.state == PassageState.WAITING), None)
    running = current if jury.state == JuryState.OPEN else None
    timer = juror_pages.timer(running) if running else None
    named = {"current": running, "following": following}
    return {
        "jury": jury,
        "timer": timer,
        **{name: each for name, each in named.items() if each and each.pk not in left},
    }


def ranking(jury: Any, actor: Actor, base: str, opened: str = "", page: str | None = "1") -> Context:
    """`juries/results.html`: one page of the ranking, all of it when `page` is None.

    For the president, the ballots of the dossier whose key is `opened`.
    """
    raw = can(actor, "see_ballots", jury)
    shown = results.results(read_session(jury, with_marks=True), actor, raw=opened if raw else "", page=page)
    return {
        "results": shown,
        "raw": raw,
        "jury": jury,
        "base": base,
        "decides": jury.state == JuryState.DELIBERATION and can(actor, "decide", jury),
        "sees_minutes": can(actor, "see_minutes", jury),
    }


def minutes_of(jury: Any, actor: Actor, base: str, *, redacted: bool, with_ballots: bool = False) -> Context:
    """`juries/minutes.html`: full or redacted; with each member's ballots when the president asks for them."""
    raw = can(actor, "see_ballots", jury)
    written = minutes.minutes(read_session(jury, with_marks=True), redacted=redacted, raw=raw and with_ballots)
    return {"minutes": written, "jury": jury, "base": base, "raw": raw, "with_ballots": with_ballots}
