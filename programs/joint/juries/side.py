"""Joint juries, as pages and endpoints meet them: dossiers that territories have sent are heard, decisions go home."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
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
from programs.joint.forums import copies
from programs.joint.juries import domain, emails, queries
from programs.joint.juries.domain import decisions, publication
from programs.joint.juries.domain.seats import JointSeatGiven
from programs.joint.juries.forms import JointSeatForm
from programs.joint.juries.models import Decision, Jury, Passage, Seat
from programs.joint.juries.states import JointVerdict
from programs.juries.contract import JurySide, Texts, Trail
from programs.juries.domain import send_order
from programs.juries.domain.decisions import Ruling, TermsGiven
from programs.juries.dossiers import Dossier
from programs.juries.states import JuryState


class JointSide(JurySide[Jury, Passage, Seat]):
    app_label = "joint_juries"
    layout = "national/base.html"
    juries, passages, seats = Jury, Passage, Seat
    seat_form = JointSeatForm
    adds_passages = False
    knows_teams = False
    occasion = "forum"
    taking_a_place = frozenset({JointVerdict.RETAINED.value})
    after_publication = "juries-publication"

    def follows(self, actor: Actor) -> bool:
        return can(actor, "joint_juries.convene")

    def with_edition_or_forum(self, juries: QuerySet[Jury, Jury]) -> QuerySet[Jury, Jury]:
        return juries.select_related("forum")

    def with_dossier(self, passages: QuerySet[Passage, Passage]) -> QuerySet[Passage, Passage]:
        return passages.select_related("jury__forum", "nomination", "decision")

    def members(self) -> QuerySet[Seat, Seat]:
        return Seat.objects.select_related("territory")

    def dossier(self, passage: Passage) -> Dossier:
        return replace(self.dossier_without_files(passage), files=copies.of(passage.nomination))

    def carried_by(self, jury: Jury) -> Mapping[UUID, list[str]]:
        rows = jury.passages.order_by().values_list(
            "pk", "nomination__snapshot__direction", "nomination__snapshot__team"
        )
        return {
            key: [part for part in (direction, *(member["name"] for member in team or ())) if part]
            for key, direction, team in rows
        }

    def dossier_without_files(self, passage: Passage) -> Dossier:
        snapshot = passage.nomination.snapshot
        return Dossier(
            [(answer["label"], answer["text"]) for answer in snapshot.get("answers", [])],
            [f"{member['name']}, {member['status']}" for member in snapshot.get("team", [])],
            (),
            problem=snapshot.get("problem", ""),
            direction=snapshot.get("direction", ""),
        )

    def _file_response(self, passage: Passage, file: UUID) -> FileResponse:
        return copies.served(passage.nomination, file)

    def open_session(self, jury: Jury, *, by: Actor) -> Jury:
        return domain.open_session(jury, by=by)

    def unopen_session(self, jury: Jury, *, by: Actor) -> Jury:
        return domain.unopen_session(jury, by=by)

    def cancel(self, jury: Jury, *, by: Actor) -> Jury:
        return domain.cancel(jury, by=by)

    def add_seat(self, jury: Jury, *, by: Actor, **given: Unpack[JointSeatGiven]) -> Seat:
        return domain.add_seat(jury, by=by, **given)

    def decide(self, passage: Passage, *, by: Actor, verdict: str, **terms: Unpack[TermsGiven]) -> Decision:
        return domain.decide(passage, by=by, verdict=verdict, **terms)

    def ruling(self, passage: Passage, verdict: str, **terms: Unpack[TermsGiven]) -> Ruling:
        return decisions.ruling(passage, verdict, **terms)

    def publish(self, jury: Jury, *, by: Actor) -> Jury:
        return domain.publish(jury, by=by)

    def send_order(self, jury: Jury, *, by: Actor) -> int:
        """To its members: a team is written to by its own territory, whose people are not known here."""
        elsewhere = partial(domain.tell_territories, jury)
        return send_order(jury, by=by, post=emails.order, elsewhere=elsewhere, zone=self.time_zone(jury))

    def time_zone(self, jury: Jury) -> str:
        return jury.forum.time_zone

    def obstacle(self, jury: Jury) -> Refusal | None:
        return publication.obstacle(jury)

    def verdicts(self, passage: Passage) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in JointVerdict.choices]

    def has_terms(self, jury: Jury) -> bool:
        return True

    @property
    def texts(self) -> Texts:
        return Texts(
            heading=_("Jurys des forums"),
            own_heading=_("Jurys des forums"),
            empty_title=_("Aucun jury pour vous"),
            empty_text=_(
                "Vous verrez ici les jurys où vous siégez, avec l'adresse à laquelle l'invitation vous a été envoyée."
            ),
            empty_text_for_starters="",
            member_added=_("%(name)s siège, et une invitation lui est envoyée."),
            published=_("Les décisions sont publiées et partent vers les territoires."),
            open_question=Question(
                _("Ouvrir la séance ?"),
                _(
                    "Les nominations sont closes et les dossiers figés : les territoires ne peuvent plus en ajouter ni"
                    " en retirer."
                ),
                _("Ouvrir la séance"),
            ),
            reveal_question=Question(
                _("Dévoiler le classement ?"),
                _("Le classement devient visible de la présidence et de l'équipe nationale."),
                _("Dévoiler le classement"),
            ),
            publish_question=Question(
                _("Publier toutes les décisions ?"),
                _(
                    "Les résultats deviennent publics et chaque territoire reçoit ses décisions, qu'il écrit à ses"
                    " équipes. Rien ne pourra plus être changé."
                ),
                _("Publier"),
            ),
        )

    def parent_pages(self, jury: Jury) -> Trail:
        return [(_("Forums"), reverse("forums-list")), (jury.forum.name, jury.forum.get_absolute_url())]

    def passages_url(self, jury: Jury) -> str:
        return reverse("juries-order", args=[jury.pk])

    def order_actions(self, jury: Jury) -> list[Action]:
        """Bring it up to date with what territories have sent, before the opening."""
        url, prepares = reverse("juries-take-in", args=[jury.pk]), jury.state == JuryState.PREPARATION
        return [Action(_("Reprendre les dossiers reçus"), url, posts=True)] if prepares else []

    def console_link(self, jury: Jury, actor: Actor) -> Action | None:
        """Once decisions are published, how far they have gone."""
        if jury.published_at is None:
            return None
        told = queries.delivery(jury)
        words = _("Décisions transmises à %(delivered)s territoires sur %(territories)s")
        label = words % {"delivered": told.delivered, "territories": told.territories}
        return Action(label, reverse("juries-publication", args=[jury.pk]))


JOINT = JointSide()
