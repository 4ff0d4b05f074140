"""The dossiers of a session in one file, as their reader may open them: nothing that they have left, or must answer.

Attachments are not in it: they are read on screen. A long day comes in parts of at most `BY_PART` dossiers, which are
drawn in less than two seconds each.
"""

from collections.abc import Sequence
from math import ceil
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit import documents
from eclore.kit.actor import Actor
from eclore.kit.mail import one_line
from programs.juries.contract import AnySide
from programs.juries.day import Expected, Programme, programme_of
from programs.juries.dossiers import Dossier
from programs.juries.models import AbstractJury, AbstractPassage
from programs.juries.papers.printing import heading
from programs.juries.queries import in_list, open_to, recusals_of, unanswered
from programs.juries.rules import can, require, seat_of

PassageT = TypeVar("PassageT", bound=AbstractPassage)
BY_PART = 30


def may_read(actor: Actor, jury: AbstractJury) -> bool:
    """As `domain.recusals.require_reader` says of each: a member of whatever role, or whoever leads."""
    return seat_of(actor, jury) is not None or can(actor, "lead", jury)


def readable(jury: AbstractJury, actor: Actor) -> "tuple[Programme, list[UUID]]":
    """The day as `actor` reads it, and the dossiers that they may open now, in its order. Raises NotAllowed.

    One statement without a seat, two with one.
    """
    if not may_read(actor, jury):
        require(actor, "lead", jury)
    seat = seat_of(actor, jury)
    asked = list(recusals_of(jury).filter(seat=seat, declined_at=None)) if seat else []
    day = programme_of(jury, in_list(jury.passages.all()), {each.passage_id for each in asked if each.confirmed_at})
    closed = {each.passage_id for each in asked}
    if seat and seat.votes and not jury.is_over:
        closed |= unanswered(seat)
    return day, [item.key for item in day.items if item.key not in closed]


def parts(count: int, by_part: int) -> int:
    """How many files so many make: one at least."""
    return max(ceil(count / by_part), 1)


def booklet(day: Programme, keys: Sequence[UUID], actor: Actor, side: AnySide, site: str, *, part: int) -> bytes:
    """The `part`-th file of what is readable by `actor`, from 1."""
    theirs = _open_to(side.to_print(side.passages.objects.filter(jury=day.jury.pk)), day.jury, actor)
    items, dossiers = {item.key: item for item in day.items if item.key in set(keys)}, []
    for passage in theirs.order_by("position", "pk")[(part - 1) * BY_PART : part * BY_PART]:
        if passage.pk not in items:  # taken in, or answered, since the day was read
            continue
        passage.jury = day.jury
        dossiers.append(_dossier(items[passage.pk], passage, side.dossier_without_files(passage)))
    total = parts(len(keys), BY_PART)
    told = {
        "lead": day.when,
        "notes": _notes(day, len(keys), part, total),
        "contents": _("Sommaire"),
        "dossiers": dossiers,
    }
    return documents.pdf("booklet", heading(day.jury, site, _("Livret des dossiers")) | told)


def _open_to(
    passages: "QuerySet[PassageT, PassageT]", jury: AbstractJury, actor: Actor
) -> "QuerySet[PassageT, PassageT]":
    seat = seat_of(actor, jury)
    return passages if seat is None else open_to(seat, passages)


def _notes(day: Programme, count: int, part: int, total: int) -> list[str]:
    told, away = [], len(day.items) - count
    if not day.items:
        told.append(_("Aucun passage pour l'instant."))
    if total > 1:
        told.append(_("Partie %(part)s sur %(total)s.") % {"part": part, "total": total})
    if away:
        sentence = ngettext(
            "Un dossier n'est pas dans votre livret : déport, ou réponse attendue de votre part.",
            "%(count)s dossiers ne sont pas dans votre livret : déports, ou réponses attendues de votre part.",
            away,
        )
        told.append(sentence % {"count": away})
    told.append(_("Les pièces jointes se lisent à l'écran. Ne diffusez pas ce livret."))
    return told


def _dossier(item: Expected, passage: AbstractPassage, told: Dossier) -> dict[str, Any]:
    about = [item.origin, " · ".join(each for each in (item.hour, item.lasts) if each)]
    if told.team:
        about.append(_("Équipe : %(names)s") % {"names": one_line(", ".join(told.team))})
    answers = list(told.answers) or [(_("En bref"), passage.summary or passage.title)]
    if told.problem:
        answers.insert(0, (_("Problème"), told.problem))
    return {
        "title": f"{item.number}. {item.title}",
        "about": [each for each in about if each],
        "answers": [{"label": one_line(label), "text": _paragraphs(text)} for label, text in answers],
    }


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
