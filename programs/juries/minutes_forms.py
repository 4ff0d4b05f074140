"""Forms of the minutes: frozen, signed, verified, corrected."""

from hashlib import sha256
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eclore.kit.forms import CodeField, Form, offer_rows
from programs.juries.domain.amendments import LONGEST
from programs.juries.domain.minutes import LONGEST_MOTIVE
from programs.juries.models import AbstractJury, AbstractPassage
from programs.juries.states import SignatoryCapacity

MEGABYTE = 1_000_000
MOST = 10 * MEGABYTE  # ours weigh a hundred times less


class FreezeForm(Form):
    """Why there is another version, once one was signed."""

    motive = forms.CharField(
        label=_("Motif"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST_MOTIVE,
        help_text=_("Par exemple : rectification d'une durée, le 12 mars. Ce motif figure dans la nouvelle version."),
        required=False,
    )

    def __init__(self, data: Any = None, *, asks_why: bool) -> None:
        super().__init__(data)
        if not asks_why:
            del self.fields["motive"]


class SignForm(Form):
    """Which version is signed and in which capacity, as the page was drawn; with a card, the code that was sent."""

    version = forms.UUIDField(widget=forms.HiddenInput)
    capacity = forms.ChoiceField(choices=SignatoryCapacity.choices, widget=forms.HiddenInput)
    code = CodeField(label=_("Code reçu par messagerie"))

    def __init__(self, data: Any = None, *, initial: dict[str, Any], by_code: bool) -> None:
        super().__init__(data, initial=initial)
        if not by_code:
            del self.fields["code"]


class VerifyForm(Form):
    """A file whose bytes are never kept; or its SHA-256, which the page's script has computed."""

    file = forms.FileField(
        label=_("Fichier PDF du procès-verbal"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf", "data-most": MOST}),
        help_text=_("Le fichier n'est pas conservé : seule son empreinte SHA-256 est comparée."),
        allow_empty_file=True,
        error_messages={"required": _("Choisissez le fichier PDF à vérifier.")},
    )
    sha256 = forms.CharField(
        widget=forms.HiddenInput, required=False, validators=[RegexValidator("^[0-9a-f]{64}$", code="sha256")]
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["file"].required = not (data and data.get("sha256"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        file = told.get("file")
        if file is not None and file.size > MOST:
            self.add_error("file", gettext("Ce fichier est trop lourd pour être un de nos procès-verbaux."))
        elif file is not None:
            told["sha256"] = _digest(file)
        self.fields["file"].required = True  # whatever answered, the next file is asked for
        return told


def _digest(file: Any) -> str:
    read = sha256()
    for chunk in file.chunks():
        read.update(chunk)
    return read.hexdigest()


class AmendmentForm(Form):
    """What is corrected in a published record, and why; of one dossier, or of the whole session."""

    passage: "forms.ModelChoiceField[AbstractPassage]" = forms.ModelChoiceField(
        label=_("Passage"), queryset=None, required=False, empty_label=_("Toute la séance")
    )
    correction = forms.CharField(
        label=_("Ce qui est rectifié"), widget=forms.Textarea(attrs={"rows": 4}), max_length=LONGEST
    )
    reason = forms.CharField(
        label=_("Motif"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST,
        help_text=_("Par exemple : erreur de saisie relevée à la relecture."),
    )

    def __init__(self, data: QueryDict | None = None, *, jury: AbstractJury) -> None:
        super().__init__(data)
        offer_rows(self, "passage", jury.passages.all())
