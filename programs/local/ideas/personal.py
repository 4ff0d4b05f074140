"""What ideas hold of people: authors, teams, line managers, those who asked to be called."""

from django.utils.translation import gettext_lazy as _

from eclore.kit.personal import Through, history, register

register(
    "ideas_idea",
    _("Idées"),
    keys="author_id",
    free="title answers direction",
    plain="state asked",
    through=(Through("id", "ideas_teammember", "idea_id"),),
)
register(
    "ideas_hearing",
    _("Passages des idées devant un jury ou un forum"),
    free="title",
    plain="before",
    through=(Through("idea_id", "ideas_teammember", "idea_id"),),
)
register("ideas_teammember", _("Équipes"), keys="user_id", emails="email", names="name", plain="status")
register(
    "ideas_commitment",
    _("Fiches d'engagement"),
    emails="signatory_email",
    names="signatory_name",
    free="reason",
    plain="state",
    hidden="token_hash",
    through=(Through("member_id", "ideas_teammember"),),
)
register(
    "ideas_attachment",
    _("Pièces jointes"),
    keys="uploaded_by_id",
    names="uploaded_by",
    free="name threat",
    plain="media_type sha256 state fault",
)
register(
    "ideas_draft",
    _("Brouillons sans compte"),
    emails="email",
    free="title answers direction",
    hidden="secret_hash",
    forget=True,
)
register(
    "ideas_callback",
    _("Demandes de rappel"),
    emails="contact",
    contacts="contact",
    names="name",
    own="moment",
    words="answered_by",
)
history("ideas_ideaevent", _("Histoire des idées"))
