"""Where to begin in the demonstration: one person of each kind, where something is happening today."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.accounts.models import User
from tenants.hosts import address
from tenants.territories.models import Domain

NATIONAL = "national"


@dataclass(frozen=True)
class Suggested:
    """Somebody to be, and what to do first as them."""

    user: User
    label: str | Promise
    does: str | Promise


@dataclass
class Suggestion:
    """One host, what is under way there, and who has something to do."""

    host: str
    name: str
    under_way: str | Promise
    people: list[Suggested] = field(default_factory=list)

    @property
    def url(self) -> str:
        return address(self.host)


MANAGER, AGENT, JUROR, COACH = _("Chargée de programme"), _("Agente"), _("Membre du jury"), _("Coach")
UNDER_WAY = {
    "somme": _("L'appel à idées est ouvert."),
    "oise": _("Les idées sont lues : c'est la présélection."),
    "nord": _("Le jury siège aujourd'hui."),
    "pas-de-calais": _("Deux équipes enquêtent, un comité approche."),
    "val-d-oise": _("Deux équipes enquêtent plus longtemps que prévu."),
    NATIONAL: _("Un forum de quatre territoires attend leurs idées."),
}
SUGGESTED = {
    "somme": (
        ("equipe1.1", AGENT, _("Reprenez son brouillon sur un téléphone, puis déposez-le.")),
        ("programme", MANAGER, _("Voyez le tableau de l'appel, écrivez aux équipes.")),
    ),
    "oise": (
        ("jury3", JUROR, _("Douze dossiers attendent ses notes, sur une tablette.")),
        ("programme", MANAGER, _("Passez à la délibération, décidez, répondez à chaque équipe.")),
    ),
    "nord": (
        ("jury1", _("Présidente du jury"), _("Préparez les cartes des membres, menez la séance et la délibération.")),
        ("jury5", JUROR, _("Sept équipes attendent ses notes, sur une tablette.")),
        ("programme", MANAGER, _("Suivez la séance, nommez une idée au forum.")),
    ),
    "pas-de-calais": (
        ("coach", COACH, _("Notez une séance en deux minutes.")),
        ("programme", MANAGER, _("Préparez le comité et ses décisions.")),
    ),
    "val-d-oise": (("programme", MANAGER, _("Voyez quel projet a besoin de vous.")),),
    NATIONAL: (
        ("coach", _("Coach nationale"), _("Ouvrez le portefeuille de tous les territoires.")),
        ("administration", _("Équipe nationale"), _("Organisez le forum et composez son jury.")),
        ("jury.forum", _("Membre du jury du forum"), _("Notez des équipes de plusieurs territoires.")),
    ),
}


def suggestions() -> list[Suggestion]:
    """What is under way, as far as its people exist. Two statements."""
    emails = [f"{key}@{slug}.example" for slug, rows in SUGGESTED.items() for key, *_words in rows]
    users = {user.email: user for user in User.objects.filter(email__in=emails, generated=True, is_active=True)}
    sites = _sites()
    return [
        Suggestion(*sites[slug], UNDER_WAY[slug], people)
        for slug in SUGGESTED
        if slug in sites and (people := _people(slug, users))
    ]


def _sites() -> dict[str, tuple[str, str]]:
    """The host and the name of each site, by its slug; its primary host when there are several."""
    domains = Domain.objects.filter(tenant__slug__in=SUGGESTED).order_by("is_primary").select_related("tenant")
    found = {domain.tenant.slug: (domain.domain, domain.tenant.name) for domain in domains}
    return {**found, NATIONAL: (settings.BASE_HOST, str(_("Équipe nationale")))}


def _people(slug: str, users: dict[str, User]) -> list[Suggested]:
    found = [(users.get(f"{key}@{slug}.example"), label, does) for key, label, does in SUGGESTED[slug]]
    return [Suggested(user, label, does) for user, label, does in found if user is not None]
