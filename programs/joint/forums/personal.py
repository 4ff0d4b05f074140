"""What forums hold of people: the frozen dossiers that territories have sent."""

from django.utils.translation import gettext_lazy as _

from eclore.kit.personal import Through, history, register

register("forums_forum", _("Forums"), free="name place introduction criteria", plain="slug state time_zone")
register(
    "forums_nomination",
    _("Dossiers présentés à un forum"),
    words="nominated_by",
    free="title snapshot territory_name",
    hidden="ties",
)
register(
    "forums_forumquestion",
    _("Questions d'un forum à un territoire"),
    keys="asked_by_id",
    words="asked_by answered_by closed_by",
    free="text answer territory_name",
)
register("forums_coachingmorning", _("Matinées des coachs"))
register(
    "forums_morningcoach",
    _("Coachs d'une matinée de forum"),
    emails="email",
    names="name",
    free="place",
    plain="sent_digest",
)
register(
    "forums_morningturn",
    _("Rencontres d'une matinée de forum"),
    names="coach_name",
    free="coach_place",
    through=(Through("coach_id", "forums_morningcoach"),),
)
history("forums_forumevent", _("Histoire des forums"))
