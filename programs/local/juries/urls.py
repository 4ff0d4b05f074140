"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path

from programs.juries.urls import addresses
from programs.local.juries.views import amending, deciding, entry_cards, members, passages, sessions

JURY = "jurys/<uuid:pk>/"
PASSAGE = f"{JURY}passages/<uuid:passage>/"

territory: list[URLPattern] = [
    path("jurys/", sessions.jury_list, name="juries-list"),
    path("jurys/nouveau/", sessions.new, name="juries-new"),
    path(JURY, sessions.jury, name="juries-jury"),
    path(f"{JURY}salle/", sessions.room, name="juries-room"),
    path(f"{JURY}ecran/", sessions.projected, name="juries-screen"),
    path(f"{JURY}ouvrir/", sessions.open_session, name="juries-open"),
    path(f"{JURY}deliberer/", sessions.deliberate, name="juries-deliberate"),
    path(f"{JURY}reprendre/", sessions.resume, name="juries-resume"),
    path(f"{JURY}devoiler/", sessions.reveal, name="juries-reveal"),
    path(f"{JURY}membres/", members.add, name="juries-seats"),
    path(f"{JURY}membres/<uuid:seat>/retirer/", members.remove, name="juries-seat-remove"),
    path(f"{JURY}membres/<uuid:seat>/presence/", members.presence, name="juries-presence"),
    path(f"{JURY}deports/", members.propose, name="juries-propose"),
    path(f"{JURY}deports/<uuid:recusal>/confirmer/", members.confirm, name="juries-recusal-confirm"),
    path(f"{JURY}deports/<uuid:recusal>/decliner/", members.decline, name="juries-recusal-decline"),
    path(f"{JURY}passages/", passages.add, name="juries-passages"),
    path(PASSAGE, passages.ballot, name="juries-passage"),
    path(f"{PASSAGE}dossier/", passages.dossier, name="juries-dossier"),
    path(f"{PASSAGE}fichiers/<uuid:file>/", passages.download, name="juries-file"),
    path(f"{PASSAGE}deport/", passages.recuse, name="juries-recuse"),
    path(f"{PASSAGE}commencer/", passages.start, name="juries-start"),
    path(f"{PASSAGE}terminer/", passages.finish, name="juries-finish"),
    path(f"{PASSAGE}retirer/", passages.remove, name="juries-passage-remove"),
    path(f"{PASSAGE}decision/", deciding.decide, name="juries-decide"),
    path(f"{PASSAGE}reponse/", deciding.reply, name="juries-reply"),
    path(f"{JURY}classement/", deciding.ranking, name="juries-ranking"),
    path(f"{JURY}resultats.xlsx", deciding.workbook, name="juries-workbook"),
    path(f"{JURY}publication/", deciding.prepare, name="juries-publication"),
    path(f"{JURY}publier/", deciding.publish, name="juries-publish"),
    path(f"{JURY}rectifier/", amending.amend, name="juries-amend"),
    path(f"{JURY}pv/", deciding.minutes, name="juries-minutes"),
    *addresses(entry_cards.DESK),
]
national: list[URLPattern] = []
