"""Addresses of this app, by kind of host: those of every jury, and its own."""

from django.urls import URLPattern, path

from programs.joint.juries import views
from programs.joint.juries.side import JOINT
from programs.juries.urls import JURY, addresses

territory: list[URLPattern] = []
national: list[URLPattern] = [
    path("forums/<slug:slug>/jury/", views.convene, name="juries-convene"),
    path(f"{JURY}ordre/actualiser/", views.take_in, name="juries-take-in"),
    path(f"{JURY}publication/", views.publication, name="juries-publication"),
    path(f"{JURY}publication/relancer/", views.retry_delivery, name="juries-delivery-retry"),
    *addresses(JOINT),
]
