"""Why a file is refused, in sentences that say what to do; the codes are those of eclore.kit.reading."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from eclore.kit.reading.faults import Fault
from programs.files import kinds

SENTENCES = {
    "too_costly": gettext_noop(
        "Ce fichier demande trop de calcul ou de mémoire pour être vérifié : allégez-le (moins de pages, des images"
        " plus petites), ou imprimez-le en PDF, puis joignez ce nouveau fichier."
    ),
    "unreadable_file": gettext_noop(
        "Ce fichier n'a pas pu être lu : enregistrez-le de nouveau, ou exportez-le en PDF, puis joignez-le."
    ),
    "broken_pdf": gettext_noop("Ce PDF est abîmé ou incomplet : exportez-le de nouveau, puis joignez-le."),
    "active_pdf": gettext_noop(
        "Ce PDF contient un programme ou un autre fichier : imprimez-le en PDF, puis joignez ce nouveau PDF."
    ),
    "locked_file": gettext_noop("Ce document est protégé par un mot de passe : joignez-en une version sans."),
    "broken_picture": gettext_noop("Cette image ne s'ouvre pas : enregistrez-la de nouveau en JPEG ou en PNG."),
    "picture_too_large": gettext_noop(
        "Cette image compte %(first)d millions de pixels, et %(second)d au plus sont acceptés : réduisez-la."
    ),
    "drawn_too_heavy": gettext_noop(
        "Cette image pèse %(weight)s une fois redessinée sans le lieu ni la date de sa prise de vue, plus que ce qui"
        " est accepté : réduisez-la, puis joignez-la de nouveau."
    ),
    "broken_document": gettext_noop("Ce document est abîmé : enregistrez-le de nouveau, puis joignez-le."),
    "archive_bomb": gettext_noop(
        "Ce document se déplie en un contenu démesuré : enregistrez-le de nouveau depuis"
        " votre logiciel, ou exportez-le en PDF."
    ),
    "office_type": gettext_noop(
        "Ce fichier n'est pas un document bureautique récent : enregistrez-le en docx, xlsx,"
        " pptx, odt, ods ou odp, ou exportez-le en PDF."
    ),
    "active_document": gettext_noop(
        "Ce document contient des macros ou des programmes : enregistrez-en une version sans, ou exportez-le en PDF."
    ),
    "linked_document": gettext_noop(
        "Ce document va chercher un modèle, une image ou un objet ailleurs que dans le fichier : rompez ses liaisons"
        " dans votre logiciel, ou exportez-le en PDF."
    ),
}


def sentence(text: str) -> str:
    """What a person is told of a fault as `StoredFile.fault` keeps it; a code of a later release is told plainly."""
    fault = Fault.of(text)
    first, second = (*fault.numbers, 0, 0)[:2]
    facts = {"first": first, "second": second, "weight": kinds.weight(first)}
    translated: Callable[[str], str] = _
    return translated(SENTENCES.get(fault.code, SENTENCES["unreadable_file"])) % facts
