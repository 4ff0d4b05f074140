"""Choosing a language: it writes one harmless cookie, so that no public page has to carry a form's token for it."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

urlpatterns = [path("setlang/", csrf_exempt(set_language), name="set_language")]
