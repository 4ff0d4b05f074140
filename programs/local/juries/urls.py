"""Addresses of this app, by kind of host: those of every jury, and its own."""

from django.urls import URLPattern, path

from programs.juries.urls import JURY, PASSAGE, addresses
from programs.local.juries import views
from programs.local.juries.side import LOCAL

territory: list[URLPattern] = [
    path("jurys/nouveau/", views.new, name="juries-new"),
    path(f"{JURY}passages/", views.passages, name="juries-passages"),
    path(f"{JURY}publication/", views.publication, name="juries-publication"),
    path(f"{JURY}liste-attente/", views.promote, name="juries-promote"),
    path(f"{PASSAGE}liberer/", views.free_place, name="juries-free-place"),
    path(f"{PASSAGE}retirer/", views.remove_passage, name="juries-passage-remove"),
    path(f"{PASSAGE}renouvellement/", views.renewal, name="juries-renewal"),
    path(f"{PASSAGE}reponse/", views.reply, name="juries-reply"),
    path(f"{PASSAGE}reponse/lettre.pdf", views.reply_document, name="juries-reply-document"),
    *addresses(LOCAL),
]
national: list[URLPattern] = []
