"""Signing in with an e-mail code, the same two pages whether the address is known or not.

Built on allauth's process of the same name; what differs is that an unknown address receives a code too, and is then
asked for a name: nothing tells a passer-by who has an account. Somebody whom ProConnect has just identified for the
first time comes here too (`subject`): the same code proves the mailbox, and no name is asked.
"""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.flows.manage_email import sync_email_address
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tenants.accounts import queries
from tenants.accounts.models import User
from tenants.accounts.proconnect import linking


class EmailLogin(LoginCodeVerificationProcess):
    """One person typing one code; `user` is None for a newcomer."""

    @classmethod
    def begin(cls, request: HttpRequest, *, user: User | None, email: str, subject: str = "") -> "EmailLogin":
        """Send a code and wait for it."""
        login = Login(user=user, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update({**cls.initial_state(user=user, email=email), "initiated_by_user": True, "subject": subject})
        process = cls(stage)
        process.send()
        process.persist()
        return process

    @classmethod
    def under_way(cls, request: HttpRequest) -> "EmailLogin | None":
        """The process that this session is in the middle of, unless it is too old."""
        stage = LoginStageController.enter(request, LoginByCodeStage.key)
        return cls(stage).abort_if_invalid() if stage else None

    @property
    def email(self) -> str:
        return str(self.state["email"])

    @property
    def subject(self) -> str:
        """Whom ProConnect has identified, or nothing."""
        return str(self.state.get("subject", ""))

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:
        context = {"request": self.request, "code": self.generate_code(), "newcomer": self.user is None}
        get_adapter().send_mail("account/email/login_code", email, context)

    def resend(self) -> None:
        self.send()
        self.record_resend()
        self.persist()

    def finish(self, redirect_url: str | None) -> HttpResponse:
        """The right code was typed: sign in, or ask a newcomer for a name, or say that the account is closed."""
        who = linking.awaited(self.request, self.subject, self.email)
        if self.user is None and queries.is_closed(self.email):
            clear_login(self.request)
            return redirect("account_inactive")
        if self.user is None and who is None:
            get_adapter().stash_verified_email(self.request, self.email)
            clear_login(self.request)
            return redirect("account_signup")
        if who is not None:
            user = linking.welcomed(self.user, who)
            linking.record(self.request, user, who)
            if self.user is None:
                record_authentication(self.request, user, "code", email=self.email)
                login = Login(user=user, email=self.email, redirect_url=redirect_url)
                opened: HttpResponse = perform_login(self.request, login)
                return opened
        sync_email_address(self.user, self.email)
        finished: HttpResponse = super().finish(redirect_url)
        return finished
