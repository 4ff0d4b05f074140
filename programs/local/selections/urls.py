"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path

from programs.juries.urls import addresses
from programs.local.selections.views import amending, cards, deciding, members, passages, sessions

JURY = "jurys/<uuid:pk>/"
PASSAGE = f"{JURY}passages/<uuid:passage>/"

territory: list[URLPattern] = [
    path("jurys/", sessions.jury_list, name="selections-list"),
    path("jurys/nouveau/", sessions.new, name="selections-new"),
    path(JURY, sessions.jury, name="selections-jury"),
    path(f"{JURY}salle/", sessions.room, name="selections-room"),
    path(f"{JURY}ecran/", sessions.projected, name="selections-screen"),
    path(f"{JURY}ouvrir/", sessions.open_session, name="selections-open"),
    path(f"{JURY}deliberer/", sessions.deliberate, name="selections-deliberate"),
    path(f"{JURY}reprendre/", sessions.resume, name="selections-resume"),
    path(f"{JURY}devoiler/", sessions.reveal, name="selections-reveal"),
    path(f"{JURY}membres/", members.add, name="selections-seats"),
    path(f"{JURY}membres/<uuid:seat>/retirer/", members.remove, name="selections-seat-remove"),
    path(f"{JURY}membres/<uuid:seat>/presence/", members.presence, name="selections-presence"),
    path(f"{JURY}deports/", members.propose, name="selections-propose"),
    path(f"{JURY}deports/<uuid:recusal>/confirmer/", members.confirm, name="selections-recusal-confirm"),
    path(f"{JURY}deports/<uuid:recusal>/decliner/", members.decline, name="selections-recusal-decline"),
    path(f"{JURY}passages/", passages.add, name="selections-passages"),
    path(PASSAGE, passages.ballot, name="selections-passage"),
    path(f"{PASSAGE}dossier/", passages.dossier, name="selections-dossier"),
    path(f"{PASSAGE}fichiers/<uuid:file>/", passages.download, name="selections-file"),
    path(f"{PASSAGE}deport/", passages.recuse, name="selections-recuse"),
    path(f"{PASSAGE}commencer/", passages.start, name="selections-start"),
    path(f"{PASSAGE}terminer/", passages.finish, name="selections-finish"),
    path(f"{PASSAGE}retirer/", passages.remove, name="selections-passage-remove"),
    path(f"{PASSAGE}decision/", deciding.decide, name="selections-decide"),
    path(f"{PASSAGE}reponse/", deciding.reply, name="selections-reply"),
    path(f"{JURY}classement/", deciding.ranking, name="selections-ranking"),
    path(f"{JURY}resultats.xlsx", deciding.workbook, name="selections-workbook"),
    path(f"{JURY}publication/", deciding.prepare, name="selections-publication"),
    path(f"{JURY}publier/", deciding.publish, name="selections-publish"),
    path(f"{JURY}rectifier/", amending.amend, name="selections-amend"),
    path(f"{JURY}pv/", deciding.minutes, name="selections-minutes"),
    *addresses(cards.DESK),
]
national: list[URLPattern] = []
