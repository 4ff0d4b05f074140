"""The lines of the board's tables, written here rather than in templates: a page has ninety of them.

What is the same on every line (labels, addresses, the words of a state) is made once a page.
"""

import html
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypeAlias

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from eclore.components.signs import state as state_sign
from eclore.components.signs import tag
from eclore.kit import clock, dates
from eclore.kit.addresses import by_key
from eclore.kit.buttons import button, post_button
from eclore.kit.elements import Action
from programs.local.ideas.models import Callback
from programs.local.ideas.pages.board import BoardRow, PendingRow
from programs.local.ideas.states import IdeaState

Cells: TypeAlias = Iterable[tuple[object, ...]]
LONGEST_REASON = 120
IDEA = (
    '<tr>{}<td data-label="{}">{}</td><th scope="row"><a href="{}">{}</a><div class="small quiet">{}</div></th>'
    '<td data-label="{}">{}</td><td data-label="{}">{}</td><td data-label="{}" class="n">{}</td>'
    '<td data-label="{}">{}</td><td data-label="{}" class="nowrap">{}</td></tr>\n'
)
BOX = '<td><label><span class="sr-only">{}</span> <input type="checkbox" name="ideas" value="{}"></label></td>'
PENDING = (
    '<tr><th scope="row"><a href="{}">{}</a></th><td data-label="{}">{}</td>'
    '<td data-label="{}"><div>{} <span class="small quiet">{}</span></div></td>'
    '<td data-label="{}"><div>{}{}</div></td>{}</tr>\n'
)
CALLBACK = (
    '<tr><th scope="row">{}</th><td data-label="{}">{}</td><td data-label="{}">{}</td>'
    '<td data-label="{}">{}</td><td>{}</td></tr>\n'
)


def ideas(rows: Sequence[BoardRow], *, acts: bool) -> SafeString:
    """The lines of the table of ideas; a box to tick for who `acts` on several."""
    number, state, direction = _("N°"), _("Étape"), _("Direction")
    team, commitments, submitted = _("Équipe"), _("Engagements"), _("Déposée")
    today = clock.today()
    address, states, box = by_key("ideas-detail"), _states(rows), _box if acts else _no_box
    return _lines(
        IDEA,
        (
            (
                *(box(row), number, row.idea.number, address(row.idea.pk), row.idea.title, row.figures.lead_name),
                *(state, states[row.idea.state], direction, row.idea.direction, team, row.figures.team_size),
                *(commitments, _commitments(row), submitted, _day(row.idea.submitted_at, today)),
            )
            for row in rows
        ),
    )


def pending(rows: Iterable[PendingRow], *, acts: bool, token: object) -> SafeString:
    """The lines of those who have not signed; `token` is the page's own, for the acts."""
    member, signatory, answer = _("Pour"), _("Demandé à"), _("Réponse")
    address = by_key("ideas-detail")
    return _lines(
        PENDING,
        (
            (
                *(address(row.idea.pk), row.idea.title, member, row.commitment.member.name),
                *(signatory, row.commitment.signatory_name, dates.since(row.commitment.created_at)),
                *(answer, tag(row.answer.label, row.answer.tone), _reason(row.commitment.reason)),
                format_html("<td>{}</td>", _again(row.again, token)) if acts else "",
            )
            for row in rows
        ),
    )


def callbacks(rows: Iterable[Callback], *, token: object) -> SafeString:
    """The lines of those who want to be called; each with its own act."""
    contact, moment, asked, done = _("Où la joindre"), _("Quand"), _("Demandé"), _("C'est fait")
    address = by_key("ideas-callback-answer")
    return _lines(
        CALLBACK,
        (
            (
                *(row.name, contact, row.contact, moment, row.moment or "–", asked, dates.since(row.created_at)),
                post_button(done, address(row.pk), token=token, kind="second", small=True),
            )
            for row in rows
        ),
    )


def _lines(shape: str, cells: Cells) -> SafeString:
    """What `format_html_join` says, without its passing each of a thousand cells by the translations."""
    return mark_safe("".join(shape.format(*map(_escaped, each)) for each in cells))  # noqa: S308  escaped, each


def _escaped(cell: object) -> str:
    return cell if isinstance(cell, SafeString) else html.escape(str(cell))


def _states(rows: Iterable[BoardRow]) -> dict[str, SafeString]:
    """The sign of each state that the page shows, made once."""
    tones = {row.idea.state: row.tone for row in rows}
    return {name: state_sign(IdeaState(name).label, tone) for name, tone in tones.items()}


def _day(moment: datetime | None, today: date) -> str:
    return dates.short_day(moment, today=today) if moment else ""


def _box(row: BoardRow) -> SafeString:
    return format_html(BOX, _("Cocher l'idée n° %(number)s") % {"number": row.idea.number}, row.idea.pk)


def _no_box(_row: BoardRow) -> str:
    return ""


def _commitments(row: BoardRow) -> SafeString | str:
    if row.commitments is None:
        return ""
    return format_html('<span class="{}">{}</span>', row.commitments.tone, row.commitments.label)


def _reason(text: str) -> SafeString | str:
    return format_html(' <span class="small">{}</span>', Truncator(text).chars(LONGEST_REASON)) if text else ""


def _again(action: Action, token: object) -> SafeString:
    """The same as `{% act %}` says, for what asks nothing first."""
    if not action.posts:
        return button(action.label, url=action.url, kind=action.kind, small=action.small)
    return post_button(
        action.label, action.url, token=token, hidden=action.hidden, kind=action.kind, small=action.small
    )
