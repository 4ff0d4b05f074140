"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path

from programs.joint.forums.views import editing, mornings, organisation, public, questions
from tenants.middleware.public_cache import cache_public

territory: list[URLPattern] = []
national: list[URLPattern] = [
    path("forums/", cache_public(public.forum_list, "page"), name="forums-list"),
    path("forums/nouveau/", editing.new, name="forums-new"),
    path("forums/<slug:slug>/", cache_public(public.forum_page), name="forums-page"),
    path("forums/<slug:slug>/modifier/", editing.edit, name="forums-edit"),
    path("forums/<slug:slug>/organisation/", organisation.organisation, name="forums-organisation"),
    path("forums/<slug:slug>/participants/ajouter/", organisation.add_participant, name="forums-add-participant"),
    path("forums/<slug:slug>/participants/<uuid:pk>/", organisation.participant, name="forums-participant"),
    path(
        "forums/<slug:slug>/participants/<uuid:pk>/retirer/",
        organisation.remove_participant,
        name="forums-remove-participant",
    ),
    path("forums/<slug:slug>/dossiers/<uuid:pk>/", organisation.dossier, name="forums-dossier"),
    path("forums/<slug:slug>/dossiers/<uuid:pk>/fichiers/<uuid:file>/", organisation.download, name="forums-file"),
    path("forums/<slug:slug>/dossiers/<uuid:pk>/question/", questions.about_dossier, name="forums-ask-about"),
    path("forums/<slug:slug>/participants/<uuid:pk>/question/", questions.about_part, name="forums-ask"),
    path("forums/<slug:slug>/questions/<uuid:pk>/clore/", questions.close, name="forums-close-question"),
    path("forums/<slug:slug>/matinee/", mornings.morning, name="forums-morning"),
    path("forums/<slug:slug>/matinee.pdf", mornings.pdf, name="forums-morning-pdf"),
    path("forums/<slug:slug>/matinee/reglages/", mornings.edit, name="forums-morning-edit"),
    path("forums/<slug:slug>/matinee/composer/", mornings.compose, name="forums-morning-compose"),
    path("forums/<slug:slug>/matinee/envoyer/", mornings.send, name="forums-morning-send"),
    path("forums/<slug:slug>/matinee/coachs/ajouter/", mornings.add_coach, name="forums-morning-add-coach"),
    path("forums/<slug:slug>/matinee/coachs/<uuid:pk>/", mornings.coach, name="forums-morning-coach"),
    path(
        "forums/<slug:slug>/matinee/coachs/<uuid:pk>/retirer/",
        mornings.remove_coach,
        name="forums-morning-remove-coach",
    ),
    path("forums/<slug:slug>/matinee/coachs/<uuid:pk>.ics", mornings.calendar, name="forums-morning-calendar"),
    path("forums/<slug:slug>/publier/", organisation.move, {"verb": "publish"}, name="forums-publish"),
    path("forums/<slug:slug>/clore/", organisation.move, {"verb": "close"}, name="forums-close"),
    path("forums/<slug:slug>/annuler/", organisation.move, {"verb": "cancel"}, name="forums-cancel"),
    path("forums/<slug:slug>/rouvrir/", organisation.move, {"verb": "reopen"}, name="forums-reopen"),
]
