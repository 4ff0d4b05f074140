"""What memberships hold of people."""

from django.utils.translation import gettext_lazy as _

from eclore.kit.personal import register

register(
    "memberships_membership", _("Rôles dans les territoires"), keys="user_id", words="granted_by", plain="role reason"
)
register("memberships_nationalgrant", _("Fonctions nationales"), keys="user_id", words="granted_by", plain="kind")
register("memberships_visit", _("Visites dans les territoires"), keys="user_id", names="name")
register(
    "memberships_invitation",
    _("Invitations reçues"),
    emails="email",
    names="name",
    words="invited_by",
    plain="role reason",
    hidden="secret_hash",
)
