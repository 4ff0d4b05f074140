"""Every form where somebody writes at length: its page in the season, who writes there, and what is typed."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from django import forms
from django.conf import settings

from programs.juries.forms import motive_of
from tests.browser.screens import (
    DELIBERATING,
    DRAFT,
    IDEA,
    JOINT_PASSAGE,
    JURY,
    LATE,
    LAUREATE,
    PAPER,
    PASSAGE,
    PROJECT,
    Screen,
)
from tests.budgets.season import SLUG
from tests.volume import together
from tests.volume.plan import key

OURS = ("programs.", "tenants.", "eclore.")
# Shown by the guide of components in demonstration mode, and sent nowhere.
SENT_NOWHERE = {"eclore.config.styleguide.IdeaForm"}


@dataclass(frozen=True)
class LongForm:
    """`form` is the class that draws it; `field`, the control of the page where words are typed."""

    form: str
    screen: Screen
    field: str
    rank: int = 0

    @property
    def path(self) -> str:
        """Of the screen, or of the message of this rank: the first has left."""
        return f"/messages/{key(SLUG, 'message', self.rank)}/" if self.rank else self.screen.path

    def __str__(self) -> str:
        return f"{self.form.rpartition('.')[2]} at {self.screen.kind} /{self.screen.route} by {self.screen.who}"


def _in_the_territory(form: str, field: str, route: str, who: str = "manager", stage: int = 0) -> LongForm:
    return LongForm(form, Screen("territory", route, who, stage), field)


def _in_the_nation(form: str, field: str, route: str, stage: int = 0) -> LongForm:
    return LongForm(form, Screen("national", route, "team", stage), field)


IDEAS, INCUBATION = "programs.local.ideas.forms", "programs.local.incubation.forms"
JURIES, TERRITORIES = "programs.juries.forms", "tenants.territories.forms"
MINUTES = "programs.juries.minutes_forms"
FIRST_MOTIVE = motive_of(key(key("joint-jury", together.DELIBERATING), "passage", 1))
LONG_FORMS = [
    _in_the_territory(f"{IDEAS}.AnswerForm", "answer", "idees/nouvelle/", "agent"),
    _in_the_territory(f"{IDEAS}.AnswerForm", "answer", "idees/brouillon/<str:secret>/modifier/", "nobody"),
    _in_the_territory(f"{IDEAS}.CompletionForm", "reason", f"{IDEA}completer/"),
    _in_the_territory(f"{IDEAS}.SetAsideForm", "text", f"{IDEA}ecarter/"),
    _in_the_territory(f"{IDEAS}.MergeForm", "note", f"{IDEA}rattacher/"),
    _in_the_territory(f"{IDEAS}.RefusalForm", "reason", "engagement/<str:secret>/", "nobody", DRAFT),
    _in_the_territory("programs.local.calls.forms.EditionForm", "introduction", "appels/nouveau/"),
    _in_the_territory(f"{JURIES}.BallotForm", "comment", PASSAGE, "president"),
    _in_the_territory(f"{JURIES}.BallotForm", "comment", PASSAGE, "holder"),
    _in_the_nation(f"{JURIES}.DecisionForm", "motivation", f"{JOINT_PASSAGE}decision/?verdict=incubate", 2),
    _in_the_nation(f"{JURIES}.DecisionsForm", FIRST_MOTIVE, f"{JURY}decisions/", DELIBERATING),
    _in_the_nation(f"{JURIES}.LateBallotForm", "reason", f"{LATE}<uuid:late>/", DELIBERATING),
    _in_the_territory("programs.juries.paper_entry_forms.PaperForm", "comment", PAPER),
    LongForm(
        "programs.juries.deliberation_forms.OpinionForm",
        Screen("national", f"{JOINT_PASSAGE}reserve/", "president", DELIBERATING),
        "text",
    ),
    _in_the_territory("programs.juries.minutes_forms.AmendmentForm", "correction", f"{JURY}rectifier/", stage=LAUREATE),
    _in_the_territory("programs.local.juries.forms.FreePlaceForm", "reason", f"{PASSAGE}liberer/", stage=LAUREATE),
    _in_the_territory("programs.local.juries.forms.PromotionForm", "reason", f"{JURY}liste-attente/", stage=LAUREATE),
    _in_the_territory(f"{MINUTES}.FreezeForm", "motive", f"{JURY}pv/figer/", stage=LAUREATE),
    _in_the_territory("programs.local.juries.forms.RenewalForm", "learnt", f"{PASSAGE}renouvellement/"),
    _in_the_territory("programs.local.juries.forms.ReplyForm", "body", f"{PASSAGE}reponse/", stage=1),
    LongForm(
        "programs.local.messages.forms.MessageForm", Screen("territory", "messages/<uuid:pk>/", "manager"), "body", 4
    ),
    _in_the_territory(f"{INCUBATION}.ProjectForm", "problem", f"{PROJECT}modifier/"),
    _in_the_territory(f"{INCUBATION}.JournalForm", "text", f"{PROJECT}journal/", "coach"),
    _in_the_territory(f"{INCUBATION}.PostMortemForm", "learnt", f"{PROJECT}bilan/", "coach"),
    _in_the_territory(
        f"{INCUBATION}.VerdictForm", "motivation", "comites/<uuid:pk>/projets/<uuid:review_pk>/?decision=construction"
    ),
    _in_the_territory(f"{TERRITORIES}.SettingsForm", "email_domains", "reglages/"),
    _in_the_nation(f"{TERRITORIES}.AgreementForm", "signatories", "conventions/nouvelle/"),
    _in_the_nation("programs.joint.forums.forms.ForumForm", "introduction", "forums/nouveau/"),
    _in_the_nation(
        "programs.joint.forums.forms.QuestionForm", "text", "forums/<slug:slug>/dossiers/<uuid:pk>/question/"
    ),
    _in_the_territory("programs.bridge.forms.ForumAnswerForm", "text", "forums/questions/<uuid:pk>/"),
]


def written_at_length() -> set[str]:
    """The classes of forms that have a text area, from the classes themselves: a new one is here by existing."""
    for urlconf in settings.URLCONFS.values():
        import_module(urlconf)
    return {f"{form.__module__}.{form.__qualname__}" for form in _below(forms.BaseForm) if _is_long(form)}


def _below(form: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for each in form.__subclasses__():
        if each.__module__.startswith(OURS):
            yield each
        yield from _below(each)


def _is_long(form: type[forms.BaseForm]) -> bool:
    fields = getattr(form, "base_fields", {}).values()
    return any(isinstance(field.widget, forms.Textarea) for field in fields) or "Textarea" in inspect.getsource(form)
