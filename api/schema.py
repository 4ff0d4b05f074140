"""OpenAPI, one document for each kind of host."""

from drf_spectacular.views import SpectacularAPIView


class TerritorySchema(SpectacularAPIView):
    urlconf = "eclore.urls_territory"


class NationalSchema(SpectacularAPIView):
    urlconf = "eclore.urls_public"
