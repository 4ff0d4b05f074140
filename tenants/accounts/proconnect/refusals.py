"""Why an answer of ProConnect is refused, in words for whoever came with it; codes are for the log and the tests."""

from django.utils.translation import gettext_lazy as _

from eclore.kit.errors import Refusal

SENTENCES = {
    "state": _(
        "Cette réponse de ProConnect n'est pas attendue ici : elle a déjà servi, elle a plus de dix minutes, ou"
        " elle a été demandée dans un autre navigateur."
    ),
    "denied": _("L'identification n'a pas été terminée chez ProConnect."),
    "failed": _("ProConnect n'a pas pu vous identifier."),
    "code": _(
        "ProConnect n'a pas reconnu le code de cette réponse : il a déjà servi, ou plus de trente secondes ont passé."
    ),
    "signature": _("Cette réponse ne porte pas la signature de ProConnect : nous l'avons écartée."),
    "issuer": _("Cette réponse ne vient pas de ProConnect : nous l'avons écartée."),
    "audience": _("Cette réponse de ProConnect a été faite pour un autre service : nous l'avons écartée."),
    "expired": _("Cette réponse de ProConnect n'est plus valable : elle est trop ancienne."),
    "nonce": _("Cette réponse de ProConnect répond à une autre demande que la vôtre : nous l'avons écartée."),
    "subject": _(
        "ProConnect désigne maintenant une autre personne que celle qui s'est identifiée. Fermez la session"
        " ProConnect de l'autre personne, puis recommencez."
    ),
    "linked": _("Cette identité ProConnect ouvre déjà un autre compte. Revenez par ProConnect : elle vous y mènera."),
    "level": _("ProConnect n'annonce pas un niveau d'identification que nous acceptons."),
    "second_factor": _(
        "ProConnect n'a pas vérifié de second facteur, et votre rôle en demande un. Activez la double"
        " authentification chez votre fournisseur d'identité, ou choisissez une clé d'accès ici."
    ),
    "incomplete": _("ProConnect n'a pas transmis votre adresse électronique. Recevez plutôt un code par courriel."),
    "too_many": _("Trop de codes ont été demandés pour votre adresse. Attendez quelques minutes, puis recommencez."),
    "unreachable": _(
        "ProConnect ne répond pas pour l'instant. Réessayez dans quelques minutes, ou recevez un code par courriel."
    ),
    "farewell": _(
        "Ce retour de ProConnect n'est pas celui de votre déconnexion. Vérifiez que votre compte est bien"
        " fermé sur cet appareil."
    ),
}
STATUSES = {"unreachable": 503, "too_many": 429, "farewell": 400, "state": 400}


class NoIdentity(Refusal):
    """ProConnect has identified nobody that we can trust; nothing of what it sent is kept."""

    status = 403

    def __init__(self, code: str, wait: int = 0) -> None:
        super().__init__(SENTENCES[code], code=f"proconnect_{code}")
        self.status = STATUSES.get(code, self.status)
        self.wait = wait
