"""The coaches' morning as one PDF/UA file: the whole table, then a sheet for each coach and one for each team."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from eclore.kit import clock, documents
from eclore.kit.dates import calendar_day, day
from eclore.kit.mail import one_line
from programs.joint.forums.models import MorningCoach, MorningTurn
from programs.joint.forums.mornings import Plan

COLUMNS = 5  # coaches side by side on a page


def morning(plan: Plan, site: str) -> bytes:
    """Everything to print for the day."""
    foot = _("%(site)s · édité le %(day)s") % {"site": site, "day": calendar_day(clock.today())}
    told = {
        "title": _("Matinée des coachs"),
        "lang": (get_language() or "fr")[:2],
        "footer": foot,
        "forum": one_line(plan.forum.name),
        "lead": ", ".join([one_line(plan.forum.place), day(plan.forum.held_on)]),
        "empty": _("Aucune rencontre pour l'instant."),
        "hour": _("Heure"),
        "tables": [
            _table(plan, plan.coaches[first : first + COLUMNS]) for first in range(0, len(plan.coaches), COLUMNS)
        ],
        "sheets": [*_of_coaches(plan), *_of_teams(plan)],
    }
    return documents.pdf("coaches_morning", told | {"has_turns": bool(plan.standing)})


def _table(plan: Plan, coaches: Sequence[MorningCoach]) -> dict[str, Any]:
    met = {(turn.coach_id, turn.number): plan.by_key[turn.nomination_id] for turn in plan.standing}
    rows = []
    for number in plan.numbers:
        dossiers = [met.get((coach.pk, number)) for coach in coaches]
        cells = [{"title": one.title, "origin": one.territory_name} if one else None for one in dossiers]
        rows.append({"hour": plan.hour(number), "cells": [cell or {"title": "–", "origin": ""} for cell in cells]})
    return {"coaches": [{"name": one_line(coach.name), "place": coach.place} for coach in coaches], "rows": rows}


def _of_coaches(plan: Plan) -> Iterator[dict[str, Any]]:
    for coach in plan.coaches:
        if turns := plan.of_coaches.get(coach.pk):
            rows = [_row(plan, turn, *_dossier(plan, turn)) for turn in turns]
            yield _sheet(coach.name, coach.place, [_("Heure"), _("Dossier")], rows)


def _of_teams(plan: Plan) -> Iterator[dict[str, Any]]:
    for dossier in plan.dossiers:
        if turns := plan.of_dossiers.get(dossier.pk):
            rows = [_row(plan, turn, turn.coach_name, turn.coach_place) for turn in turns]
            yield _sheet(dossier.title, dossier.territory_name, [_("Heure"), _("Coach")], rows)


def _dossier(plan: Plan, turn: MorningTurn) -> tuple[str, str]:
    dossier = plan.by_key[turn.nomination_id]
    return dossier.title, dossier.territory_name


def _row(plan: Plan, turn: MorningTurn, title: str, detail: str) -> dict[str, str]:
    return {"hour": plan.hour(turn.number), "title": one_line(title), "detail": one_line(detail)}


def _sheet(title: str, detail: str, labels: list[str], rows: list[dict[str, str]]) -> dict[str, Any]:
    return {"title": one_line(title), "detail": one_line(detail), "labels": labels, "rows": rows}
