"""The life of a jury session and of a passage."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JuryState(models.TextChoices):
    PREPARATION = "preparation", _("En préparation")
    OPEN = "open", _("Ouvert aux notes")
    DELIBERATION = "deliberation", _("En délibération")
    PUBLISHED = "published", _("Décisions publiées")
    CANCELLED = "cancelled", _("Annulée")


# Nothing changes any more.
OVER = (JuryState.PUBLISHED, JuryState.CANCELLED)
# No mark changes: the database sees to it (audit_freeze).
FROZEN = (JuryState.DELIBERATION, JuryState.PUBLISHED)


class SeatRole(models.TextChoices):
    MEMBER = "member", _("Membre")
    VICE = "vice", _("Vice-présidence")
    ALTERNATE = "alternate", _("Suppléance")
    OBSERVER = "observer", _("Observation")
    SECRETARY = "secretary", _("Secrétariat")


# The verdict of a selection that takes no place while others have theirs, with a rank; the same on both sides.
WAITING_LIST = "waiting_list"


class QualityGroup(models.TextChoices):
    """What a member sits as; a session may ask for some of each, but of the others."""

    ELECTED = "elected", _("Élue ou élu")
    MANAGEMENT = "management", _("Direction générale")
    FIELD = "field", _("Agente ou agent de terrain")
    PARTNER = "partner", _("Partenaire")
    OTHER = "other", _("Autre qualité")


# Who may mark; alternates once they are called to sit. The others are never counted.
VOTING = (SeatRole.MEMBER, SeatRole.VICE, SeatRole.ALTERNATE)


class SignatoryCapacity(models.TextChoices):
    """In which one signs the minutes; the presidency first."""

    PRESIDENCY = "presidency", _("Présidence")
    SECRETARY = "secretary", _("Secrétariat")


class SignatureMeans(models.TextChoices):
    """How whoever signs has proved who they are."""

    ACCOUNT = "account", _("Compte, identité confirmée à l'instant")
    CODE = "code", _("Code à usage unique envoyé à l'adresse du membre")


class PassageState(models.TextChoices):
    WAITING = "waiting", _("À venir")
    OPEN = "open", _("En cours")
    HEARD = "heard", _("Entendu")


class PassageKind(models.TextChoices):
    SELECTION = "selection", _("Sélection")
    RENEWAL = "renewal", _("Renouvellement")


class VoteSide(models.TextChoices):
    IN_FAVOUR = "for", _("Pour")
    AGAINST = "against", _("Contre")


class AmendmentAct(models.TextChoices):
    """What an amendment does besides correcting words."""

    FREED = "freed", _("Place libérée")
    PROMOTED = "promoted", _("Promotion de la liste d'attente")


class OpinionKind(models.TextChoices):
    RESERVATION = "reservation", _("Réserve")
    DISSENT = "dissent", _("Opinion dissidente")


class PreferenceChoice(models.TextChoices):
    """Of two dossiers, in the order of their keys."""

    FIRST = "first", _("Le premier")
    SECOND = "second", _("Le second")
    NONE = "none", _("Sans avis")


class ClockPhase(models.TextChoices):
    PITCH = "pitch", _("Présentation")
    QUESTIONS = "questions", _("Questions")
