"""Addresses of this resource."""

from django.urls import URLPattern, path

from api.v1.nominations import question_views, views

urlpatterns: list[URLPattern] = [
    path("nominations/", views.NominationList.as_view(), name="api-nominations"),
    path("nominations/forums/", views.forums, name="api-nomination-forums"),
    path("nominations/questions/", question_views.QuestionList.as_view(), name="api-nomination-questions"),
    path("nominations/questions/<uuid:pk>/", question_views.read, name="api-nomination-question"),
    path("nominations/questions/<uuid:pk>/answer/", question_views.answer, name="api-nomination-question-answer"),
    path("nominations/<uuid:pk>/", views.read, name="api-nomination"),
    path("nominations/<uuid:pk>/files/<uuid:file>/", views.download, name="api-nomination-file"),
    path("nominations/<uuid:pk>/withdraw/", views.withdraw, name="api-nomination-withdraw"),
    path("ideas/<uuid:pk>/take-up/", views.take_up, name="api-idea-take-up"),
]
