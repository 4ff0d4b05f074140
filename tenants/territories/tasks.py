"""Jobs of the project for its sites: mail that is not kept, new territories."""

import logging
from typing import Any

from eclore.kit import jobs, mail
from eclore.kit.errors import Refusal
from eclore.kit.hooks import Hook
from tenants import hosts
from tenants.jobs import job_context, require_programme
from tenants.territories import queries, senders, sites
from tenants.territories.domain import requests
from tenants.territories.models import ProvisioningRequest, Territory
from tenants.territories.provisioning import provision

logger = logging.getLogger(__name__)

BROKEN = "La création a été interrompue. Prévenez l'équipe technique, puis demandez de nouveau ce territoire."

# A territory has been made as it was asked for; in the programme's context, once or again.
made_for: Hook[[ProvisioningRequest, hosts.Site], None] = Hook("territories.made")


@jobs.task(mail.SEND)
def send_mail(*, tenant_context: str, to_email: str, subject: str, body: str, calendar: str = "") -> None:
    """Send what `kit.mail.post` has queued, in the name of whoever queued it; later, when too many go there.

    What a site that has closed since had written stays: its links lead nowhere any more.
    """
    letter: dict[str, Any] = {"to_email": to_email, "subject": subject, "body": body}
    letter |= {"calendar": calendar} if calendar else {}
    try:
        with job_context(tenant_context):
            sender = senders.current()
            if wait := mail.crowded(to_email):
                jobs.defer_all(mail.SEND, [letter], after=wait)
                return
    except senders.SiteClosed:
        logger.info("a letter stays: its site has closed", extra={"tenant_context": tenant_context})
        return
    mail.send(**letter, sender=sender)


def give_up(error: Exception, *, tenant_context: str, request: str) -> None:
    """Tell the national team why there is no territory."""
    with job_context(tenant_context):
        requests.refused(request, reason=str(error) if isinstance(error, jobs.Hopeless) else BROKEN)


@jobs.task(requests.PROVISION, attempts=3, gives_up=give_up)
def make_territory(*, tenant_context: str, request: str) -> None:
    """Make what the national team has asked for, then invite its first programme manager; safe to run again."""
    require_programme(tenant_context)
    with job_context(tenant_context):
        wanted = requests.to_provision(request)
        made = queries.by_slug(wanted.slug) if wanted else None
    if wanted is None:
        return
    territory = made or _provisioned(wanted)
    with job_context(tenant_context):
        made_for.ask(wanted, sites.territory_site(queries.main_domain(territory)))
        requests.done(wanted, territory)


def _provisioned(wanted: ProvisioningRequest) -> Territory:
    details = {name: getattr(wanted, name) for name in ("slug", "name", "kind", "code", "department", "accent")}
    try:
        return provision(**details)
    except Refusal as refusal:
        raise jobs.Hopeless(str(refusal.sentence)) from refusal
