"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path

from programs.joint.juries.views import amending, composing, deciding, entry_cards, marking, sessions
from programs.juries.urls import addresses

JURY = "jurys/<uuid:pk>/"
PASSAGE = "jurys/<uuid:jury>/passages/<uuid:pk>/"
MEMBER = "jurys/<uuid:jury>/membres/<uuid:pk>/"
RECUSAL = "jurys/<uuid:jury>/deports/<uuid:pk>/"

territory: list[URLPattern] = []
national: list[URLPattern] = [
    path("forums/<slug:slug>/jury/", composing.convene, name="juries-convene"),
    path("jurys/", sessions.jury_list, name="juries-list"),
    path(JURY, sessions.console, name="juries-jury"),
    path(f"{JURY}salle/", sessions.room, name="juries-room"),
    path(f"{JURY}ouvrir/", sessions.move, {"verb": "open_session"}, name="juries-open"),
    path(f"{JURY}deliberer/", sessions.move, {"verb": "deliberate"}, name="juries-deliberate"),
    path(f"{JURY}reprendre/", sessions.move, {"verb": "resume"}, name="juries-resume"),
    path(f"{JURY}devoiler/", sessions.move, {"verb": "reveal"}, name="juries-reveal"),
    path(f"{JURY}classement/", sessions.ranking, name="juries-ranking"),
    path(f"{JURY}resultats.xlsx", sessions.workbook, name="juries-workbook"),
    path(f"{JURY}ecran/", sessions.projected, name="juries-screen"),
    path(f"{JURY}rectifier/", amending.amend, name="juries-amend"),
    path(f"{JURY}pv/", sessions.minutes, name="juries-minutes"),
    path(f"{JURY}publication/", deciding.publication, name="juries-publication"),
    path(f"{JURY}membres/", composing.add_member, name="juries-seats"),
    path(f"{JURY}deports/", composing.propose_recusal, name="juries-propose"),
    path(f"{JURY}ordre/", composing.order, name="juries-order"),
    path(f"{MEMBER}presence/", sessions.presence, name="juries-presence"),
    path(f"{MEMBER}retirer/", composing.remove_member, name="juries-seat-remove"),
    path(f"{RECUSAL}confirmer/", marking.answer, {"verb": "confirm_recusal"}, name="juries-recusal-confirm"),
    path(f"{RECUSAL}decliner/", marking.answer, {"verb": "decline_recusal"}, name="juries-recusal-decline"),
    path(PASSAGE, marking.ballot, name="juries-passage"),
    path(f"{PASSAGE}dossier/", marking.dossier, name="juries-dossier"),
    path(f"{PASSAGE}fichiers/<uuid:file>/", marking.download, name="juries-file"),
    path(f"{PASSAGE}deport/", marking.recuse, name="juries-recuse"),
    path(f"{PASSAGE}commencer/", sessions.passage, {"verb": "open_passage"}, name="juries-start"),
    path(f"{PASSAGE}terminer/", sessions.passage, {"verb": "close_passage"}, name="juries-finish"),
    path(f"{PASSAGE}deplacer/", composing.move_passage, name="juries-move"),
    path(f"{PASSAGE}decision/", deciding.decide, name="juries-decide"),
    path(f"{PASSAGE}decision/reprendre/", deciding.withdraw_decision, name="juries-undecide"),
    *addresses(entry_cards.DESK),
]
