"""What whoever leads may do next: the moves of the session, of one dossier, of one member, in the order of the day."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit import clock, transitions
from eclore.kit.actor import Actor
from eclore.kit.dates import calendar_day
from eclore.kit.elements import Action, Question
from programs.juries import presidency, projection_pages, reminder_pages
from programs.juries.contract import AnySide
from programs.juries.models import AbstractJury, AbstractPassage, AbstractRecusal, AbstractSeat
from programs.juries.presidency_pages import clock_actions
from programs.juries.rules import can, can_on
from programs.juries.states import JuryState, PassageState

if TYPE_CHECKING:
    from programs.juries.president_pages import Console


def closing(more: str = "") -> Question:
    """`more`: how many ballots are in."""
    text = _("Les membres ne pourront plus changer leurs notes.")
    return Question(_("Clore les notes ?"), text, _("Passer à la délibération"), more)


def resuming() -> Question:
    text = _("Les membres pourront de nouveau changer leurs notes ; le classement sera masqué.")
    return Question(_("Rouvrir les notes ?"), text, _("Reprendre la séance"))


def opening(jury: AbstractJury, side: AnySide) -> Question:
    """What the opening ends, before which day, and until when it may be undone."""
    asked = side.texts.open_question
    parts = [str(asked.text), _("L'ouverture se reprend tant que personne n'a noté.")]
    if jury.held_on > clock.today():
        parts.insert(0, _("La séance est prévue le %(day)s.") % {"day": calendar_day(jury.held_on)})
    return replace(asked, text=" ".join(parts))


def unopening() -> Question:
    text = _("Personne n'a encore noté : la séance revient en préparation, et ce que l'ouverture avait clos se rouvre.")
    return Question(_("Annuler l'ouverture ?"), text, _("Annuler l'ouverture"))


def cancelling() -> Question:
    text = _("Ses dossiers pourront passer devant un autre jury. Une séance annulée ne se reprend pas.")
    return Question(_("Annuler cette séance ?"), text, _("Annuler la séance"))


class Moves:
    """What one actor may do in one jury now; every rule is asked once."""

    def __init__(self, jury: AbstractJury, actor: Actor, side: AnySide) -> None:
        self._jury, self._actor, self._side = jury, actor, side
        verbs = set(transitions.available(jury, by=actor))
        if jury.state == JuryState.DELIBERATION:
            verbs |= {verb for verb in ("reveal", "decide") if can(actor, verb, jury)}
        if not jury.is_over:
            verbs |= {verb for verb in ("compose", "admit", "hand_over") if can(actor, verb, jury)}
            verbs |= {"order"} if can(actor, "lead", jury) else set()
            heard = jury.state == JuryState.DELIBERATION or not jury.marks_in_any_order
            verbs |= {"project"} if heard and can(actor, "project", jury) else set()
        if jury.revealed_at is not None:
            verbs.discard("reveal")
        self._verbs = verbs | {verb for verb in ("see_ranking", "see_minutes") if can(actor, verb, jury)}
        self._marks = can(actor, "mark", jury)

    def marking(self) -> Action | None:
        """To one's own ballots, until marks are closed."""
        marks = self._marks and self._jury.is_composed
        return Action(_("Noter les passages"), self._at("room")) if marks else None

    def primary(self, console: "Console") -> Action | None:
        """The one act that the day waits for."""
        verbs, decided = self._verbs, bool(console.passages) and not console.undecided
        if "open" in verbs:
            question = opening(self._jury, self._side)
            return Action(_("Ouvrir la séance"), self._at("open"), "main", question=question, key="ouvrir")
        if "deliberate" in verbs:
            return self._closing(console)
        if "publish" in verbs and decided and "reveal" not in verbs:
            return Action(_("Préparer la publication"), self._at("publication"), "main")
        if "reveal" in verbs:
            question = self._side.texts.reveal_question
            return Action(_("Dévoiler le classement"), self._at("reveal"), "main", question=question, key="devoiler")
        if "decide" in verbs:
            return Action(_("Décider"), self._at("decisions"), "main")
        return Action(_("Procès-verbal"), self._at("minutes"), "main") if "see_minutes" in verbs else None

    def closed(self) -> str:
        """Why the ranking is closed to whoever decides but may not reveal it, and who may."""
        return presidency.closed_to(self._actor, self._jury)

    def besides(self, console: "Console") -> list[Action]:
        """What may be done without being waited for."""
        verbs, jury, actions = self._verbs, self._jury, []
        if self._side.adds_passages and jury.is_composed and "compose" in verbs:
            actions.append(Action(_("Ajouter des passages"), self._side.passages_url(jury)))
        if "order" in verbs and console.passages:
            actions.append(Action(_("Ordre du jour"), self._at("order")))
        if "order" in verbs and console.awaits:
            actions.append(reminder_pages.entry(jury))
        if "compose" in verbs:
            actions.append(Action(_("Corriger la séance"), self._at("change"), "text"))
            actions.append(Action(_("Critères"), self._at("criteria"), "text"))
        if "decide" in verbs and console.late:
            actions.append(Action(_("Bulletins tardifs (%(count)s)") % {"count": console.late}, self._at("late")))
        if jury.state == JuryState.DELIBERATION and "decide" in verbs:
            actions.append(Action(_("Réserves"), self._at("opinions"), "text"))
        if "resume" in verbs:
            resume = Action(_("Reprendre la séance"), self._at("resume"), question=resuming(), key="reprendre")
            actions.append(resume)
        if "unopen" in verbs and not console.begun:
            undo = Action(_("Annuler l'ouverture"), self._at("unopen"), question=unopening(), key="annuler-ouverture")
            actions.append(undo)
        if "cancel" in verbs:
            actions.append(
                Action(_("Annuler la séance"), self._at("cancel"), "text", question=cancelling(), key="annuler")
            )
        if "publish" in verbs and console.undecided:
            actions.append(Action(_("Préparer la publication"), self._at("publication")))
        if "decide" in verbs and ("reveal" in verbs or not console.undecided):
            actions.append(Action(_("Revoir les décisions"), self._at("decisions")))
        if "see_ranking" in verbs:
            actions.append(Action(_("Voir le classement"), self._at("ranking")))
        if "project" in verbs:
            actions += [*projection_pages.turning(jury, self._actor), projection_pages.entry(jury)]
        if "order" in verbs and jury.state in (JuryState.OPEN, JuryState.DELIBERATION):
            actions.append(Action(_("Saisir des bulletins papier"), self._at("paper"), "text"))
        if jury.published_at is not None and can(self._actor, "decide", jury):
            actions.append(Action(_("Notes des membres"), self._at("transcripts"), "text"))
        actions.append(Action(_("Programme et papiers"), self._at("agenda"), "text"))
        return actions

    def running(self, console: "Console") -> list[Action]:
        """End the dossier that is before the jury, or pass to the next."""
        current, following, actions = console.running, console.following, []
        if current and not current.aside and self._on("lead", current.passage):
            actions.append(Action(_("Terminer ce passage"), self.url(current.passage, "finish"), posts=True))
        if current and following and self._on("lead", following.passage):
            label = _("Passer à « %(title)s »") % {"title": following.passage.title}
            actions.append(Action(label, self.url(following.passage, "start"), "text", posts=True))
        return actions

    def clock(self, console: "Console") -> list[Action]:
        """Of the dossier that is before the jury."""
        current = console.running
        if current is None or current.aside or not self._on("lead", current.passage):
            return []
        return clock_actions(current.passage, self.url(current.passage, "clock"))

    def on(self, passage: AbstractPassage, *, decided: bool) -> tuple[Action, ...]:
        """What comes next for one dossier."""
        if self._jury.state == JuryState.OPEN and not self._jury.marks_in_any_order:
            return (self._clock(passage),) if self._on("lead", passage) else ()
        if self._jury.state == JuryState.DELIBERATION:
            return self._deliberating(passage, decided=decided)
        taken_off = self._side.adds_passages and self._jury.state == JuryState.PREPARATION
        if taken_off and "compose" in self._verbs:
            return (Action(_("Retirer"), self.url(passage, "passage-remove"), "text", posts=True, small=True),)
        return ()

    def call(self, seat: AbstractSeat) -> Action | None:
        """The roll: who comes, who leaves, who is back; an alternate is called to sit. Not whoever only watches."""
        if not seat.votes:
            return None
        label, value = (_("Noter le départ"), "non") if seat.present else (_("Noter l'arrivée"), "oui")
        if seat.stays and not seat.present:
            label = _("Noter le retour")
        elif not (seat.present or seat.is_awaited):
            label = _("Appeler à siéger")
        url = reverse("juries-presence", args=[self._jury.pk, seat.pk])
        return Action(label, url, posts=True, small=True, name="present", value=value)

    def undo(self, recusal: AbstractRecusal) -> Action | None:
        """Give a dossier back to a member who has stepped aside from it."""
        if recusal.confirmed_at is None or self._jury.is_over or not can(self._actor, "decide", self._jury):
            return None
        url = reverse("juries-recusal-undo", args=[self._jury.pk, recusal.pk])
        return Action(_("Annuler le déport"), url, "text", posts=True, small=True)

    def hours(self, seat: AbstractSeat) -> Action | None:
        """Put their hours right, once there are some."""
        url = reverse("juries-hours", args=[self._jury.pk, seat.pk])
        return Action(_("Corriger les heures"), url, "text", small=True) if seat.stays else None

    def presidency(self) -> Action | None:
        """Hand it over, for the session or for one dossier."""
        allowed = "hand_over" in self._verbs
        return Action(_("Confier la présidence"), self._at("presidency"), "text", small=True) if allowed else None

    def members(self, console: "Console") -> list[Action]:
        """Let members in, add one, ask one to step aside."""
        actions = []
        if "admit" in self._verbs and console.seats:
            actions.append(Action(_("Cartes d'entrée"), self._at("entry-cards"), small=True))
        if "compose" in self._verbs:
            actions.append(Action(_("Ajouter un membre"), self._at("seats"), small=True))
        if (presidency := self.presidency()) and console.seats:
            actions.append(presidency)
        if console.seats and console.passages and not self._jury.is_over:
            actions.append(Action(_("Proposer un déport"), self._at("propose"), "text", small=True))
        return actions

    def composing(self) -> Action | None:
        """Where a session without dossiers finds some."""
        url = self._side.passages_url(self._jury)
        return Action(_("Ajouter des passages"), url) if "compose" in self._verbs else None

    def url(self, passage: AbstractPassage, name: str) -> str:
        """The address of one dossier of this jury."""
        return reverse(f"juries-{name}", args=[self._jury.pk, passage.pk])

    def _at(self, name: str) -> str:
        return reverse(f"juries-{name}", args=[self._jury.pk])

    def _closing(self, console: "Console") -> Action:
        counts = {"cast": console.cast, "expected": console.expected}
        told = _("%(cast)s bulletins validés sur %(expected)s attendus.") % counts
        if console.silent:
            told = f"{told} {console.silent_told}"
        if not console.quorum.reached:
            told = _("%(told)s Quorum : %(lacks)s.") % {"told": told, "lacks": console.quorum.lacks}
        if console.awaits:
            told = _("%(told)s Le bouton « Relancer » prévient celles et ceux qu'on attend.") % {"told": told}
        question = closing(told)
        label = _("Passer à la délibération")
        return Action(label, self._at("deliberate"), "main", question=question, key="deliberer")

    def _on(self, verb: str, passage: AbstractPassage) -> bool:
        """Whether they may there: of a dossier that has a president of its own, it is asked; of others it is known."""
        return passage.chair_id is None or can_on(self._actor, verb, passage)

    def _deliberating(self, passage: AbstractPassage, *, decided: bool) -> tuple[Action, ...]:
        """Decide, and count hands."""
        actions = []
        if "decide" in self._verbs and self._on("decide", passage):
            label, kind = (_("Revoir"), "text") if decided else (_("Décider"), "second")
            actions.append(Action(label, self.url(passage, "decide"), kind, small=True))
        if self._on("lead", passage):
            actions.append(Action(_("Votes"), self.url(passage, "votes"), "text", small=True))
        return tuple(actions)

    def _clock(self, passage: AbstractPassage) -> Action:
        if passage.state == PassageState.OPEN:
            return Action(_("Terminer"), self.url(passage, "finish"), posts=True, small=True)
        label, kind = (_("Rouvrir"), "text") if passage.state == PassageState.HEARD else (_("Commencer"), "second")
        return Action(label, self.url(passage, "start"), kind, posts=True, small=True)
