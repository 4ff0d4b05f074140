"""Addresses of this app, by kind of host: those of every jury, and its own."""

from django.urls import URLPattern, path

from programs.joint.juries import views
from programs.joint.juries.side import JOINT
from programs.juries.urls import JURY, PASSAGE, addresses

territory: list[URLPattern] = []
national: list[URLPattern] = [
    path("forums/<slug:slug>/jury/", views.convene, name="juries-convene"),
    path(f"{JURY}ordre/", views.order, name="juries-order"),
    path(f"{JURY}publication/", views.publication, name="juries-publication"),
    path(f"{PASSAGE}deplacer/", views.move, name="juries-move"),
    *addresses(JOINT),
]
