"""The worker answers requests about personal data, and every night forgets what has been kept long enough."""

import logging
from typing import Any

from eclore.kit import actor, jobs, mail
from eclore.kit.actor import Actor
from tenants.contexts import in_programme
from tenants.jobs import require_programme
from tenants.privacy import documents, journal, orchestration, purging
from tenants.privacy.domain import requests
from tenants.privacy.domain.requests import COPY, ERASE
from tenants.privacy.models import Request
from tenants.privacy.subject import Subject

logger = logging.getLogger(__name__)
ATTEMPTS = 3


def give_up(error: Exception, *, tenant_context: str, request: str) -> None:
    """Say that it did not go through; the error itself, which may hold a name, goes no further than the log."""
    with in_programme():
        requests.failed(request)


@jobs.task(COPY, attempts=ATTEMPTS, gives_up=give_up)
def copy(*, tenant_context: str, request: str) -> None:
    """Gather everything about the person who asked, for them alone; safe to run again."""
    require_programme(tenant_context)
    begun = _begun(request, 2 * len(orchestration.schemas()))
    if begun is None or begun.user_id is None:
        return
    progress = _progress(request)
    subject = orchestration.recognise(orchestration.somebody(user_id=begun.user_id, by_name=False), progress=progress)
    dossiers = list(orchestration.copy(subject, progress=progress))
    as_json, as_pdf = documents.as_json(subject, dossiers), documents.as_pdf(subject, dossiers)
    with in_programme():
        requests.copied(request, as_json=as_json, as_pdf=as_pdf)


@jobs.task(ERASE, attempts=ATTEMPTS, gives_up=give_up)
def erase(*, tenant_context: str, request: str) -> None:
    """Erase the person whom the request is about, prove it, tell them; safe to run again."""
    require_programme(tenant_context)
    begun = _begun(request, orchestration.steps())
    if begun is None:
        return
    progress = _progress(request)
    subject = orchestration.somebody(begun.email, begun.user_id)
    subject.learn(begun.known)
    orchestration.recognise(subject, progress=progress)
    with in_programme():
        requests.remember(request, subject.as_known)
    report = orchestration.erase(subject, by=_asker(begun), request=begun.pk, progress=progress)
    with in_programme():
        requests.erased(request, report.as_json)
    _tell(begun, subject)


@jobs.periodic("privacy.purge", cron="10 1 * * *")
def purge(**_context: object) -> None:
    """Every night, before files are swept; first, what was cut off is taken up again."""
    with in_programme():
        requests.resume()
    purging.purge_everywhere()
    journal.forget()


def _begun(key: str, total: int) -> Request | None:
    with in_programme():
        return requests.begin(key, total=total)


def _progress(key: str) -> Any:
    def step() -> None:
        with in_programme():
            requests.step(key)

    return step


def _asker(request: Request) -> Actor:
    return Actor(request.asked_by_id) if request.asked_by_id else actor.system()


def _tell(request: Request, subject: Subject) -> None:
    """A last e-mail, sent now: the queue would keep the address that has just been erased."""
    to = request.user.email if request.user else request.email
    by_themselves = request.user_id is not None and request.asked_by_id == request.user_id
    title, body = mail.render("privacy.erased", {"by_themselves": by_themselves})
    try:
        mail.send(to_email=to, subject=title, body=body)
    except Exception as error:  # noqa: BLE001  whatever a mail server answers, the erasure is done
        logger.warning("the e-mail that confirms an erasure was not sent: %s", type(error).__name__)
