"""What calls hold of people: names only where somebody has typed them."""

from django.utils.translation import gettext_lazy as _

from eclore.kit.personal import history, register

register("calls_edition", _("Éditions"), free="programme", plain="state")
register("calls_call", _("Appels"), free="label title introduction")
register("calls_problemstatement", _("Problèmes proposés"), free="text")
register("calls_question", _("Questions d'un appel"), free="label hint", plain="key")
register("calls_editioncriterion", _("Critères d'une édition"), free="label hint", plain="kind")
history("calls_editionevent", _("Histoire des éditions"))
