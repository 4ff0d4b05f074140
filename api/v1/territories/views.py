"""Territories and agreements for the national team; a territory's own settings for its managers."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.actors import actor_of, site_request
from api.v1.territories import serializers
from eclore.kit.permissions import require
from tenants.territories import domain, queries
from tenants.territories.models import Agreement, Territory


class TerritoryList(generics.ListAPIView[Territory]):
    serializer_class = serializers.TerritoryOut
    queryset = Territory.objects.none()

    @extend_schema(operation_id="territories_list")
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """Every territory with its address and who takes part; national team only."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="territories_create", request=serializers.TerritoryIn, responses={202: serializers.RequestOut}
    )
    def post(self, request: Request) -> Response:
        """Ask for a new territory: the worker makes it and invites its first programme manager."""
        actor = actor_of(request)
        require(actor, "territories.create")
        wanted = serializers.TerritoryIn(data=request.data)
        wanted.is_valid(raise_exception=True)
        return Response(serializers.RequestOut(domain.ask(by=actor, **wanted.validated_data)).data, status=202)

    def get_queryset(self) -> QuerySet[Territory]:
        actor = actor_of(self.request)
        require(actor, "territories.see_all")
        return queries.all_territories(actor)


class FilesQuota(APIView):
    @extend_schema(operation_id="territories_files_quota", responses=serializers.FilesQuota)
    def get(self, request: Request, slug: str) -> Response:
        """How much a territory may keep in files; national team only."""
        return Response(serializers.FilesQuota(self._territory(request, slug)).data)

    @extend_schema(
        operation_id="territories_files_quota_change", request=serializers.FilesQuota, responses=serializers.FilesQuota
    )
    def put(self, request: Request, slug: str) -> Response:
        """Give it more, or less: nothing that is kept already is erased."""
        territory = self._territory(request, slug)
        wanted = serializers.FilesQuota(data=request.data)
        wanted.is_valid(raise_exception=True)
        megabytes = wanted.validated_data["files_quota"]
        return Response(
            serializers.FilesQuota(domain.set_files_quota(territory, by=actor_of(request), megabytes=megabytes)).data
        )

    def _territory(self, request: Request, slug: str) -> Territory:
        require(actor_of(request), "territories.set_files_quota")
        return queries.territory_or_404(actor_of(request), slug)


class TimeZone(APIView):
    @extend_schema(operation_id="territories_time_zone", responses=serializers.TimeZone)
    def get(self, request: Request, slug: str) -> Response:
        """In which zone a territory's hours are told; national administrators only."""
        return Response(serializers.TimeZone(self._territory(request, slug)).data)

    @extend_schema(
        operation_id="territories_time_zone_change", request=serializers.TimeZone, responses=serializers.TimeZone
    )
    def put(self, request: Request, slug: str) -> Response:
        """Tell them in another; moments already chosen stay the same instants."""
        territory = self._territory(request, slug)
        wanted = serializers.TimeZone(data=request.data)
        wanted.is_valid(raise_exception=True)
        done = domain.set_time_zone(territory, by=actor_of(request), time_zone=wanted.validated_data["time_zone"])
        return Response(serializers.TimeZone(done).data)

    def _territory(self, request: Request, slug: str) -> Territory:
        require(actor_of(request), "territories.set_time_zone")
        return queries.territory_or_404(actor_of(request), slug)


class AgreementList(generics.ListAPIView[Agreement]):
    serializer_class = serializers.AgreementOut
    queryset = Agreement.objects.none()

    @extend_schema(operation_id="agreements_list")
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """Every agreement, the last signed first; national team only."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="agreements_sign", request=serializers.AgreementIn, responses={201: serializers.AgreementOut}
    )
    def post(self, request: Request) -> Response:
        """Record a signed agreement and the territories it binds."""
        actor = actor_of(request)
        require(actor, "territories.sign_agreement")
        signed = serializers.AgreementIn(data=request.data)
        signed.is_valid(raise_exception=True)
        agreement = domain.sign(by=actor, **signed.validated_data)
        return Response(serializers.AgreementOut(agreement).data, status=201)

    def get_queryset(self) -> QuerySet[Agreement]:
        actor = actor_of(self.request)
        require(actor, "territories.see_all")
        return queries.agreements(actor)


@extend_schema(operation_id="territories_request", responses=serializers.RequestOut)
@api_view(["GET"])
def request_state(request: Request, pk: UUID) -> Response:
    """Where the making of a territory is."""
    found = queries.request_or_none(actor_of(request), pk)
    if found is None:
        raise Http404
    return Response(serializers.RequestOut(found).data)


class Settings(APIView):
    @extend_schema(operation_id="settings_read", responses=serializers.SettingsOut)
    def get(self, request: Request) -> Response:
        """The territory's settings; managers only."""
        return Response(serializers.SettingsOut(self._territory(request)).data)

    @extend_schema(operation_id="settings_change", request=serializers.SettingsIn, responses=serializers.SettingsOut)
    def patch(self, request: Request) -> Response:
        """Change some of them. The accent kept is the one that can be read."""
        territory = self._territory(request)
        change = serializers.SettingsIn(data=request.data)
        change.is_valid(raise_exception=True)
        arranged = domain.arrange(territory, by=actor_of(request), **change.validated_data)
        return Response(serializers.SettingsOut(arranged).data)

    def _territory(self, request: Request) -> Territory:
        require(actor_of(request), "territories.arrange")
        return queries.here(site_request(request).site.schema_name)
