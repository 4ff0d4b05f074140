"""How allauth behaves here: accounts are made and kept on the auth host only, and mail bears the territory's name."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from eclore.database.current import current
from eclore.kit import mail
from eclore.kit.qr import qr
from tenants.accounts import login_target
from tenants.accounts.models import User, new_stamp
from tenants.hosts import Site
from tenants.networks import network
from tenants.requests import Request

# In the auth host's session: what the account was when a sign-in began.
BEGUN = "sign_in_begun"
OVERTAKEN = _(
    "Pendant que vous entriez, votre mot de passe a changé ou toutes vos sessions ont été fermées. Recommencez."
)


class AccountAdapter(DefaultAccountAdapter):
    """Codes are sent by the request itself, after its commit: a secret has no business waiting in a queue."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("Ce n'est pas ce code. Relisez le dernier message reçu, ou demandez un autre code."),
        "email_password_mismatch": _("Cette adresse et ce mot de passe ne vont pas ensemble. Essayez plutôt un code."),
        "too_many_login_attempts": _("Trop d'essais en peu de temps. Attendez quelques minutes, puis recommencez."),
        "rate_limited": _("Trop de demandes en peu de temps. Attendez une minute, puis recommencez."),
        "incorrect_password": _("Ce n'est pas votre mot de passe actuel."),
        "email_taken": _("Cette adresse est déjà celle d'un compte. Choisissez-en une autre."),
    }

    def _get_login_attempts_cache_key(self, request: Request, **credentials: Any) -> str:
        """Failures count for an address *from a network*: a stranger's do not close somebody else's context."""
        return f"{network(request)}:{super()._get_login_attempts_cache_key(request, **credentials)}"

    def get_client_ip(self, request: HttpRequest) -> str:
        """Who came by fewer proxies than we have is the network that they came from, whatever they say of it."""
        try:
            return str(super().get_client_ip(request))
        except ImproperlyConfigured:
            return str(request.META["REMOTE_ADDR"])

    def save_user(self, request: Request, user: User, form: Any, commit: bool = True) -> User:
        user.name = form.cleaned_data["name"]
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved

    def pre_login(self, request: Request, user: User, **facts: Any) -> Any:
        """The first step of a sign-in was right; others may follow, a second factor for one."""
        request.session[BEGUN] = user.get_session_auth_hash()
        return super().pre_login(request, user, **facts)

    def login(self, request: Request, user: User) -> None:
        """The last step was right. What ends every session ends those that were half way, too."""
        if not constant_time_compare(request.session.pop(BEGUN, ""), user.get_session_auth_hash()):
            clear_login(request)
            messages.info(request, OVERTAKEN)
            raise ImmediateHttpResponse(redirect("account_login"))
        super().login(request, user)

    def post_login(self, request: Request, user: User, **facts: Any) -> Any:
        """Whoever opens an account has just proved their mailbox, and allauth does not write that down."""
        if not get_authentication_records(request, user):
            record_authentication(request, user, "code")
        return super().post_login(request, user, **facts)

    def set_password(self, user: User, password: str) -> None:
        """A new password ends every session that was open with the old one."""
        user.stamp = new_stamp()
        super().set_password(user, password)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Often called once the context is closed: the address is on the account, no table is asked for it."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        request = (
            allauth_context.request
        )  # none once the context is closed: such a message speaks for the account alone
        site = branding(request) if request else None
        if current().tenant_context is not None:
            mail.count("account", email)
        facts = {"email": email, "site": site, "name": site.name if site else "Éclore", **context}
        message = self.render_mail(template_prefix, email, facts)
        transaction.on_commit(message.send, robust=True)

    def render_mail(
        self, template_prefix: str, email: Any, context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        message: EmailMessage = super().render_mail(
            template_prefix, email, context, {"Auto-Submitted": "auto-generated"}
        )
        site = context.get("site")
        if site is not None:
            sender = mail.Sender(site.name, site.contact_email)
            message.from_email = sender.address
            message.reply_to = [sender.reply_to] if sender.reply_to else []
        return message

    def format_email_subject(self, subject: str) -> str:
        return subject


class FactorAdapter(DefaultMFAAdapter):
    def build_totp_svg(self, url: str) -> str:
        """Drawn in the page: the policy of content lets no `data:` picture in."""
        return qr(url)


def branding(request: Any) -> Site | None:
    """The territory that this sign-in is heading for; None on the way to the national host, or nowhere."""
    if not hasattr(request, "_branding"):
        bound = login_target.recall(request.session)
        site = login_target.destination(bound.host) if bound else None
        request._branding = site if site and site.slug else None
    known: Site | None = request._branding
    return known
