"""What allauth asks of us on the way: somebody not known yet proves their mailbox first."""

from allauth.account.internal.userkit import filter_users_by_email
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.shortcuts import redirect

from eclore.database.current import current
from eclore.kit import limits
from tenants.accounts.email_login import EmailLogin
from tenants.accounts.proconnect import linking
from tenants.accounts.proconnect.identity import recall
from tenants.accounts.proconnect.refusals import NoIdentity
from tenants.networks import network


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Known: on they go, with what they have proved. Else a code to their mailbox, account or not."""
        identity = recall(request.session)
        assert identity is not None  # the callback has just kept it
        if sociallogin.is_existing:
            linking.record_second_factor(request, sociallogin.user, identity)
            return
        wait = limits.count("codes", network=network(request), account=f"address {identity.email}")
        current().commit_and_continue()
        if wait:
            raise NoIdentity("too_many", wait=wait)
        user = next(iter(filter_users_by_email(identity.email, is_active=True, prefer_verified=True)), None)
        EmailLogin.begin(request, user=user, email=identity.email, subject=identity.subject)
        raise ImmediateHttpResponse(redirect("account_confirm_login_code"))
