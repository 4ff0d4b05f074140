"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path

from programs.joint.deliberations.views import amending, cards, composing, deciding, marking, sessions
from programs.juries.urls import addresses

JURY = "jurys/<uuid:pk>/"
PASSAGE = "jurys/<uuid:jury>/passages/<uuid:pk>/"
MEMBER = "jurys/<uuid:jury>/membres/<uuid:pk>/"
RECUSAL = "jurys/<uuid:jury>/deports/<uuid:pk>/"

territory: list[URLPattern] = []
national: list[URLPattern] = [
    path("forums/<slug:slug>/jury/", composing.convene, name="deliberations-convene"),
    path("jurys/", sessions.jury_list, name="deliberations-list"),
    path(JURY, sessions.console, name="deliberations-jury"),
    path(f"{JURY}salle/", sessions.room, name="deliberations-room"),
    path(f"{JURY}ouvrir/", sessions.move, {"verb": "open_session"}, name="deliberations-open"),
    path(f"{JURY}deliberer/", sessions.move, {"verb": "deliberate"}, name="deliberations-deliberate"),
    path(f"{JURY}reprendre/", sessions.move, {"verb": "resume"}, name="deliberations-resume"),
    path(f"{JURY}devoiler/", sessions.move, {"verb": "reveal"}, name="deliberations-reveal"),
    path(f"{JURY}classement/", sessions.ranking, name="deliberations-ranking"),
    path(f"{JURY}resultats.xlsx", sessions.workbook, name="deliberations-workbook"),
    path(f"{JURY}ecran/", sessions.projected, name="deliberations-screen"),
    path(f"{JURY}rectifier/", amending.amend, name="deliberations-amend"),
    path(f"{JURY}pv/", sessions.minutes, name="deliberations-minutes"),
    path(f"{JURY}publication/", deciding.publication, name="deliberations-publication"),
    path(f"{JURY}membres/", composing.add_member, name="deliberations-add-member"),
    path(f"{JURY}deports/", composing.propose_recusal, name="deliberations-propose-recusal"),
    path(f"{JURY}ordre/", composing.order, name="deliberations-order"),
    path(f"{MEMBER}presence/", sessions.presence, name="deliberations-presence"),
    path(f"{MEMBER}retirer/", composing.remove_member, name="deliberations-remove-member"),
    path(f"{RECUSAL}confirmer/", marking.answer, {"verb": "confirm_recusal"}, name="deliberations-confirm"),
    path(f"{RECUSAL}decliner/", marking.answer, {"verb": "decline_recusal"}, name="deliberations-decline"),
    path(PASSAGE, marking.ballot, name="deliberations-ballot"),
    path(f"{PASSAGE}dossier/", marking.dossier, name="deliberations-dossier"),
    path(f"{PASSAGE}fichiers/<uuid:file>/", marking.download, name="deliberations-file"),
    path(f"{PASSAGE}deport/", marking.recuse, name="deliberations-recuse"),
    path(f"{PASSAGE}commencer/", sessions.passage, {"verb": "open_passage"}, name="deliberations-begin"),
    path(f"{PASSAGE}terminer/", sessions.passage, {"verb": "close_passage"}, name="deliberations-end"),
    path(f"{PASSAGE}deplacer/", composing.move_passage, name="deliberations-move"),
    path(f"{PASSAGE}decision/", deciding.decide, name="deliberations-decide"),
    path(f"{PASSAGE}decision/reprendre/", deciding.withdraw_decision, name="deliberations-undecide"),
    *addresses(cards.DESK),
]
