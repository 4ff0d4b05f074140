"""The rows that each person must never meet: drafts, marks of others, what one has left."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from programs.joint.forums.models import Forum, Nomination
from programs.joint.juries import models as joint
from programs.local.calls.models import Call
from programs.local.ideas.models import Attachment, Callback, Draft, Idea, TeamMember
from programs.local.incubation.models import JournalEntry, Project, Review
from programs.local.juries import models as local
from programs.local.messages.models import Message
from tests.isolation.cast import OTHER as HERE
from tests.volume import ideas, juries, together
from tests.volume.people import Someone
from tests.volume.plan import key

AGENT = Someone(HERE, "agent", 1)
# Ranks of seats in every jury, and of the passage that these members have left.
PRESIDENT, JUROR, HOLDER, LEFT = 1, 2, 3, 1
READING, AUDITION, PUBLISHED = (key(HERE, each) for each in (juries.READING, juries.AUDITION, juries.PUBLISHED))
SITTING, DELIBERATING = (key("joint-jury", each) for each in (together.SITTING, together.DELIBERATING))
DRAFT, KEPT = key(HERE, "somebody else's draft"), key(HERE, "project", 2)
FORUM = key("forum", "draft")


def in_the_territory() -> dict[str, set[str]]:
    """A member marks; whoever presides reads ballots once revealed, but of what they have left; nobody else any."""
    ballots, recusals, sent = local.Ballot.objects.all(), local.Recusal.objects.all(), Message.objects.all()
    late, hands = local.LateBallot.objects.all(), local.Vote.objects.all()
    left = local.Passage.objects.filter(position=LEFT)
    sessions = local.Passage.objects.filter(jury__in=(READING, AUDITION))
    pending, callbacks = local.Decision.objects.filter(published_at=None), Callback.objects.all()
    kept = _kept_by_those_who_work()
    juror = _own(JUROR)
    return {
        "agent": keys_of(
            _not_of(AGENT), ballots, late, hands, recusals, sent.exclude(to_email=AGENT.email), sessions, pending, *kept
        ),
        "manager": keys_of(ballots, *_of_others_drafts(), sent.filter(about=DRAFT)),
        "president": _of_the_president(left, kept),
        "juror": keys_of(
            left, _ideas_of(left), late, hands, ballots.exclude(juror), recusals.exclude(juror), pending, sent, *kept
        ),
        "holder of a card": _of_the_holder(left, kept),
        **dict.fromkeys(
            ("coach", "sponsor"),
            keys_of(
                unseen_ideas(), *_of_others_drafts(), ballots, late, hands, recusals, sessions, pending, sent, callbacks
            ),
        ),
        "visiting coach": keys_of(*_of_others_drafts(), ballots, late, hands, recusals, pending, sent),
    }


def _kept_by_those_who_work() -> list[Any]:
    """The project that is not public, what a committee has not decided, calls for help, drafts of others."""
    return [
        Project.objects.filter(pk=KEPT),
        JournalEntry.objects.filter(project_id=KEPT),
        Callback.objects.all(),
        Review.objects.filter(Q(project_id=KEPT) | ~Q(committee__state="closed")),
        *_of_others_drafts(),
    ]


def _of_the_president(left: Any, kept: list[Any]) -> set[str]:
    """Besides what those who work keep: others' ballots of the reading round, and all of the dossier they have left."""
    ballots = local.Ballot.objects.all()
    return keys_of(
        ballots.filter(passage__jury=READING).exclude(_own(PRESIDENT)),
        ballots.filter(passage__in=left),
        local.LateBallot.objects.filter(passage__in=left),
        local.Vote.objects.filter(passage__in=left),
        left,
        _ideas_of(left),
        local.Decision.objects.filter(published_at=None, passage__in=left),
        Message.objects.all(),
        *kept,
    )


def _of_the_holder(left: Any, kept: list[Any]) -> set[str]:
    """A card opens one jury: all that is of the others, every decision, every ballot but theirs."""
    holder = _own(HOLDER)
    return keys_of(
        left,
        _ideas_of(left),
        local.Ballot.objects.exclude(holder),
        local.Recusal.objects.exclude(holder),
        local.LateBallot.objects.all(),
        local.Vote.objects.all(),
        Message.objects.all(),
        *kept,
        *(model.objects.exclude(jury=READING) for model in (local.Passage, local.Seat, local.Criterion)),
        local.Jury.objects.exclude(pk=READING),
        local.Decision.objects.all(),
    )


def at_the_nation() -> dict[str, set[str]]:
    """Members know their own jury; whoever presides, ballots once revealed; the team, every dossier and no ballot."""
    ballots, recusals = joint.Ballot.objects.all(), joint.Recusal.objects.all()
    left = joint.Passage.objects.filter(position=LEFT)
    dossiers = Nomination.objects.filter(pk__in=left.filter(jury=SITTING).values("nomination"))
    member, draft = {}, Forum.objects.filter(pk=FORUM)
    for who, rank in {"joint juror": JUROR, "holder of a joint card": HOLDER}.items():
        seat = key(SITTING, "seat", rank)
        member[who] = keys_of(
            draft,
            left,
            dossiers,
            ballots.exclude(seat=seat),
            recusals.exclude(seat=seat),
            joint.LateBallot.objects.all(),
            joint.Vote.objects.all(),
            joint.Decision.objects.all(),
            joint.Jury.objects.exclude(pk=SITTING),
            *(model.objects.exclude(jury=SITTING) for model in (joint.Passage, joint.Seat, joint.Criterion)),
            Nomination.objects.filter(forum__slug__in=("forum-1", "forum-3")),
        )
    own = [key(jury, "seat", PRESIDENT) for jury in (SITTING, DELIBERATING)]
    return {
        **member,
        "joint president": keys_of(
            draft,
            left,
            dossiers,
            ballots.filter(passage__jury=SITTING).exclude(seat__in=own),
            ballots.filter(passage__in=left),
            joint.LateBallot.objects.filter(passage__in=left),
            joint.Vote.objects.filter(passage__in=left),
            joint.Decision.objects.filter(passage__in=left, published_at=None),
            *(model.objects.exclude(jury__in=(SITTING, DELIBERATING)) for model in (joint.Passage, joint.Seat)),
            joint.Jury.objects.exclude(pk__in=(SITTING, DELIBERATING)),
            Nomination.objects.filter(forum__slug="forum-1"),
        ),
        "national administrator": keys_of(ballots),
    }


def _own(rank: int) -> Q:
    return Q(seat__in=[seat_of(jury, rank) for jury in (READING, AUDITION, PUBLISHED)])


def _not_of(who: Someone) -> Any:
    now = Call.objects.get(edition__number=ideas.NOW)
    return Idea.objects.filter(call=now).exclude(Q(team__user_id=who.user_id) | Q(author_id=who.user_id))


def unseen_ideas() -> Any:
    """Of this season, but those whose open team anybody may ask to join."""
    return Idea.objects.filter(call__edition__number=ideas.NOW, open_team=False)


def _ideas_of(passages: Any) -> Any:
    """Of this season: those of the past one are projects, and public."""
    return unseen_ideas().filter(pk__in=passages.values("idea"))


def others_drafts() -> Any:
    return Idea.objects.filter(submitted_at=None).exclude(author_id=AGENT.user_id)


def _of_others_drafts() -> list[Any]:
    """The drafts, and what is theirs alone."""
    drafts = others_drafts()
    parts = (model.objects.filter(idea__in=drafts) for model in (TeamMember, Attachment))
    return [drafts, *parts, Draft.objects.all()]


def keys_of(*groups: Iterable[Any]) -> set[str]:
    return {str(each.pk) for group in groups for each in group}


def seat_of(jury: UUID, rank: int) -> UUID:
    """In a jury of the territory."""
    name = {READING: juries.READING, AUDITION: juries.AUDITION, PUBLISHED: juries.PUBLISHED}[jury]
    return key(HERE, name, "seat", rank)
