"""Addresses of this resource."""

from django.urls import URLPattern, path

from api.v1.juries.views import amendments, entry_cards, members, passages, sessions

JURY = "juries/<uuid:pk>/"
PASSAGE = f"{JURY}passages/<uuid:passage>/"
RECUSAL = f"{JURY}recusals/<uuid:recusal>/"

urlpatterns: list[URLPattern] = [
    path("juries/", sessions.JuryList.as_view(), name="api-juries"),
    path(JURY, sessions.JuryRead.as_view(), name="api-jury"),
    path(f"{JURY}open/", sessions.open_session, name="api-jury-open"),
    path(f"{JURY}deliberate/", sessions.deliberate, name="api-jury-deliberate"),
    path(f"{JURY}resume/", sessions.resume, name="api-jury-resume"),
    path(f"{JURY}reveal/", sessions.reveal, name="api-jury-reveal"),
    path(f"{JURY}publish/", sessions.publish, name="api-jury-publish"),
    path(f"{JURY}amendments/", amendments.Amendments.as_view(), name="api-jury-amendments"),
    path(f"{JURY}ranking/", sessions.ranking, name="api-jury-ranking"),
    path(f"{JURY}seats/", members.Seats.as_view(), name="api-jury-seats"),
    path(f"{JURY}seats/<uuid:seat>/", members.OneSeat.as_view(), name="api-jury-seat"),
    path(f"{JURY}seats/<uuid:seat>/entry-card/", entry_cards.one, name="api-jury-entry-card"),
    path(f"{JURY}seats/<uuid:seat>/entry-card/free/", entry_cards.free, name="api-jury-entry-card-free"),
    path(f"{JURY}entry-cards/", entry_cards.EntryCards.as_view(), name="api-jury-entry-cards"),
    path(f"{JURY}pin/", entry_cards.Pin.as_view(), name="api-jury-pin"),
    path(f"{JURY}recusals/", members.propose, name="api-jury-recusals"),
    path(f"{RECUSAL}confirm/", members.confirm, name="api-jury-recusal-confirm"),
    path(f"{RECUSAL}decline/", members.decline, name="api-jury-recusal-decline"),
    path(f"{JURY}passages/", passages.Passages.as_view(), name="api-jury-passages"),
    path(PASSAGE, passages.OnePassage.as_view(), name="api-jury-passage"),
    path(f"{PASSAGE}files/<uuid:file>/", passages.download, name="api-jury-file"),
    path(f"{PASSAGE}open/", passages.begin, name="api-jury-passage-open"),
    path(f"{PASSAGE}close/", passages.finish, name="api-jury-passage-close"),
    path(f"{PASSAGE}ballot/", passages.OwnBallot.as_view(), name="api-jury-ballot"),
    path(f"{PASSAGE}recusal/", members.recuse, name="api-jury-recuse"),
    path(f"{PASSAGE}decision/", passages.decide, name="api-jury-decision"),
]
