"""Who is in the system, what is closed to each of them, and what others may write meanwhile."""

from typing import Any
from uuid import UUID

from django.db.models import Q

from eclore.kit import clock
from programs.joint.forums.models import Forum, Nomination
from programs.joint.juries import models as joint
from programs.local.ideas.models import Attachment, Callback, TeamMember
from programs.local.incubation.models import Project
from programs.local.juries import models as local
from programs.local.messages.models import Message
from tenants.contexts import in_programme, in_territory
from tests.budgets.season import Identifiers, identifiers_of
from tests.isolation import canaries
from tests.isolation.cast import OTHER as HERE
from tests.isolation.unseen import (
    AGENT,
    AUDITION,
    DELIBERATING,
    DRAFT,
    FORUM,
    HOLDER,
    JUROR,
    KEPT,
    LEFT,
    PRESIDENT,
    PUBLISHED,
    READING,
    SITTING,
    at_the_nation,
    in_the_territory,
    keys_of,
    others_drafts,
    seat_of,
    unseen_ideas,
)
from tests.support.personas import Holder, Persona
from tests.volume import entry_cards, ideas, juries, people, together
from tests.volume.files import file_of, write_bytes
from tests.volume.people import Someone
from tests.volume.plan import key, thawed

MATE, VISITOR = Someone(HERE, "agent", 2), Someone("national", "coach", 1)
JOINT_PRESIDENT, JOINT_JUROR = Someone("national", "presidence"), Someone("national", "jure")
KEPT_BY_ALL = 4  # rank of a passage that all have marked
# A forum belongs to nobody: its row is filled by no territory's canaries.
SLUG, NAME = "forum-en-projet", canaries.canary()
WHO: dict[str, tuple[str, Persona | Holder]] = {
    "agent": (HERE, AGENT.persona),
    "manager": (HERE, Someone(HERE, "gestion").persona),
    "president": (HERE, Someone(HERE, "jury", PRESIDENT).persona),
    "juror": (HERE, Someone(HERE, "jury", JUROR).persona),
    "holder of a card": (HERE, entry_cards.holder_of(READING, HOLDER)),
    "coach": (HERE, Someone(HERE, "coach").persona),
    "sponsor": (HERE, Someone(HERE, "sponsor").persona),
    "visiting coach": (HERE, VISITOR.persona),
    "joint president": ("national", JOINT_PRESIDENT.persona),
    "joint juror": ("national", JOINT_JUROR.persona),
    "holder of a joint card": ("national", entry_cards.holder_of(SITTING, HOLDER)),
    "national administrator": ("national", Someone("national", "equipe").persona),
}
# Whose marks are not those of others, in the jury that is marking now: the key of a seat, or nobody's.
SEATS: dict[str, UUID] = {
    "president": key(HERE, juries.READING, "seat", PRESIDENT),
    "juror": key(HERE, juries.READING, "seat", JUROR),
    "holder of a card": key(HERE, juries.READING, "seat", HOLDER),
    "joint president": key(SITTING, "seat", PRESIDENT),
    "joint juror": key(SITTING, "seat", JUROR),
    "holder of a joint card": key(SITTING, "seat", HOLDER),
}
# Who reads how many have marked, and never how.
LEADING = ("manager", "president", "joint president", "national administrator")
LEFT_PASSAGES = (
    key(HERE, juries.AUDITION, "passage", LEFT),
    key(HERE, juries.PUBLISHED, "passage", LEFT),
    key(DELIBERATING, "passage", LEFT),
)
# Whoever leads the day of a dossier that they have left reads what it is called and where it comes from, no more; once
# published, what everybody reads of it in the minutes: a verdict, or why nothing was decided, why a late ballot was
# counted or not, what was put to the vote.
IN_MINUTES = ("lateballot.reason", "vote.question")
LED = {
    "president": {f"local_juries_{each}" for each in ("passage.title", "passage.lapsed", *IN_MINUTES)},
    "joint president": {f"joint_juries_{each}" for each in ("passage.title", "passage.origin", *IN_MINUTES)},
}


def close() -> dict[str, set[str]]:
    """Members leave a dossier of each of their juries, others have a draft and a project: person → what is closed."""
    own, files = _close_the_territory()
    shared, nobodys, copies = _close_the_nation()
    with in_territory(HERE):
        inside = keys_of(
            unseen_ideas(),
            others_drafts(),
            local.Ballot.objects.all(),
            local.Recusal.objects.all(),
            Message.objects.all(),
            Callback.objects.all(),
        )
    owners = files | copies
    closed = {who: own[who] | nobodys if host == HERE else shared[who] | inside for who, (host, _one) in WHO.items()}
    return {who: keys | {file for file, owner in owners.items() if owner in keys} for who, keys in closed.items()}


def _close_the_territory() -> tuple[dict[str, set[str]], dict[str, str]]:
    """What is closed to each person there, and each file with its idea."""
    with thawed(HERE, "local_juries"), in_territory(HERE):
        for jury in (READING, AUDITION, PUBLISHED):
            _leave(local, jury, [seat_of(jury, rank) for rank in (PRESIDENT, JUROR, HOLDER)])
        _draft_of_somebody_else(DRAFT)
        Project.objects.filter(pk=KEPT).update(public=False)
        files = {str(pk): str(idea) for pk, idea in Attachment.objects.values_list("pk", "idea_id")}
        return in_the_territory(), files


def _close_the_nation() -> tuple[dict[str, set[str]], set[str], dict[str, str]]:
    """What is closed to each person there, to everybody elsewhere; and each file with its dossier."""
    with thawed("public", "joint_juries"), in_programme():
        people._accounts([JOINT_PRESIDENT, JOINT_JUROR])
        _sit(JOINT_PRESIDENT, PRESIDENT, SITTING, DELIBERATING)
        _sit(JOINT_JUROR, JUROR, SITTING)
        for jury in (SITTING, DELIBERATING):
            _leave(joint, jury, [key(jury, "seat", rank) for rank in (PRESIDENT, JUROR, HOLDER)])
        joint.Passage.objects.filter(pk=key(SITTING, "passage", 2)).update(state="heard")
        _forum_in_preparation()
        nobodys = keys_of(joint.Ballot.objects.all(), joint.Recusal.objects.all()) | {str(FORUM)}
        copies = {str(file_of(pk)): str(pk) for pk in Nomination.objects.values_list("pk", flat=True)}
        return at_the_nation(), nobodys, copies


def _forum_in_preparation() -> None:
    Forum.objects.create(
        id=FORUM,
        slug=SLUG,
        name=NAME,
        place="Amiens",
        held_on=clock.today(),
        quota_total=3,
        places=1,
        nominations_until=clock.now(),
        criteria=["L'idée"],
    )


def elsewhere(kind: str) -> list[Identifiers]:
    """What addresses name besides: a dossier that nobody has left; the draft and the project that are not shown."""
    if kind != "territory":
        second = key("nomination", together.SITTING, 2)
        files = dict.fromkeys(("passages/fichiers", "passages/files"), file_of(second))
        return [{**identifiers_of(kind)[1], **files, "passages": key(SITTING, "passage", 2), "forums": SLUG}]
    return [
        {
            **identifiers_of(kind)[0],
            "passages": key(HERE, juries.READING, "passage", KEPT_BY_ALL),
            **dict.fromkeys(("idees", "ideas"), DRAFT),
            **dict.fromkeys(("fichiers", "files"), file_of(DRAFT)),
            **dict.fromkeys(("equipe", "team"), key(DRAFT, "lead")),
            **dict.fromkeys(("projets", "projects"), KEPT),
            **dict.fromkeys(("personnes", "projects/members"), key(HERE, "project", 2, "team")),
            "phases": key(HERE, "phase", 2),
            "journal": key(HERE, "journal", 2, 1),
            "messages": key(DRAFT, "letter"),
            **dict.fromkeys(("forums", "nommer"), SLUG),
        }
    ]


def mark(who: str, value: int, *, own: bool = False) -> int:
    """In the open jury of their place, every mark but theirs becomes `value`; or every one of theirs. How many."""
    app, jury, tenant_context = _session(who)
    theirs = Q(ballot__seat=SEATS.get(who))
    with tenant_context:
        marks = app.Mark.objects.filter(ballot__passage__jury=jury)
        return marks.filter(theirs if own else ~theirs).update(value=value)


def stir(who: str) -> None:
    """Others write one more draft; and a member takes a ballot back, which whoever leads the session may know."""
    with in_territory(HERE):
        _draft_of_somebody_else(key(HERE, "one more draft"))
    app, jury, tenant_context = _session(who)
    if who not in LEADING:
        with tenant_context:
            ballot = app.Ballot.objects.filter(passage__jury=jury).exclude(seat__in=SEATS.values()).first()
            assert app.Ballot.objects.filter(pk=ballot.pk).update(cast_at=None)


def _session(who: str) -> tuple[Any, UUID, Any]:
    """The jury that is marking where this person is: its app, its key and its context."""
    here = WHO[who][0] == HERE
    return (local, READING, in_territory(HERE)) if here else (joint, SITTING, in_programme())


def _leave(app: Any, jury: UUID, seats: list[UUID]) -> None:
    passage = app.Passage.objects.get(jury=jury, position=LEFT)
    app.Recusal.objects.filter(passage=passage).delete()
    for seat in seats:
        app.Recusal.objects.create(passage=passage, seat_id=seat, confirmed_at=clock.now(), reason="Je les connais.")


def _sit(who: Someone, rank: int, *sessions: UUID) -> None:
    for jury in sessions:
        joint.Seat.objects.filter(pk=key(jury, "seat", rank)).update(user_id=who.user_id, email=who.email)


def _draft_of_somebody_else(pk: UUID) -> None:
    """With a file and a letter: its team alone knows of it."""
    draft = ideas._idea(HERE, ideas.NOW, 0, state="draft")
    draft.pk, draft.author_id = pk, MATE.user_id
    draft.save(force_insert=True)
    TeamMember.objects.create(
        id=key(pk, "lead"), idea=draft, user_id=MATE.user_id, email=MATE.email, name=MATE.name, leads=True
    )
    kept = Attachment.objects.create(
        id=file_of(pk),
        idea=draft,
        state="clean",
        name="Plan.pdf",
        media_type="application/pdf",
        size=9,
        sha256="0" * 64,
        checked_at=clock.now(),
    )
    write_bytes(kept.path)
    Message.objects.create(
        id=key(pk, "letter"),
        kind="ideas.invitation",
        about=pk,
        state="sent",
        to_email=MATE.email,
        to_name=MATE.name,
        subject="On vous invite",
        body="Voici notre brouillon.",
        sent_at=clock.now(),
    )
