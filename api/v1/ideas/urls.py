"""Addresses of this resource."""

from django.urls import URLPattern, path

from api.v1.ideas.views import drafts, files, ideas, teams

IDEA = "ideas/<uuid:pk>/"
MEMBER = f"{IDEA}team/<uuid:member>/"
DRAFT = "drafts/<str:secret>/"

urlpatterns: list[URLPattern] = [
    path("ideas/", ideas.IdeaList.as_view(), name="api-ideas"),
    path(IDEA, ideas.IdeaRead.as_view(), name="api-idea"),
    path(f"{IDEA}events/", ideas.events, name="api-idea-events"),
    path(f"{IDEA}submit/", ideas.submit, name="api-idea-submit"),
    path(f"{IDEA}complete/", ideas.complete, name="api-idea-complete"),
    path(f"{IDEA}withdraw/", ideas.withdraw, name="api-idea-withdraw"),
    path(f"{IDEA}ask-completion/", ideas.ask_completion, name="api-idea-ask-completion"),
    path(f"{IDEA}set-aside/", ideas.set_aside, name="api-idea-set-aside"),
    path(f"{IDEA}merge/", ideas.merge, name="api-idea-merge"),
    path(f"{IDEA}team/", teams.Team.as_view(), name="api-idea-team"),
    path(MEMBER, teams.remove, name="api-idea-member"),
    path(f"{MEMBER}commitment/", teams.ask_commitment, name="api-idea-commitment"),
    path(f"{IDEA}consent/", teams.consent, name="api-idea-consent"),
    path(f"{IDEA}files/", files.Files.as_view(), name="api-idea-files"),
    path(f"{IDEA}files/<uuid:file>/", files.OneFile.as_view(), name="api-idea-file"),
    path(f"{IDEA}files/<uuid:file>/content/", files.download, name="api-idea-file-content"),
    path("drafts/", drafts.begin, name="api-drafts"),
    path(DRAFT, drafts.DraftRead.as_view(), name="api-draft"),
    path(f"{DRAFT}link/", drafts.send_link, name="api-draft-link"),
    path(f"{DRAFT}adopt/", drafts.adopt, name="api-draft-adopt"),
    path("callbacks/", drafts.CallbackList.as_view(), name="api-callbacks"),
    path("callbacks/<uuid:pk>/answer/", drafts.answer, name="api-callback-answer"),
    path("commitments/<str:secret>/", teams.Signing.as_view(), name="api-commitment"),
]
