"""What is shown beside the minutes: what may be done next, the version that is frozen, who has signed it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.dates import moment
from eclore.kit.elements import Action, Tag
from programs.juries import signing
from programs.juries.minutes.record import SessionRecord, Signed, Version
from programs.juries.minutes.sections import FULL, REDACTED, WITH_BALLOTS, WITH_YEAR, Minutes
from programs.juries.models import AbstractJury
from programs.juries.rules import can
from programs.juries.states import SignatoryCapacity, SignatureMeans


@dataclass(frozen=True)
class SignatureRow:
    """A signature in words."""

    signed: Signed

    @property
    def capacity(self) -> str:
        return str(SignatoryCapacity(self.signed.capacity).label)

    @property
    def who(self) -> str:
        return ", ".join(part for part in (self.signed.name, self.signed.quality) if part)

    @property
    def how(self) -> str:
        """The moment and the means."""
        told = {"at": moment(self.signed.at, today=WITH_YEAR), "means": SignatureMeans(self.signed.means).label}
        return _("signé le %(at)s · %(means)s") % told


@dataclass(frozen=True)
class VersionRow:
    """A frozen version, its two documents, who has signed it."""

    jury: AbstractJury
    version: Version
    superseded: bool

    @property
    def title(self) -> str:
        told = {"number": self.version.number, "at": moment(self.version.at, today=WITH_YEAR)}
        return _("Version %(number)s, figée le %(at)s") % told

    @property
    def state(self) -> Tag:
        """How far it is signed."""
        if self.superseded:
            return Tag(_("Remplacée"))
        if SignatoryCapacity.PRESIDENCY not in self.version.capacities:
            return Tag(_("À signer par la présidence"), "warn")
        if SignatoryCapacity.SECRETARY not in self.version.capacities:
            return Tag(_("À signer par le secrétariat"), "warn")
        return Tag(_("Signée"), "good")

    @property
    def signatures(self) -> list[SignatureRow]:
        return [SignatureRow(signed) for signed in self.version.signatures]

    @property
    def files(self) -> list[tuple[str, str, str]]:
        """(label, address, SHA-256) of both documents."""
        url, number = reverse("juries-minutes-pdf", args=[self.jury.pk]), self.version.number
        return [
            (_("Version complète (PDF)"), f"{url}?numero={number}", self.version.full_sha256),
            (
                _("Version communicable (PDF)"),
                f"{url}?version=communicable&numero={number}",
                self.version.redacted_sha256,
            ),
        ]


@dataclass(frozen=True)
class MinutesPage:
    """`behind`: why the last version no longer says everything; `next`: the act that the minutes wait for."""

    minutes: Minutes
    actions: tuple[Action, ...]
    versions: tuple[VersionRow, ...]
    behind: str
    next: Action | None


def page(minutes: Minutes, actor: Actor, version: str) -> MinutesPage:
    """The page of one version, for whoever may read the minutes."""
    jury, record = minutes.jury, minutes.record
    rows = [VersionRow(jury, each, superseded=each is not record.last) for each in reversed(record.versions)]
    words = _("Une rectification a été faite depuis : figez une nouvelle version avant de signer.")
    return MinutesPage(
        minutes=minutes,
        actions=tuple(_actions(jury, actor, version)),
        versions=tuple(rows),
        behind=words if record.is_behind else "",
        next=next_act(jury, record, actor),
    )


def next_act(jury: AbstractJury, record: SessionRecord, actor: Actor) -> Action | None:
    """Freeze, then sign; nothing for who has no part in it."""
    url, asks_why = reverse("juries-minutes-freeze", args=[jury.pk]), bool(record.last and record.last.signatures)
    freeze = Action(_("Figer le procès-verbal"), url, "main", posts=not asks_why)
    if record.last is None or record.is_behind:
        return freeze if can(actor, "see_minutes", jury) else None
    if signing.waits_for(jury, record.last.capacities, actor) is None:
        return None
    return Action(_("Signer le procès-verbal"), reverse("juries-minutes-sign", args=[jury.pk]), "main")


def _actions(jury: AbstractJury, actor: Actor, version: str) -> Iterator[Action]:
    """Correct the full version; read another."""
    url, sees_ballots = reverse("juries-minutes", args=[jury.pk]), can(actor, "see_ballots", jury)
    if version != REDACTED and can(actor, "amend", jury):
        yield Action(_("Rectifier"), reverse("juries-amend", args=[jury.pk]), "text")
    if sees_ballots and version != WITH_BALLOTS:
        yield Action(_("Avec les bulletins"), f"{url}?version=bulletins", "text")
    if version == FULL:
        yield Action(_("Version communicable"), f"{url}?version=communicable")
    else:
        yield Action(_("Version complète"), url)
