"""The life of a project, the kinds of phase, what a committee may decide and where that leads."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eclore.kit.audit import Act
from eclore.kit.transitions import Transition


class ProjectState(models.TextChoices):
    TO_SIGN = "to_sign", _("Engagement à signer")
    INVESTIGATION = "investigation", _("Investigation (pré-incubation)")
    CONSTRUCTION = "construction", _("Expérimentation")
    ACCELERATION = "acceleration", _("Accélération nationale")
    SUSPENDED = "suspended", _("Sursis")
    PERMANENT_OPERATED = "operated", _("Pérennisée, opérée")
    PERMANENT_TRANSFERRED = "transferred", _("Pérennisée, transférée")
    REINTEGRATED = "reintegrated", _("Réintégrée en direction métier")
    INCONCLUSIVE = "inconclusive", _("Non concluante")
    OUTSIDE = "outside", _("Hors programme")
    STOPPED = "stopped", _("Arrêtée")
    DORMANT = "dormant", _("En dormance")


class PhaseKind(models.TextChoices):
    INVESTIGATION = "investigation", _("Investigation (pré-incubation)")
    CONSTRUCTION = "construction", _("Expérimentation")
    ACCELERATION = "acceleration", _("Accélération nationale")


class CommitteeState(models.TextChoices):
    PLANNED = "planned", _("Prévu")
    CLOSED = "closed", _("Clos")
    CANCELLED = "cancelled", _("Annulé")


class CommitteeVerdict(models.TextChoices):
    CONSTRUCTION = "construction", _("Expérimentation, ou expérimentation suivante")
    ACCELERATION = "acceleration", _("Accélération nationale")
    SUSPENDED = "suspended", _("Sursis d'un à deux mois")
    PIVOT = "pivot", _("Même équipe, autre problème")
    REINTEGRATED = "reintegrated", _("Réintégration en direction métier")
    OUTSIDE = "outside", _("Poursuite hors programme")
    OPERATED = "operated", _("Pérennisation, opérée")
    TRANSFERRED = "transferred", _("Pérennisation, transférée")
    INCONCLUSIVE = "inconclusive", _("Non concluante")
    STOPPED = "stopped", _("Arrêt")
    DORMANT = "dormant", _("Mise en dormance")


P = ProjectState
RUNNING = (P.INVESTIGATION, P.CONSTRUCTION, P.ACCELERATION, P.SUSPENDED)
ENDED = (P.PERMANENT_OPERATED, P.PERMANENT_TRANSFERRED, P.REINTEGRATED, P.INCONCLUSIVE, P.OUTSIDE, P.STOPPED, P.DORMANT)
# The verdicts that end a project: each asks for a post-mortem, and leads to the state of the same name.
ENDING = tuple(state.value for state in ENDED)

TRANSITIONS = {
    "start": Transition((P.TO_SIGN,), P.INVESTIGATION, "incubation.manage", stamp="started_at"),
    "build": Transition(RUNNING, P.CONSTRUCTION, "incubation.decide"),
    "accelerate": Transition(RUNNING, P.ACCELERATION, "incubation.decide"),
    "suspend": Transition(RUNNING, P.SUSPENDED, "incubation.decide"),
    **{
        f"end_{state.value}": Transition((P.TO_SIGN, *RUNNING), state, "incubation.decide", stamp="closed_at")
        for state in ENDED
    },
    # A dormant project wakes where it was: still to sign, or in a phase.
    "wake_to_sign": Transition((P.DORMANT,), P.TO_SIGN, "incubation.decide", clears=("closed_at",)),
    **{
        f"wake_{kind.value}": Transition((P.DORMANT,), kind.value, "incubation.decide", clears=("closed_at",))
        for kind in PhaseKind
    },
}

# The tone of each state's tag; the others take the accent.
TONES: dict[str, str] = {
    P.TO_SIGN: "warn",
    P.SUSPENDED: "warn",
    P.CONSTRUCTION: "good",
    P.ACCELERATION: "good",
    P.PERMANENT_OPERATED: "good",
    P.PERMANENT_TRANSFERRED: "good",
    P.REINTEGRATED: "good",
    **dict.fromkeys((P.INCONCLUSIVE, P.OUTSIDE, P.STOPPED, P.DORMANT), "neutral"),
}

COMMITTEE_TRANSITIONS = {
    "close": Transition((CommitteeState.PLANNED,), CommitteeState.CLOSED, "incubation.decide", stamp="closed_at"),
    "cancel": Transition((CommitteeState.PLANNED,), CommitteeState.CANCELLED, "incubation.plan", stamp="closed_at"),
}

# The verbs that the log keeps.
AUDITED = {
    **dict.fromkeys((*TRANSITIONS, "take_over"), Act.DECISION),
    **dict.fromkeys(("show", "hide"), Act.PUBLICATION),
    **dict.fromkeys(("note", "erase_note"), Act.JOURNAL),
}
COMMITTEE_AUDITED = dict.fromkeys(("decide", "close", "cancel", "lapse"), Act.DECISION)

V = CommitteeVerdict
GOES_ON = (V.CONSTRUCTION, V.ACCELERATION)
# The transition that each verdict leads to; a pivot ends one project and opens another for the same team.
VERBS: dict[str, str] = {
    V.CONSTRUCTION: "build",
    V.ACCELERATION: "accelerate",
    V.SUSPENDED: "suspend",
    V.PIVOT: f"end_{P.INCONCLUSIVE.value}",
    **{V(verdict): f"end_{verdict}" for verdict in ENDING},
}
# A suspension is one or two months, in weeks.
SUSPENSION_WEEKS = (4, 9)
