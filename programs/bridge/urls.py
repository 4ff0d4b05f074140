"""Addresses of this app, by kind of host."""

from django.urls import URLPattern, path

from programs.bridge.views import letters, nominations, questions, takeovers

territory: list[URLPattern] = [
    path("forums/", nominations.forum_list, name="bridge-forums"),
    path("forums/<slug:slug>/", nominations.forum_page, name="bridge-forum"),
    path("forums/<slug:slug>/lettres/", letters.index, name="bridge-letters"),
    path("forums/<slug:slug>/lettres/envoyer/", letters.send, name="bridge-letters-send"),
    path("forums/questions/<uuid:pk>/", questions.question, name="bridge-question"),
    path("idees/<uuid:pk>/nommer/", nominations.choose, name="bridge-choose"),
    path("idees/<uuid:pk>/nommer/<slug:slug>/", nominations.nominate, name="bridge-nominate"),
    path("idees/<uuid:pk>/reprendre/", takeovers.take_up, name="bridge-take-up"),
    path("nominations/<uuid:pk>/", nominations.dossier, name="bridge-dossier"),
    path("nominations/<uuid:pk>/fichiers/<uuid:file>/", nominations.download, name="bridge-file"),
    path("nominations/<uuid:pk>/retirer/", nominations.withdraw, name="bridge-withdraw"),
]
national: list[URLPattern] = []
