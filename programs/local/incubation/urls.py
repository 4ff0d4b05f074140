"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path

from programs.local.incubation.views import committees, following, projects

territory: list[URLPattern] = [
    path("projets/", projects.index, name="incubation-projects"),
    path("projets/<uuid:pk>/", projects.detail, name="incubation-project"),
    path("projets/<uuid:pk>/modifier/", projects.edit, name="incubation-edit"),
    path("projets/<uuid:pk>/demarrer/", projects.start, name="incubation-start"),
    path("projets/<uuid:pk>/vitrine/", projects.show, name="incubation-show"),
    path("projets/<uuid:pk>/reprise/", projects.take_over, name="incubation-take-over"),
    path("projets/<uuid:pk>/reveiller/", projects.wake, name="incubation-wake"),
    path("projets/<uuid:pk>/rattacher/", projects.join, name="incubation-join"),
    path("projets/<uuid:pk>/jury/", projects.hear, name="incubation-hear"),
    path("projets/<uuid:pk>/journal/", following.note, name="incubation-note"),
    path("projets/<uuid:pk>/journal/<uuid:entry_pk>/retirer/", following.erase, name="incubation-erase"),
    path("projets/<uuid:pk>/personnes/", following.assign, name="incubation-assign"),
    path("projets/<uuid:pk>/personnes/<uuid:member_pk>/retirer/", following.remove, name="incubation-remove"),
    path("projets/<uuid:pk>/phases/<uuid:phase_pk>/", following.phase, name="incubation-phase"),
    path("projets/<uuid:pk>/bilan/", following.post_mortem, name="incubation-post-mortem"),
    path("comites/", committees.index, name="incubation-committees"),
    path("comites/nouveau/", committees.new, name="incubation-committee-new"),
    path("comites/<uuid:pk>/", committees.detail, name="incubation-committee"),
    path("comites/<uuid:pk>/modifier/", committees.edit, name="incubation-committee-edit"),
    path("comites/<uuid:pk>/projets/", committees.add, name="incubation-agenda"),
    path("comites/<uuid:pk>/projets/<uuid:review_pk>/", committees.decide, name="incubation-decide"),
    path("comites/<uuid:pk>/projets/<uuid:review_pk>/retirer/", committees.drop, name="incubation-drop"),
    path("comites/<uuid:pk>/clore/", committees.close, name="incubation-close"),
    path("comites/<uuid:pk>/annuler/", committees.cancel, name="incubation-committee-cancel"),
]
national: list[URLPattern] = []
