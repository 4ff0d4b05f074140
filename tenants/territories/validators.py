"""What people type about a territory, checked once for forms, API and domain."""

import re

from django.utils.translation import gettext as _

from eclore.database.context import IDENTIFIER
from eclore.kit import colour, mail, theme
from eclore.kit.errors import Invalid

RESERVED = frozenset(
    {"compte", "www", "api", "demo", "admin", "mail", "static", "public", "national", "eclore", "information-schema"}
)
SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
SLUG_LENGTH = 40
DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
SIREN = re.compile(r"[0-9]{9}")
DOMAINS_AT_MOST = 20


def schema_of(slug: str) -> str:
    """The schema of an address: `pas-de-calais` → `pas_de_calais`. Raises Invalid for what can be no address."""
    schema = slug.replace("-", "_")
    usable = SLUG.fullmatch(slug) and len(slug) <= SLUG_LENGTH and IDENTIFIER.fullmatch(schema)
    if not usable or schema.startswith("pg_"):
        raise Invalid(
            _(
                "L'adresse ne peut contenir que des lettres minuscules, des chiffres et des traits d'union,"
                " et commence par une lettre."
            ),
            field="slug",
        )
    if slug in RESERVED or schema.startswith("eclore"):
        raise Invalid(_("Cette adresse est réservée. Choisissez-en une autre."), field="slug")
    return schema


def readable_accent(text: str) -> str:
    """The accent as it will be used: darkened when the colour asked for could not be read. Raises Invalid."""
    try:
        return theme.palette(text).light.accent
    except colour.UnreadableColour:
        raise Invalid(_("Écrivez une couleur comme #0b5c7a."), field="accent") from None


def domain_names(names: list[str], *, field: str = "email_domains") -> list[str]:
    """Domains of e-mail addresses in lower case, without @ nor doubles. Raises Invalid."""
    cleaned = list(dict.fromkeys(name.strip().lower().lstrip("@") for name in names if name.strip()))
    for name in cleaned:
        if len(name) > 120 or not DOMAIN.fullmatch(name):
            raise Invalid(
                _("« %(name)s » n'est pas un domaine : écrivez par exemple somme.fr.") % {"name": name[:60]},
                field=field,
            )
    if len(cleaned) > DOMAINS_AT_MOST:
        raise Invalid(_("Vingt domaines au plus : gardez les principaux."), field=field)
    return cleaned


def siren_numbers(numbers: list[str], *, field: str = "sirens") -> list[str]:
    """SIREN numbers as nine digits, spaces and doubles removed, their key checked (Luhn). Raises Invalid."""
    cleaned = list(dict.fromkeys("".join(number.split()) for number in numbers if number.strip()))
    for number in cleaned:
        if not SIREN.fullmatch(number) or _luhn(number) % 10:
            raise Invalid(
                _("« %(number)s » n'est pas un numéro SIREN : écrivez ses neuf chiffres.") % {"number": number[:60]},
                field=field,
            )
    if len(cleaned) > DOMAINS_AT_MOST:
        raise Invalid(_("Vingt numéros au plus : gardez les principaux."), field=field)
    return cleaned


def _luhn(number: str) -> int:
    """The sum whose last digit is 0 in a well-typed number: every second digit from the right counts twice."""
    return sum(
        sum(divmod(int(digit) * (2 if position % 2 else 1), 10)) for position, digit in enumerate(reversed(number))
    )


def address(text: str, *, field: str) -> str:
    """One e-mail address, or nothing. Raises Invalid."""
    text = text.strip()
    if text and not mail.is_address(text):
        raise Invalid(_("Écrivez une adresse complète, comme prenom.nom@exemple.fr."), field=field)
    return text


def named(text: str, *, field: str = "name", longest: int = 120) -> str:
    """A name on one line. Raises Invalid when it is empty or too long."""
    text = mail.one_line(text)
    if not text:
        raise Invalid(_("Donnez un nom."), field=field)
    if len(text) > longest:
        raise Invalid(_("Ce nom est trop long : %(longest)d caractères au plus.") % {"longest": longest}, field=field)
    return text
