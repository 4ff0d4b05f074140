"""Addresses of this resource."""

from django.urls import URLPattern, path

from api.v1.forums import question_views, views

urlpatterns: list[URLPattern] = [
    path("forums/", views.ForumList.as_view(), name="api-forums"),
    path("forums/<slug:slug>/", views.ForumDetail.as_view(), name="api-forum"),
    path("forums/<slug:slug>/publish/", views.publish, name="api-forum-publish"),
    path("forums/<slug:slug>/close/", views.close, name="api-forum-close"),
    path("forums/<slug:slug>/cancel/", views.cancel, name="api-forum-cancel"),
    path("forums/<slug:slug>/reopen/", views.reopen, name="api-forum-reopen"),
    path("forums/<slug:slug>/participants/", views.add_participant, name="api-forum-participants"),
    path("forums/<slug:slug>/participants/<uuid:pk>/", views.Participant.as_view(), name="api-forum-participant"),
    path("forums/<slug:slug>/questions/", question_views.QuestionList.as_view(), name="api-forum-questions"),
    path("forums/<slug:slug>/questions/<uuid:pk>/close/", question_views.close, name="api-forum-question-close"),
    path("forums/<slug:slug>/dossiers/", views.DossierList.as_view(), name="api-forum-dossiers"),
    path("forums/<slug:slug>/dossiers/<uuid:pk>/files/<uuid:file>/", views.download, name="api-forum-file"),
]
