"""A territory's juries, as pages and endpoints meet them: ideas and projects are heard, teams are answered."""

from collections.abc import Mapping
from typing import Unpack
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.elements import Action, Question
from eclore.kit.errors import Refusal
from eclore.kit.permissions import can
from programs.files.serving import served
from programs.juries.contract import JurySide, Texts, Trail
from programs.juries.domain import send_order
from programs.juries.domain.decisions import Ruling, TermsGiven
from programs.juries.domain.seats import SeatGiven
from programs.juries.dossiers import Dossier
from programs.juries.forms import SeatForm
from programs.local.juries import domain, emails, queries
from programs.local.juries.domain import decisions, publication, renewals
from programs.local.juries.models import Decision, Jury, Passage, Seat
from programs.local.juries.states import TAKING_A_PLACE, TAKING_A_RENEWAL_PLACE, JuryKind


class LocalSide(JurySide[Jury, Passage, Seat]):
    app_label = "local_juries"
    layout = "territory/base.html"
    juries, passages, seats = Jury, Passage, Seat
    seat_form = SeatForm
    adds_passages = True
    knows_teams = True
    occasion = "edition"
    taking_a_place = frozenset(TAKING_A_PLACE)
    taking_a_renewal_place = frozenset(TAKING_A_RENEWAL_PLACE)
    after_publication = "juries-publication"

    def follows(self, actor: Actor) -> bool:
        return can(actor, "local_juries.follow")

    def with_edition_or_forum(self, juries: QuerySet[Jury, Jury]) -> QuerySet[Jury, Jury]:
        return juries.select_related("edition")

    def with_dossier(self, passages: QuerySet[Passage, Passage]) -> QuerySet[Passage, Passage]:
        return passages.select_related("jury__edition", "idea__call", "decision")

    def to_mark(self, passages: QuerySet[Passage, Passage]) -> QuerySet[Passage, Passage]:
        return super().to_mark(passages).defer("dossier", "renewal")

    def to_print(self, passages: QuerySet[Passage, Passage]) -> QuerySet[Passage, Passage]:
        return queries.to_print(super().to_print(passages))

    def carried_by(self, jury: Jury) -> Mapping[UUID, list[str]]:
        return queries.carried_by(jury)

    def dossier_without_files(self, passage: Passage) -> Dossier:
        return Dossier(queries.answers_of(passage), queries.team_of(passage), ())

    def dossier(self, passage: Passage) -> Dossier:
        return Dossier(
            queries.answers_of(passage),
            queries.team_of(passage),
            queries.files_of(passage),
            queries.newer_answers(passage),
            queries.newer_files(passage),
        )

    def _file_response(self, passage: Passage, file: UUID) -> FileResponse:
        return served(queries.file_or_404(file, passage))

    def open_session(self, jury: Jury, *, by: Actor) -> Jury:
        return domain.open_session(jury, by=by)

    def unopen_session(self, jury: Jury, *, by: Actor) -> Jury:
        return domain.unopen_session(jury, by=by)

    def cancel(self, jury: Jury, *, by: Actor) -> Jury:
        return domain.cancel(jury, by=by)

    def add_seat(self, jury: Jury, *, by: Actor, **given: Unpack[SeatGiven]) -> Seat:
        return domain.add_seat(jury, by=by, **given)

    def decide(self, passage: Passage, *, by: Actor, verdict: str, **terms: Unpack[TermsGiven]) -> Decision:
        return domain.decide(passage, by=by, verdict=verdict, **terms)

    def ruling(self, passage: Passage, verdict: str, **terms: Unpack[TermsGiven]) -> Ruling:
        return decisions.ruling(passage, verdict, **terms)

    def publish(self, jury: Jury, *, by: Actor) -> Jury:
        return domain.publish(jury, by=by)

    def send_order(self, jury: Jury, *, by: Actor) -> int:
        return send_order(jury, by=by, post=emails.order, guests=queries.guests_of, zone=self.time_zone(jury))

    def obstacle(self, jury: Jury) -> Refusal | None:
        return publication.obstacle(jury)

    def verdicts(self, passage: Passage) -> list[tuple[str, str]]:
        return [(verdict.value, str(verdict.label)) for verdict in passage.verdicts]

    def has_terms(self, jury: Jury) -> bool:
        return jury.kind == JuryKind.AUDITION

    def default_terms(self, passage: Passage) -> TermsGiven:
        edition = passage.jury.edition
        return {"weeks": edition.weeks, "days_per_week": edition.days_per_week}

    @property
    def texts(self) -> Texts:
        return Texts(
            heading=_("Jurys"),
            own_heading=_("Vos jurys"),
            empty_title=_("Aucun jury pour l'instant"),
            empty_text=_("Quand vous serez membre d'un jury, il apparaîtra ici."),
            empty_text_for_starters=_("Composez une présélection sur dossier, puis un jury avec auditions."),
            member_added=_("%(name)s siège au jury et reçoit un lien."),
            published=_("Les décisions sont publiées et chaque équipe reçoit sa réponse."),
            open_question=Question(
                _("Ouvrir la séance ?"),
                _("Les membres peuvent noter dès maintenant, sur les dossiers tels qu'ils sont à cet instant."),
                _("Ouvrir la séance"),
            ),
            reveal_question=Question(
                _("Dévoiler le classement ?"),
                _("Le classement devient visible de la présidence et de l'équipe du programme."),
                _("Dévoiler le classement"),
            ),
            publish_question=Question(
                _("Publier toutes les décisions ?"),
                _("Chaque équipe reçoit sa réponse maintenant. Cela ne se reprend pas."),
                _("Publier et envoyer"),
            ),
        )

    def parent_pages(self, jury: Jury) -> Trail:
        return [(_("Jurys"), reverse("juries-list"))]

    def passages_url(self, jury: Jury) -> str:
        return reverse("juries-passages", args=[jury.pk])

    def dossier_link(self, passage: Passage, actor: Actor) -> Action | None:
        """Of a project that asks to go on."""
        if not (renewals.may_be_prepared(passage) and can(actor, "local_juries.compose", passage.jury)):
            return None
        url = reverse("juries-renewal", args=[passage.jury_id, passage.pk])
        return Action(_("Préparer ce dossier"), url, "second")

    def console_link(self, jury: Jury, actor: Actor) -> Action | None:
        """Once decisions are published, the letters that tell them."""
        if jury.published_at is None or not can(actor, "local_juries.publish", jury):
            return None
        return Action(_("Lettres aux équipes"), reverse("juries-publication", args=[jury.pk]))

    def new_jury_url(self, actor: Actor) -> str:
        return reverse("juries-new") if can(actor, "local_juries.start") else ""


LOCAL = LocalSide()
