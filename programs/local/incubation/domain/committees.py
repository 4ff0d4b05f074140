"""A committee: an agenda of projects, a verdict for each, all applied together when it closes."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit import clock, dates, records, transitions
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from programs.local.incubation.domain import verdicts
from programs.local.incubation.domain.verdicts import Outcome, Terms
from programs.local.incubation.models import Committee, Project, Review
from programs.local.incubation.states import ENDED, CommitteeState

OUTCOME = tuple(field.name for field in fields(Outcome))


class Meeting(TypedDict, total=False):
    """What `move` may change."""

    title: str
    held_on: date
    place: str


def plan(*, by: Actor, title: str, held_on: date, projects: Sequence[Project], place: str = "") -> Committee:
    """A committee and its agenda, in the order given."""
    lock(*projects)
    require(by, "incubation.plan")
    if not title.strip():
        raise Invalid(_("Donnez un intitulé au comité."), field="title")
    dates.check_day(held_on, field="held_on")
    if not projects:
        raise Invalid(_("Mettez au moins un projet à l'ordre du jour."), field="projects")
    committee = Committee.objects.create(title=title.strip(), held_on=held_on, place=place.strip())
    _put(committee, projects, after=0)
    transitions.record(committee, "plan", by=by, target=committee.state)
    return committee


def move(committee: Committee, *, by: Actor, **given: Unpack[Meeting]) -> Committee:
    """Change the title, the day or the place of a committee that is still to come; what is not given stays."""
    lock(committee)
    lock(*Project.objects.filter(reviews__committee=committee))  # the portfolio tells when each is heard next
    _open_to_change(committee, by)
    wanted = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
    if wanted.get("title") == "":
        raise Invalid(_("Donnez un intitulé au comité."), field="title")
    if "held_on" in given:
        dates.check_day(given["held_on"], field="held_on")
    if changed := records.assign(committee, wanted):
        committee.save(update_fields=changed)
        transitions.record(committee, "move", by=by, note=committee.held_on.isoformat())
    return committee


def add(committee: Committee, projects: Sequence[Project], *, by: Actor) -> Committee:
    """More projects at the end of the agenda; those already there stay where they are."""
    lock(committee, *projects)
    _open_to_change(committee, by)
    there = set(committee.reviews.values_list("project_id", flat=True))
    _put(committee, [project for project in projects if project.pk not in there], after=len(there))
    return committee


def drop(review: Review, *, by: Actor) -> None:
    """Take a project off the agenda."""
    lock(review.committee, review.project, review)
    _open_to_change(review.committee, by)
    transitions.record(review.committee, "drop", by=by, note=review.project.name)
    review.delete()


def decide(review: Review, *, by: Actor, verdict: str, **details: Unpack[Terms]) -> Review:
    """Write the verdict on one project; nothing moves until the committee closes.

    A project that ends says what was learnt, why and how to restart; with a pivot, which problem the team takes.
    """
    lock(review.committee, review.project, review)
    _open_to_change(review.committee, by, "incubation.decide")
    outcome = Outcome(verdict=verdict, **details)
    verdicts.check(review.project, outcome)
    for name, value in asdict(outcome).items():
        setattr(review, name, value)
    review.author_name, review.decided_at = by.name, clock.now()
    review.save(update_fields=[*OUTCOME, "author_name", "decided_at"])
    note = f"{review.project.name} : {outcome.label}"
    transitions.record(review.committee, "decide", by=by, note=note, facts={"project": review.project})
    return review


def close(committee: Committee, *, by: Actor) -> Committee:
    """Apply every verdict at once, on the committee's day. Refused before that day, or while a verdict is missing."""
    lock(committee)  # a verdict written meanwhile is read, or waits
    require(by, "incubation.decide", committee)
    transitions.refuse_again(committee, "close", by=by)
    if committee.held_on > clock.today():
        raise Refusal(
            _("Le comité a lieu %s : il se clôt ce jour-là, ou changez sa date.") % dates.day(committee.held_on),
            code="too_early",
        )
    reviews = list(committee.reviews.select_related("project__edition", "committee"))
    lock(*(review.project for review in reviews))
    waiting = [review for review in reviews if not review.lapses]
    missing = [review.project.name for review in waiting if not review.verdict]
    if missing or not reviews:
        raise Refusal(
            _("Il manque une décision pour : %s.") % ", ".join(missing)
            if missing
            else _("L'ordre du jour est vide : ajoutez un projet avant de clore, ou annulez le comité."),
            code="verdict_missing",
            projects=missing,
        )
    with transaction.atomic():
        for review in reviews:
            if review.lapses:
                _lapse(review, by)
        transitions.apply(committee, "close", by=by)
        for review in waiting:
            outcome = outcome_of(review)
            verdicts.check(review.project, outcome)
            verdicts.apply(review.project, outcome, by=by, on=committee.held_on)
    return committee


def said(review: Review, verdict: str) -> dict[str, object]:
    """What a review says already of this verdict; nothing while it holds another."""
    return {name: getattr(review, name) for name in OUTCOME} if review.verdict == verdict else {}


def cancel(committee: Committee, *, by: Actor) -> Committee:
    """A committee that will not be held; what it had written is not applied."""
    lock(committee)
    lock(*Project.objects.filter(reviews__committee=committee))  # the portfolio tells when each is heard next
    return transitions.apply(committee, "cancel", by=by)


def _lapse(review: Review, by: Actor) -> None:
    """The project has ended elsewhere: nothing is decided of it here, and the history says so."""
    review.lapsed_at = clock.now()
    review.save(update_fields=["lapsed_at"])
    note = _("%(project)s : sans objet, le projet est à l'étape « %(state)s »") % {
        "project": review.project.name,
        "state": review.project.get_state_display(),
    }
    transitions.record(review.committee, "lapse", by=by, note=note, facts={"project": review.project})


def outcome_of(review: Review) -> Outcome:
    """The decision that a review holds."""
    return Outcome(**{name: getattr(review, name) for name in OUTCOME})


def _put(committee: Committee, projects: Iterable[Project], *, after: int) -> None:
    projects = list(projects)
    ended = [project.name for project in projects if project.state in ENDED]
    if ended:
        raise Refusal(
            _("Ces projets ont pris fin : %s. Retirez-les de l'ordre du jour.") % ", ".join(ended),
            code="project_ended",
            field="projects",
        )
    Review.objects.bulk_create(
        [Review(committee=committee, project=one, position=after + rank) for rank, one in enumerate(projects, 1)]
    )


def _open_to_change(committee: Committee, by: Actor, permission: str = "incubation.plan") -> None:
    require(by, permission, committee)
    if committee.state != CommitteeState.PLANNED:
        raise Refusal(_("Ce comité est clos : ses décisions ne changent plus."), code="committee_closed")
