"""The board of a call: its figures, its rows, what may be done from it, and who blocks."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit import clock
from eclore.kit.elements import Action, Figure, Tag
from programs.local.calls.models import Edition
from programs.local.calls.states import EditionState
from programs.local.ideas import queries, stages
from programs.local.ideas.figures import CountedIdea, Figures
from programs.local.ideas.models import Commitment, Idea
from programs.local.ideas.states import WITHOUT_ANSWER, IdeaState

IN_A_COLUMN = 12
# What a line of the table, and a card of the columns, shows of an idea.
IN_TABLE = ("number", "title", "state", "direction", "submitted_at")
IN_COLUMNS = ("number", "title", "state", "direction")
COLUMNS = [state for state in IdeaState if state != IdeaState.DRAFT]


@dataclass(frozen=True)
class BoardRow:
    """One line of the table; `commitments` tells the worst of those that its team has asked for."""

    idea: Idea
    figures: Figures
    tone: str
    commitments: Tag | None

    @classmethod
    def of(cls, idea: Idea, figures: Figures) -> "BoardRow":
        return cls(idea, figures, stages.tone(idea.state), _commitments(figures))


@dataclass(frozen=True)
class ColumnCard:
    """One idea in its column."""

    idea: Idea
    facts: str

    @classmethod
    def of(cls, idea: Idea) -> "ColumnCard":
        number = _("n° %(number)s") % {"number": idea.number}
        return cls(idea, f"{number} · {idea.direction}" if idea.direction else number)


@dataclass(frozen=True)
class Column:
    """The ideas of one state: `cards` are the first of them, `more` how many are not shown."""

    label: str
    url: str
    count: int
    cards: list[ColumnCard]

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


@dataclass(frozen=True)
class PendingRow:
    """A commitment that nobody has signed yet, and what may be done: who has refused is asked again, not reminded."""

    idea: Idea
    commitment: Commitment
    answer: Tag
    again: Action

    @classmethod
    def of(cls, commitment: Commitment, edition: Edition) -> "PendingRow":
        idea = commitment.member.idea
        keys = [idea.pk, commitment.member_id]
        if commitment.is_refused:
            ask = Action(_("Demander de nouveau"), reverse("ideas-commitment-request", args=keys), small=True)
            return cls(idea, commitment, Tag(commitment.get_state_display(), "bad"), ask)
        board = (("next", edition.get_absolute_url()),)
        remind = reverse("ideas-commitment-remind", args=keys)
        again = Action(_("Relancer"), remind, small=True, posts=True, hidden=board)
        return cls(idea, commitment, Tag(_("En attente"), "warn"), again)


def header_actions(edition: Edition, *, acts: bool, unanswered: int) -> list[Action]:
    """What a manager does with the edition itself, in the order of its life."""
    if not acts:
        return []
    change = Action(_("Modifier"), reverse("calls-edit", args=[edition.pk]))
    if edition.state == EditionState.PREPARATION:
        return [change, Action(_("Relire et publier"), reverse("calls-preview", args=[edition.pk]), "main")]
    if edition.state == EditionState.CLOSED:
        return [change, Action(_("Rouvrir l'édition"), reverse("calls-reopen", args=[edition.pk]), "text")]
    end = Action(_("Terminer l'édition"), reverse("calls-close", args=[edition.pk]), "text")
    if edition.call.closes_at > clock.now():
        return [change, Action(_("Adresse et QR code"), reverse("calls-preview", args=[edition.pk]), "text"), end]
    if not unanswered:
        return [change, end]
    return [change, Action(_("Composer un jury"), reverse("juries-new", query={"edition": edition.pk}), "main"), end]


def figures(*, total: int, unanswered: int, to_complete: int, unsigned: int) -> list[Figure]:
    """The four numbers over the list; those that ask for something lead to the ideas they count."""
    waiting = f"?etat={WITHOUT_ANSWER}" if unanswered else ""
    return [
        Figure(total, _("idées déposées")),
        Figure(unanswered, _("sans réponse encore"), "warn" if unanswered else "good", waiting),
        Figure(to_complete, _("à compléter par leur équipe"), url=f"?etat={IdeaState.TO_COMPLETE}"),
        Figure(unsigned, _("engagements sans signature"), "warn" if unsigned else "good"),
    ]


def too_many(found: int) -> str:
    """What is said of a search that finds more than the table shows; empty when it shows them all."""
    if found <= queries.FOUND:
        return ""
    told = _("Plus de %(most)d idées correspondent : seules les %(most)d premières sont listées.")
    return told % {"most": queries.FOUND}


def call_url(edition: Edition) -> str:
    """The page that everybody reads, once there is one."""
    return edition.call.get_absolute_url() if edition.state == EditionState.PUBLISHED else ""


def columns(ideas: Iterable[CountedIdea]) -> list[Column]:
    """Only the states where an idea stands; a long column says how many more there are."""
    by_state: dict[str, list[CountedIdea]] = {}
    for idea in ideas:
        by_state.setdefault(idea.state, []).append(idea)
    return [_column(state, by_state[state]) for state in COLUMNS if state in by_state]


def view_actions(edition: Edition, wanted: QueryDict, *, in_columns: bool) -> list[Action]:
    """The other view, and what is shown as a spreadsheet: all three keep what was looked for."""
    kept = wanted.copy()
    for name in ("page", "vue"):
        kept.pop(name, None)
    if in_columns:
        other = Action(_("Voir en tableau"), f"?{kept.urlencode()}", "text", small=True)
    else:
        in_columns_too = kept.copy()
        in_columns_too["vue"] = "colonnes"
        other = Action(_("Voir en colonnes"), f"?{in_columns_too.urlencode()}", "text", small=True)
    workbook, plain = (reverse("ideas-export", args=[edition.pk, kind], query=kept) for kind in ("xlsx", "csv"))
    return [
        other,
        Action(_("Excel"), workbook, icon="download", small=True),
        Action(_("CSV"), plain, "text", small=True),
    ]


def _column(state: IdeaState, ideas: list[CountedIdea]) -> Column:
    cards = [ColumnCard.of(idea) for idea in ideas]
    return Column(str(state.label), f"?etat={state}", ideas[0].in_state, cards)


def _commitments(figures: Figures) -> Tag | None:
    if figures.refused:
        return Tag(ngettext("%(n)s refusé", "%(n)s refusés", figures.refused) % {"n": figures.refused}, "bad")
    if figures.waiting:
        return Tag(_("%(n)s en attente") % {"n": figures.waiting}, "warn")
    if figures.signed:
        return Tag(ngettext("%(n)s signé", "%(n)s signés", figures.signed) % {"n": figures.signed}, "quiet")
    return None
