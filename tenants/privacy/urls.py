"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path

from eclore.kit.exports import PDF, XLSX
from tenants.privacy.views import others, own, retention

_register: list[URLPattern] = [
    path("traitements/", retention.processing, name="processing"),
    path("traitements.xlsx", retention.processing_export, {"kind": XLSX}, name="processing-xlsx"),
    path("traitements.pdf", retention.processing_export, {"kind": PDF}, name="processing-pdf"),
]

territory: list[URLPattern] = [path("reglages/conservation/", retention.retention, name="retention"), *_register]

national: list[URLPattern] = [
    path("donnees-personnelles/", others.index, name="personal-data"),
    path("donnees-personnelles/effacer/", others.erase, name="personal-data-erase"),
    path("donnees-personnelles/<uuid:pk>/", others.erasure, name="erasure"),
    *_register,
]

auth: list[URLPattern] = [
    path("compte/mes-donnees/", own.mine, name="own-data"),
    path("compte/mes-donnees/effacer/", own.leave, name="own-data-erase"),
    path("compte/mes-donnees/<uuid:pk>.<str:kind>", own.download, name="own-data-download"),
    path("effacement/<uuid:pk>/", own.erasure, name="own-erasure"),
]
