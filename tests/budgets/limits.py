"""What a look may cost, whoever looks and however long the season: no clock, so that a busy machine changes nothing."""

from collections.abc import Callable, Iterable, Mapping

from tests.budgets import season
from tests.budgets.visits import Look

STATEMENTS, WRITING = 10, 12
ROWS_EACH, ROWS_BESIDES = 3, 60
GROWTH = 1.05
# What pages add to a list, links to others; and one row more, the session with which somebody looks again.
ROWS_OF_A_PAGE, NODES_OF_A_ROW = 12, 40
RANKINGS = {
    "territory /jurys/<uuid:pk>/classement/",
    "territory /jurys/<uuid:pk>/classement/avis/",
    "territory /jurys/<uuid:pk>/comparaison/",
    "territory /jurys/<uuid:pk>/resultats.xlsx",
    "territory /jurys/<uuid:pk>/pv/",
    "territory /api/v1/juries/<uuid:pk>/ranking/",
    "national /jurys/<uuid:pk>/classement/",
    "national /jurys/<uuid:pk>/classement/avis/",
    "national /jurys/<uuid:pk>/comparaison/",
    "national /jurys/<uuid:pk>/resultats.xlsx",
    "national /jurys/<uuid:pk>/pv/",
    "national /api/v1/juries/<uuid:pk>/ranking/",
}
# Of each jury that is looked at, once six hundred dossiers are before it.
BALLOTS = season.SIX_HUNDRED.heard * season.SIX_HUNDRED.hearers
Findings = dict[str, str]


def rows_allowed(look: Look) -> int:
    """Three for each row shown; one for each row written into a file; one a ballot where ranks are told."""
    ballots = BALLOTS if str(look.address) in RANKINGS else 0
    return ballots + ROWS_BESIDES + (ROWS_EACH * look.shown if look.written is None else look.written)


def reading_too_much(looks: Iterable[Look]) -> Findings:
    return _worst(
        (look.rows - rows_allowed(look), look, f"{look.rows} rows for {look.shown} shown: {rows_allowed(look)} allowed")
        for look in looks
    )


def growing(
    after: Mapping[str, Look], before: Mapping[str, Look], cost: Callable[[Look], int], besides: int = 0
) -> Findings:
    """Pages that cost more once there is ten times as much; a file that somebody takes away holds it all."""
    return _worst(
        (cost(look) - GROWTH * cost(before[name]) - besides, look, f"{cost(before[name])}, then {cost(look)}")
        for name, look in after.items()
        if look.written is None
    )


def _worst(found: Iterable[tuple[float, Look, str]]) -> Findings:
    """By address, who is furthest beyond; nobody within."""
    findings: dict[str, tuple[float, str]] = {}
    for beyond, look, words in found:
        if beyond > findings.get(str(look.address), (0.0, ""))[0]:
            findings[str(look.address)] = (beyond, f"{words} ({look.path} as {look.persona})")
    return {address: words for address, (_beyond, words) in findings.items()}
