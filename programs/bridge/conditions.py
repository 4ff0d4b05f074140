"""What must be true before an idea goes to a forum: the same list for the checklist on screen and for the refusal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from eclore.kit import dates
from programs.joint.forums.models import Forum, Nomination, Participation
from programs.joint.forums.states import ForumState
from programs.local.ideas.models import Idea, TeamMember
from programs.local.ideas.states import IdeaState


@dataclass(frozen=True)
class Condition:
    """`label` says what is wanted; `sentence` what to do while it is not so. `code` is stable."""

    code: str
    label: str
    met: bool
    sentence: str
    facts: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Situation:
    """Everything the conditions look at; `current` is the idea's nomination that is not withdrawn, to whatever forum;
    `unchecked` whether a file of its waits for the antivirus."""

    idea: Idea
    team: Sequence[TeamMember]
    forum: Forum
    participation: Participation | None
    current: Nomination | None
    now: datetime
    unchecked: bool = False


def conditions(situation: Situation) -> list[Condition]:
    """In the order in which they are worth mending."""
    return [
        _participates(situation),
        _is_open(situation),
        _in_time(situation),
        _not_yet(situation),
        _shortlisted(situation),
        _consented(situation),
        _checked(situation),
        _territory_has_room(situation),
        _forum_has_room(situation),
    ]


def _participates(it: Situation) -> Condition:
    return Condition(
        "not_participating",
        _("Votre territoire participe au forum"),
        it.participation is not None,
        _("Votre territoire ne participe pas à ce forum : demandez à l'équipe nationale de l'ajouter."),
    )


def _is_open(it: Situation) -> Condition:
    return Condition(
        "forum_not_open",
        _("Le forum reçoit des nominations"),
        it.forum.state == ForumState.PUBLISHED,
        _("Ce forum ne reçoit plus de nomination : voyez avec l'équipe nationale si elle peut les rouvrir."),
    )


def _in_time(it: Situation) -> Condition:
    limit = dates.moment(it.forum.nominations_until)
    return Condition(
        "nominations_closed",
        _("La date limite est le %(moment)s") % {"moment": limit},
        it.now < it.forum.nominations_until,
        _("Les nominations se terminaient le %(moment)s : demandez un délai à l'équipe nationale.") % {"moment": limit},
    )


def _not_yet(it: Situation) -> Condition:
    here = it.current is not None and it.current.forum_id == it.forum.pk
    sentence = (
        _("Cette idée est déjà présentée à ce forum : il n'y a rien de plus à faire.")
        if here
        else _("Cette idée est déjà présentée à un autre forum : retirez-la d'abord de celui-là.")
    )
    code = "already_nominated" if here or it.current is None else "nominated_elsewhere"
    return Condition(code, _("L'idée n'est présentée à aucun forum"), it.current is None, sentence)


def _shortlisted(it: Situation) -> Condition:
    return Condition(
        "not_shortlisted",
        _("L'idée est présélectionnée"),
        it.idea.state == IdeaState.SHORTLISTED,
        _("Seule une idée présélectionnée peut être nommée ; celle-ci est à l'étape « %(state)s ».")
        % {"state": it.idea.get_state_display()},
    )


def _consented(it: Situation) -> Condition:
    silent = [member.name for member in it.team if member.consented_at is None]
    if silent:
        sentence = _("Il manque l'accord de : %(names)s. Demandez-leur de le donner sur la page de l'idée.")
        sentence %= {"names": ", ".join(silent)}
    else:
        sentence = _("L'équipe n'a pas donné son accord pour un forum : demandez-le-lui sur la page de l'idée.")
    met = bool(it.team) and not silent and it.idea.share_with_forum
    return Condition(
        "consent_missing", _("Toute l'équipe est d'accord"), met, sentence, (("missing", silent),) if silent else ()
    )


def _checked(it: Situation) -> Condition:
    return Condition(
        "files_being_checked",
        _("Les pièces jointes sont vérifiées"),
        not it.unchecked,
        _("L'antivirus lit encore une pièce jointe : réessayez dans quelques minutes."),
    )


def _territory_has_room(it: Situation) -> Condition:
    quota, nominated = (it.participation.quota, it.participation.nominated) if it.participation else (0, 0)
    label = _("Idées nommées par votre territoire : %(nominated)d sur %(quota)d")
    label %= {"nominated": nominated, "quota": quota}
    sentence = _("Votre territoire a déjà nommé %(quota)d idées, son maximum : retirez-en une pour la remplacer.")
    return Condition("territory_quota_reached", label, nominated < quota, sentence % {"quota": quota})


def _forum_has_room(it: Situation) -> Condition:
    total = it.forum.quota_total
    label = _("Dossiers reçus par le forum : %(nominated)d sur %(total)d")
    label %= {"nominated": it.forum.nominated, "total": total}
    sentence = _("Le forum a reçu ses %(total)d dossiers : voyez avec l'équipe nationale si une place se libère.")
    return Condition("forum_quota_reached", label, it.forum.nominated < total, sentence % {"total": total})
