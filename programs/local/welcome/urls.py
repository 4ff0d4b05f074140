"""Addresses of this app, by kind of host."""

from django.urls import URLPattern

territory: list[URLPattern] = []
