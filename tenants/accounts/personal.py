"""What accounts hold of people, and the libraries that keep them."""

from django.utils.translation import gettext_lazy as _

from eclore.kit.personal import Through, register

register(
    "accounts_user",
    _("Compte"),
    keys="id",
    emails="email",
    names="name",
    own="function",
    plain="language",
    hidden="stamp",
)
register("accounts_credential", _("Mot de passe"), keys="user_id", hidden="hash", forget=True)
register(
    "accounts_handoff",
    _("Entrées sur les sites"),
    keys="user_id",
    own="browser path",
    plain="host",
    hidden="code_hash nonce_hash",
    forget=True,
)
# What a session holds is signed and packed: tenants.privacy.sessions reads it.
register("accounts_session", _("Sessions"), keys="user_id", hidden="session_key session_data opened_by", forget=True)
register("accounts_apitoken", _("Jetons d'accès"), keys="user_id", own="label", hidden="digest last_four", forget=True)

register("account_emailaddress", _("Adresses de connexion"), keys="user_id", emails="email", forget=True)
register(
    "account_emailconfirmation",
    _("Confirmations d'adresse"),
    hidden="key",
    forget=True,
    through=(Through("email_address_id", "account_emailaddress"),),
)
register(
    "socialaccount_socialaccount",
    _("Identités ProConnect"),
    keys="user_id",
    own="uid",
    free="extra_data",
    plain="provider",
    forget=True,
)
register(
    "socialaccount_socialtoken",
    _("Jetons ProConnect"),
    hidden="token token_secret",
    forget=True,
    through=(Through("account_id", "socialaccount_socialaccount"),),
)
register(
    "socialaccount_socialapp",
    _("Réglages de ProConnect"),
    plain="provider provider_id name client_id settings",
    hidden="secret key",
)
register("mfa_authenticator", _("Double vérification"), keys="user_id", plain="type", hidden="data", forget=True)
register(
    "usersessions_usersession",
    _("Appareils connectés"),
    keys="user_id",
    own="user_agent",
    hidden="session_key data",
    forget=True,
)

# Counts of what was asked, by the fingerprints of networks and addresses.
register("accounts_tally", _("Décomptes de demandes"), hidden="key")

# Mail that waits holds an address and a text; the rest of a job is keys.
register("procrastinate_jobs", _("Courriers en attente"), free="args", plain="queue_name task_name lock queueing_lock")
register("procrastinate_periodic_defers", _("Travaux réguliers"), plain="task_name periodic_id")

# Django's own bookkeeping.
register("django_content_type", _("Types d'objets"), plain="app_label model")
register("django_migrations", _("Versions de la base"), plain="app name")
register("auth_permission", _("Permissions"), plain="name codename")
register("auth_group", _("Groupes"), plain="name")
