"""Teams, consents and commitments."""

from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.inputs import checked
from api.v1.ideas.serializers import (
    CommitmentOut,
    CommitmentRequestIn,
    ConsentIn,
    IdeaDetail,
    IdeaMemberOut,
    SigningIn,
    SigningPageOut,
    TeammateIn,
)
from api.v1.ideas.views.finding import idea_of, member_of, shown
from eclore.kit.errors import NotAllowed
from programs.local.ideas.domain import commitments, teams
from programs.local.ideas.models import Commitment


class Team(APIView):
    @extend_schema(operation_id="ideas_team_list", responses=IdeaMemberOut(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """Who carries the idea, whoever leads first."""
        idea, _actor = idea_of(request, pk)
        return Response(IdeaMemberOut(idea.team.all(), many=True).data)

    @extend_schema(operation_id="ideas_team_invite", request=TeammateIn, responses={201: IdeaMemberOut})
    def post(self, request: Request, pk: UUID) -> Response:
        """Invite somebody by address, and write to them."""
        idea, actor = idea_of(request, pk)
        member = teams.invite(idea, by=actor, **checked(TeammateIn, request))
        return Response(IdeaMemberOut(member).data, status=status.HTTP_201_CREATED)


@extend_schema(operation_id="ideas_team_remove", request=None, responses={204: None})
@api_view(["DELETE"])
def remove(request: Request, pk: UUID, member: UUID) -> Response:
    """Take somebody out of the team."""
    found, actor = member_of(request, pk, member)
    teams.remove(found, by=actor)
    return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema(operation_id="ideas_consent", request=ConsentIn, responses=IdeaDetail)
@api_view(["POST"])
def consent(request: Request, pk: UUID) -> Response:
    """Agree, or no longer agree, that a forum sees the idea and one's own name."""
    idea, actor = idea_of(request, pk)
    me = next((member for member in idea.team.all() if member.user_id == actor.user_id), None)
    if me is None:
        raise NotAllowed(_("Seule une personne de l'équipe peut donner son accord."))
    verb = teams.consent if checked(ConsentIn, request)["agreed"] else teams.take_consent_back
    verb(me, by=actor)
    return shown(pk, actor)


@extend_schema(operation_id="ideas_commitment_request", request=CommitmentRequestIn, responses={201: CommitmentOut})
@api_view(["POST"])
def ask_commitment(request: Request, pk: UUID, member: UUID) -> Response:
    """Ask a line manager to sign this member's time: the secret link goes by e-mail only."""
    found, actor = member_of(request, pk, member)
    commitment, _secret = commitments.request(found, by=actor, **checked(CommitmentRequestIn, request))
    return Response(CommitmentOut(commitment).data, status=status.HTTP_201_CREATED)


class Signing(APIView):
    """Without account: the secret is the key."""

    @extend_schema(operation_id="commitments_read", responses=SigningPageOut, auth=[])
    def get(self, request: Request, secret: str) -> Response:
        """What is asked."""
        return Response(SigningPageOut(_found(secret)).data)

    @extend_schema(operation_id="commitments_answer", request=SigningIn, responses=SigningPageOut, auth=[])
    def post(self, request: Request, secret: str) -> Response:
        """Sign, or refuse with a reason."""
        commitment, sent = _found(secret), checked(SigningIn, request)
        if sent["answer"] == "sign":
            commitments.sign(commitment, signatory_name=sent["signatory_name"], days_per_week=sent.get("days_per_week"))
        else:
            commitments.refuse(commitment, reason=sent["reason"], signatory_name=sent["signatory_name"])
        return Response(SigningPageOut(commitment).data)


def _found(secret: str) -> Commitment:
    commitment = commitments.find(secret)
    if commitment is None:
        raise Http404
    return commitment
