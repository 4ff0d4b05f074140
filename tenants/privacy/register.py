"""The register of processing activities (GDPR, article 30): what is done with people's data here, why, for how long.

Texts tell what the product does; durations are those that the territory has set. A test holds each table that knows
people to one activity.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eclore.kit import personal
from tenants.privacy.models import ACCESSES, IDLE_ACCOUNTS, RAW_NOTES, REFUSED_IDEAS

FOREVER = "decisions"
PUBLIC_TASK = gettext_lazy("Mission d'intérêt public (RGPD, article 6, 1, e)")
OBLIGATION = gettext_lazy("Obligation légale (RGPD, article 6, 1, c)")


@dataclass(frozen=True)
class Activity:
    """`tables`: beginnings of the names of tables. `kept`: the setting that limits it, or FOREVER."""

    title: Any
    purpose: Any
    basis: Any
    people: Any
    recipients: Any
    kept: str
    tables: tuple[str, ...]


ACTIVITIES = (
    Activity(
        gettext_lazy("Comptes et connexion"),
        gettext_lazy("Reconnaître les personnes, leur ouvrir les espaces où elles ont un rôle, protéger leur compte"),
        PUBLIC_TASK,
        gettext_lazy("Toute personne qui a un compte ou une invitation"),
        gettext_lazy(
            "Personnes qui conduisent le programme dans le territoire ; équipe nationale pour son propre espace"
        ),
        IDLE_ACCOUNTS,
        (
            "accounts_user",
            "accounts_credential",
            "memberships_membership",
            "memberships_nationalgrant",
            "memberships_invitation",
            "accounts_session",
            "accounts_apitoken",
            "account_",
            "mfa_",
            "procrastinate_",
            "socialaccount_",
        ),
    ),
    Activity(
        gettext_lazy("Idées et équipes"),
        gettext_lazy(
            "Recueillir les idées des agents, former les équipes, obtenir l'accord des responsables, répondre à chacun"
        ),
        PUBLIC_TASK,
        gettext_lazy(
            "Agents, étudiants et partenaires qui portent une idée ; responsables qui signent ; personnes à rappeler"
        ),
        gettext_lazy(
            "Équipe de l'idée ; personnes qui conduisent le programme ; membres des jurys, pour les dossiers entendus"
        ),
        REFUSED_IDEAS,
        ("ideas_", "calls_", "local_messages_"),
    ),
    Activity(
        gettext_lazy("Jurys et décisions"),
        gettext_lazy("Composer les jurys, noter, se déporter, délibérer, publier les décisions et leur procès-verbal"),
        OBLIGATION,
        gettext_lazy("Membres des jurys ; porteuses et porteurs des dossiers entendus"),
        gettext_lazy("Membres du jury, chacun pour ses notes ; présidence ; version occultée à qui la demande"),
        FOREVER,
        ("local_juries_", "joint_juries_"),
    ),
    Activity(
        gettext_lazy("Investigations et projets"),
        gettext_lazy("Suivre les équipes lauréates, leur journal, leurs comités, et ce qui a été appris"),
        PUBLIC_TASK,
        gettext_lazy("Équipes, coachs, sponsors ; personnes interrogées, sans leur nom"),
        gettext_lazy("Équipe du projet, coachs, personnes qui conduisent le programme"),
        RAW_NOTES,
        ("incubation_",),
    ),
    Activity(
        gettext_lazy("Forums interdépartementaux"),
        gettext_lazy("Présenter à un jury commun les dossiers que leurs équipes ont accepté de partager"),
        PUBLIC_TASK,
        gettext_lazy("Équipes nommées, avec leur accord"),
        gettext_lazy("Équipe nationale ; membres du jury commun"),
        FOREVER,
        ("forums_",),
    ),
    Activity(
        gettext_lazy("Traces d'accès et journal d'audit"),
        gettext_lazy("Savoir qui a décidé, noté, exporté ou visité ; détecter un accès qui ne devait pas avoir lieu"),
        OBLIGATION,
        gettext_lazy("Toute personne connectée ; équipe nationale en visite"),
        gettext_lazy(
            "Personnes qui conduisent le programme, pour leur territoire ; équipe nationale, pour le programme"
        ),
        ACCESSES,
        (
            "memberships_visit",
            "juries_entrycard",
            "accounts_handoff",
            "usersessions_",
            "territory_audit_",
            "programme_audit_",
        ),
    ),
    Activity(
        gettext_lazy("Organisation des territoires"),
        gettext_lazy("Créer les territoires, enregistrer les conventions et qui les a signées"),
        PUBLIC_TASK,
        gettext_lazy("Signataires ; personnes à contacter"),
        gettext_lazy("Équipe nationale ; le public, pour l'adresse de contact"),
        FOREVER,
        ("territories_",),
    ),
    Activity(
        gettext_lazy("Demandes sur les données personnelles"),
        gettext_lazy("Donner à chacun une copie de ses données, les effacer, et en garder la preuve sans les nommer"),
        OBLIGATION,
        gettext_lazy("Personnes qui exercent leurs droits"),
        gettext_lazy("La personne elle-même ; équipe nationale, pour le résultat"),
        FOREVER,
        ("privacy_", "moving_"),
    ),
)


def rows(months: dict[str, int]) -> Iterator[dict[str, str]]:
    """Each activity in words: {heading: text}, in the order of `headings`."""
    for activity in ACTIVITIES:
        texts = (
            activity.title,
            activity.purpose,
            activity.basis,
            activity.people,
            data_of(activity),
            activity.recipients,
            kept(activity, months),
            security(),
        )
        yield dict(zip(headings(), map(str, texts), strict=True))


def headings() -> list[str]:
    """The columns of the register."""
    return [
        _("Activité"),
        _("Finalité"),
        _("Base légale"),
        _("Personnes concernées"),
        _("Données"),
        _("Destinataires"),
        _("Durée de conservation"),
        _("Sécurité"),
    ]


def data_of(activity: Activity) -> str:
    """The tables that know people, in words."""
    labels = dict.fromkeys(str(table.label) for table in tables_of(activity) if table.is_personal)
    return ", ".join(labels)


def tables_of(activity: Activity) -> Iterable[personal.Table]:
    return [table for name, table in sorted(personal.TABLES.items()) if name.startswith(activity.tables)]


def kept(activity: Activity, months: dict[str, int]) -> str:
    """How long, as this territory has set it."""
    if activity.kept == FOREVER:
        return _("Le temps du programme, puis l'archivage ; une personne effacée n'y est plus nommée")
    count = months[activity.kept]
    return {
        IDLE_ACCOUNTS: _("%(months)s mois sans activité, après deux messages"),
        REFUSED_IDEAS: _(
            "%(months)s mois après la réponse pour une idée refusée ; le temps du programme pour les autres"
        ),
        RAW_NOTES: _("%(months)s mois pour les notes brutes d'entretien ; le temps du programme pour le reste"),
        ACCESSES: _("%(months)s mois pour les accès ; le journal d'audit ne nomme personne"),
    }[activity.kept] % {"months": count}


def security() -> str:
    """The same everywhere: the walls."""
    return _(
        "Un espace et un rôle de base de données par territoire, sécurité au niveau des lignes, double"
        " vérification, journal d'audit chaîné"
    )
