"""What must be true before an idea goes to a forum: the same list for the checklist on screen and for the refusal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit import dates
from programs.joint.forums.models import Forum, Nomination, Participation
from programs.local.ideas.domain import hearings
from programs.local.ideas.models import Hearing, Idea, TeamMember
from programs.local.ideas.states import IdeaState


@dataclass(frozen=True, kw_only=True)
class Condition:
    """`label` is the wish, whether it is `met` or not.

    `code` (stable), `sentence` (what to do) and `facts` (for the API) are those of the refusal while it is not met.
    """

    code: str
    label: str
    met: bool
    sentence: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Everything the conditions look at.

    `participation` is the territory's in this forum, None when it takes no part; `current_nomination`, the idea's that
    is not withdrawn, to whatever forum; `hearing`, the jury that it is before; `has_unchecked_file`, whether one of
    its files waits for the antivirus.
    """

    idea: Idea
    team: Sequence[TeamMember]
    forum: Forum
    participation: Participation | None
    current_nomination: Nomination | None
    now: datetime
    has_unchecked_file: bool = False
    hearing: Hearing | None = None


def conditions(situation: Situation) -> list[Condition]:
    """In the order in which they are worth mending; a territory that takes no part has no quota to be told."""
    participation = situation.participation
    return [
        _participates(situation),
        _is_open(situation),
        _in_time(situation),
        _not_nominated(situation),
        _shortlisted(situation),
        _not_heard(situation),
        _team_consents(situation),
        _files_checked(situation),
        *([_territory_has_room(participation)] if participation else []),
        _forum_has_room(situation.forum),
    ]


def _participates(situation: Situation) -> Condition:
    return Condition(
        code="not_participating",
        label=_("Votre territoire participe au forum"),
        met=situation.participation is not None,
        sentence=_("Votre territoire ne participe pas à ce forum : demandez à l'équipe nationale de l'ajouter."),
    )


def _is_open(situation: Situation) -> Condition:
    return Condition(
        code="forum_not_open",
        label=_("Le forum reçoit des nominations"),
        met=situation.forum.nominations_are_open,
        sentence=_("Ce forum ne reçoit plus de nomination : voyez avec l'équipe nationale si elle peut les rouvrir."),
    )


def _in_time(situation: Situation) -> Condition:
    limit = {"moment": dates.moment(situation.forum.nominations_until, zone=situation.forum.time_zone)}
    return Condition(
        code="nominations_closed",
        label=_("La date limite est le %(moment)s") % limit,
        met=situation.forum.is_before_deadline(situation.now),
        sentence=_("Les nominations se terminaient le %(moment)s : demandez un délai à l'équipe nationale.") % limit,
    )


def _not_nominated(situation: Situation) -> Condition:
    nomination = situation.current_nomination
    if nomination is not None and nomination.forum_id != situation.forum.pk:
        code = "nominated_elsewhere"
        sentence = _("Cette idée est déjà présentée à un autre forum : retirez-la d'abord de celui-là.")
    else:
        code = "already_nominated"
        sentence = _("Cette idée est déjà présentée à ce forum : il n'y a rien de plus à faire.")
    label = _("L'idée n'est présentée à aucun forum")
    return Condition(code=code, label=label, met=nomination is None, sentence=sentence)


def _shortlisted(situation: Situation) -> Condition:
    idea = situation.idea
    return Condition(
        code="not_shortlisted",
        label=_("L'idée est présélectionnée"),
        met=idea.state == IdeaState.SHORTLISTED,
        sentence=_("Seule une idée présélectionnée peut être nommée ; celle-ci est à l'étape « %(state)s ».")
        % {"state": idea.get_state_display()},
    )


def _not_heard(situation: Situation) -> Condition:
    hearing = situation.hearing
    return Condition(
        code="before_a_jury",
        label=_("L'idée n'est devant aucun jury"),
        met=hearing is None,
        sentence=hearings.sentence(hearing) if hearing else "",
        facts={"jury": str(hearing.held_by)} if hearing else {},
    )


def _team_consents(situation: Situation) -> Condition:
    silent = [member.name for member in situation.team if member.consented_at is None]
    if silent:
        sentence = _("Il manque l'accord de : %(names)s. Demandez-leur de le donner sur la page de l'idée.")
        sentence %= {"names": ", ".join(silent)}
    else:
        sentence = _("L'équipe n'a pas donné son accord pour un forum : demandez-le-lui sur la page de l'idée.")
    return Condition(
        code="consent_missing",
        label=_("Toute l'équipe est d'accord"),
        met=bool(situation.team) and not silent and situation.idea.share_with_forum,
        sentence=sentence,
        facts={"missing": silent} if silent else {},
    )


def _files_checked(situation: Situation) -> Condition:
    return Condition(
        code="files_being_checked",
        label=_("Les pièces jointes sont vérifiées"),
        met=not situation.has_unchecked_file,
        sentence=_("L'antivirus lit encore une pièce jointe : réessayez dans quelques minutes."),
    )


def _territory_has_room(participation: Participation) -> Condition:
    quota, nominated = participation.quota, participation.nominated
    sentence = ngettext(
        "Votre territoire a déjà nommé %(quota)d idée, son maximum : retirez-la pour la remplacer.",
        "Votre territoire a déjà nommé %(quota)d idées, son maximum : retirez-en une pour la remplacer.",
        quota,
    )
    return Condition(
        code="territory_quota_reached",
        label=_("Idées nommées par votre territoire : %(nominated)d sur %(quota)d")
        % {"nominated": nominated, "quota": quota},
        met=participation.remaining > 0,
        sentence=sentence % {"quota": quota},
    )


def _forum_has_room(forum: Forum) -> Condition:
    total = forum.quota_total
    sentence = ngettext(
        "Le forum a reçu %(total)d dossier, son maximum : voyez avec l'équipe nationale si une place se libère.",
        "Le forum a reçu ses %(total)d dossiers : voyez avec l'équipe nationale si une place se libère.",
        total,
    )
    return Condition(
        code="forum_quota_reached",
        label=_("Dossiers reçus par le forum : %(nominated)d sur %(total)d")
        % {"nominated": forum.nominated, "total": total},
        met=forum.remaining > 0,
        sentence=sentence % {"total": total},
    )
