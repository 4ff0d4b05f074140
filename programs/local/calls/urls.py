"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path

from programs.local.calls.views import preparing, public
from tenants.middleware.public_cache import cache_public

territory: list[URLPattern] = [
    path("appel/", cache_public(public.public), name="calls-public"),
    path("appel/<uuid:pk>/", cache_public(public.one), name="calls-call"),
    path("appels/", preparing.edition_list, name="calls-list"),
    path("appels/nouveau/", preparing.new, name="calls-new"),
    path("appels/<uuid:pk>/modifier/", preparing.edit, name="calls-edit"),
    path("appels/<uuid:pk>/apercu/", preparing.preview, name="calls-preview"),
    path("appels/<uuid:pk>/publier/", preparing.publish, name="calls-publish"),
    path("appels/<uuid:pk>/terminer/", preparing.close, name="calls-close"),
    path("appels/<uuid:pk>/rouvrir/", preparing.reopen, name="calls-reopen"),
]
national: list[URLPattern] = []
