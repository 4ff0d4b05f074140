"""What a manager may change in a message before it leaves."""

from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from eclore.kit.editing import EditForm
from eclore.kit.mail import SUBJECT_LENGTH


class MessageForm(EditForm):
    to_email = forms.EmailField(
        label=_("Adresse"),
        max_length=254,
        error_messages={"invalid": _("Écrivez une adresse complète, comme prenom.nom@exemple.fr.")},
    )
    subject = forms.CharField(label=_("Objet"), max_length=SUBJECT_LENGTH)
    body = forms.CharField(label=_("Message"), max_length=20_000, widget=forms.Textarea(attrs={"rows": "16"}))


def keys(data: QueryDict) -> list[UUID]:
    """The messages ticked on the page; what is no key is passed over."""
    found = []
    for text in data.getlist("messages"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
