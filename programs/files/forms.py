"""One file to attach."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eclore.kit.forms import Form
from programs.files.kinds import ACCEPT, accepted, weight


class UploadForm(Form):
    """`most` in bytes is said on screen, and known to the page's script; the content is inspected by the domain."""

    file = forms.FileField(
        label=gettext_lazy("Fichier à joindre"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": gettext_lazy("Choisissez un fichier pour continuer.")},
    )

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        field.help_text = _(
            "Choisissez %(accepted)s, de %(most)s au plus. Les photos perdent le lieu et la date de leur prise de vue."
        )
        field.help_text %= {"accepted": accepted(), "most": weight(most)}
        field.widget.attrs["data-most"] = most
