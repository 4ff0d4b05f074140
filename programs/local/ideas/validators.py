"""What answers may hold, for the form, the API and the domain alike."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from eclore.kit.errors import Invalid
from programs.local.calls.template import QuestionDraft

# A draft keeps what was typed even when it is too long to be submitted; not without end.
LONGEST_DRAFT = 20_000
PHONE = re.compile(r"\+?[0-9 .()/-]{6,30}")
FEWEST_DIGITS = 6


def plain_contact(text: str) -> str:
    """A telephone number or an address, on one line. Raises Invalid when nobody could be reached by it."""
    text = " ".join(text.split())
    if "@" in text:
        try:
            validate_email(text)
        except ValidationError as error:
            raise Invalid(_("Vérifiez cette adresse : il y manque quelque chose."), field="contact") from error
        return text
    if not PHONE.fullmatch(text) or sum(character.isdigit() for character in text) < FEWEST_DIGITS:
        raise Invalid(_("Indiquez un numéro de téléphone ou une adresse électronique."), field="contact")
    return text


def answer_texts(answers: object, questions: Iterable[QuestionDraft]) -> dict[str, str]:
    """Texts by question key. Raises Invalid for another shape, an unknown question or a text without end."""
    if not isinstance(answers, dict):
        raise Invalid(_("Envoyez les réponses comme un objet : une clé par question."), field="answers")
    known = {question.key for question in questions}
    for key, text in answers.items():
        if key not in known:
            raise Invalid(_("Cet appel ne pose pas la question « %(key)s ».") % {"key": str(key)[:40]}, field="answers")
        if not isinstance(text, str) or "\x00" in text:
            raise Invalid(_("Écrivez cette réponse comme un texte."), field=key)
        if len(text) > LONGEST_DRAFT:
            raise Invalid(_("Ce texte est bien trop long : gardez l'essentiel."), field=key)
    return {key: text.replace("\r\n", "\n") for key, text in answers.items()}
