"""Addresses of this resource."""

from django.urls import URLPattern, path

from api.v1.deliberations import amendments, entry_cards, marking, views

JURY = "deliberations/<uuid:jury>/"
PASSAGE = f"{JURY}passages/<uuid:pk>/"
RECUSAL = f"{JURY}recusals/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("deliberations/", views.JuryList.as_view(), name="api-deliberations"),
    path(JURY, views.read, name="api-deliberation"),
    path(f"{JURY}seats/", views.Seats.as_view(), name="api-deliberation-seats"),
    path(f"{JURY}seats/<uuid:pk>/", views.Seat.as_view(), name="api-deliberation-seat"),
    path(f"{JURY}seats/<uuid:pk>/entry-card/", entry_cards.one, name="api-deliberation-entry-card"),
    path(f"{JURY}seats/<uuid:pk>/entry-card/free/", entry_cards.free, name="api-deliberation-entry-card-free"),
    path(f"{JURY}entry-cards/", entry_cards.EntryCards.as_view(), name="api-deliberation-entry-cards"),
    path(f"{JURY}pin/", entry_cards.Pin.as_view(), name="api-deliberation-pin"),
    path(f"{JURY}open/", views.open_session, name="api-deliberation-open"),
    path(f"{JURY}deliberate/", views.deliberate, name="api-deliberation-deliberate"),
    path(f"{JURY}resume/", views.resume, name="api-deliberation-resume"),
    path(f"{JURY}reveal/", views.reveal, name="api-deliberation-reveal"),
    path(f"{JURY}ranking/", views.ranking, name="api-deliberation-ranking"),
    path(f"{JURY}decisions/", views.decisions, name="api-deliberation-decisions"),
    path(f"{JURY}amendments/", amendments.Amendments.as_view(), name="api-deliberation-amendments"),
    path(f"{JURY}publish/", views.publish, name="api-deliberation-publish"),
    path(f"{JURY}passages/", marking.passages, name="api-deliberation-passages"),
    path(PASSAGE, marking.passage, name="api-deliberation-passage"),
    path(f"{PASSAGE}files/<uuid:file>/", marking.download, name="api-deliberation-file"),
    path(f"{PASSAGE}begin/", views.begin, name="api-deliberation-begin"),
    path(f"{PASSAGE}end/", views.end, name="api-deliberation-end"),
    path(f"{PASSAGE}ballot/", marking.OwnBallot.as_view(), name="api-deliberation-ballot"),
    path(f"{PASSAGE}recuse/", marking.recuse, name="api-deliberation-recuse"),
    path(f"{PASSAGE}decision/", views.Decision.as_view(), name="api-deliberation-decision"),
    path(f"{RECUSAL}confirm/", marking.confirm, name="api-deliberation-confirm"),
    path(f"{RECUSAL}decline/", marking.decline, name="api-deliberation-decline"),
]
