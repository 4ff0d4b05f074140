"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path

from programs.local.ideas.views import (
    attachments,
    board,
    callbacks,
    commitments,
    drafting,
    following,
    teams,
    triage,
    writing,
)

territory: list[URLPattern] = [
    path("mes-idees/", following.mine, name="ideas-mine"),
    path("idees/nouvelle/", writing.new, name="ideas-new"),
    path("idees/proches/", writing.near, name="ideas-near"),
    path("idees/rappel/", callbacks.ask, name="ideas-callback"),
    path("rappels/<uuid:pk>/fait/", callbacks.answer, name="ideas-callback-answer"),
    path("idees/brouillon/<str:secret>/", drafting.draft, name="ideas-draft"),
    path("idees/brouillon/<str:secret>/modifier/", drafting.write, name="ideas-draft-write"),
    path("idees/brouillon/<str:secret>/lien/", drafting.send_link, name="ideas-draft-link"),
    path("idees/brouillon/<str:secret>/reprendre/", drafting.adopt, name="ideas-draft-adopt"),
    path("idees/brouillon/<str:secret>/effacer/", drafting.discard, name="ideas-draft-discard"),
    path("idees/<uuid:pk>/", following.detail, name="ideas-detail"),
    path("idees/<uuid:pk>/modifier/", writing.write, name="ideas-write"),
    path("idees/<uuid:pk>/deposer/", following.submit, name="ideas-submit"),
    path("idees/<uuid:pk>/retirer/", following.withdraw, name="ideas-withdraw"),
    path("idees/<uuid:pk>/equipe/", teams.invite, name="ideas-invite"),
    path("idees/<uuid:pk>/equipe/<uuid:member_pk>/retirer/", teams.remove, name="ideas-remove"),
    path("idees/<uuid:pk>/equipe/<uuid:member_pk>/engagement/", teams.ask_commitment, name="ideas-commitment-request"),
    path("idees/<uuid:pk>/equipe/<uuid:member_pk>/relance/", teams.remind, name="ideas-commitment-remind"),
    path("idees/<uuid:pk>/fichiers/", attachments.attach, name="ideas-attach"),
    path("idees/<uuid:pk>/fichiers/<uuid:file>/", attachments.download, name="ideas-file"),
    path("idees/<uuid:pk>/fichiers/<uuid:file>/retirer/", attachments.detach, name="ideas-detach"),
    path("idees/<uuid:pk>/accord/", teams.consent, name="ideas-consent"),
    path("idees/<uuid:pk>/rejoindre/", teams.ask_to_join, name="ideas-join"),
    path("idees/<uuid:pk>/completer/", triage.ask_completion, name="ideas-ask-completion"),
    path("idees/<uuid:pk>/ecarter/", triage.set_aside, name="ideas-set-aside"),
    path("idees/<uuid:pk>/rattacher/", triage.merge, name="ideas-merge"),
    path("engagement/<str:secret>/", commitments.answer, name="ideas-commitment"),
    path("appels/<uuid:pk>/", board.board, name="ideas-board"),
    path("appels/<uuid:pk>/actions/", triage.bulk, name="ideas-bulk"),
    path("appels/<uuid:pk>/export.<str:kind>", board.export, name="ideas-export"),
]
national: list[URLPattern] = []
