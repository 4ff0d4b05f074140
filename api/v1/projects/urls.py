"""Addresses of this resource."""

from django.urls import URLPattern, path

from api.v1.projects import journal, views

ONE = "projects/<uuid:pk>"
urlpatterns: list[URLPattern] = [
    path("projects/", views.ProjectList.as_view(), name="api-projects"),
    path(f"{ONE}/", views.ProjectDetail.as_view(), name="api-project"),
    path(f"{ONE}/start/", views.start, name="api-project-start"),
    path(f"{ONE}/take-over/", views.take_over, name="api-project-take-over"),
    path(f"{ONE}/wake/", views.wake, name="api-project-wake"),
    path(f"{ONE}/ideas/", views.join, name="api-project-join"),
    path(f"{ONE}/hearings/", views.hear, name="api-project-hear"),
    path(f"{ONE}/members/", views.assign, name="api-project-members"),
    path(f"{ONE}/members/<uuid:member>/", views.remove, name="api-project-member"),
    path(f"{ONE}/phases/<uuid:phase>/", views.phase, name="api-project-phase"),
    path(f"{ONE}/post-mortem/", views.post_mortem, name="api-project-post-mortem"),
    path(f"{ONE}/journal/", journal.Journal.as_view(), name="api-project-journal"),
    path(f"{ONE}/journal/<uuid:entry>/", journal.erase, name="api-project-entry"),
]
