"""Asking for a new territory: the web process writes the wish, the worker (which alone may) makes it true."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from eclore.kit import clock, jobs, theme
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid
from eclore.kit.permissions import require
from tenants.territories import validators
from tenants.territories.models import Kind, ProvisioningRequest, Territory
from tenants.territories.states import RequestState

PROVISION = "territories.provision"


def ask(
    *,
    by: Actor,
    slug: str,
    name: str,
    kind: str,
    manager_email: str,
    manager_name: str = "",
    code: str = "",
    department: str = "",
    accent: str = theme.DEFAULT_ACCENT,
) -> ProvisioningRequest:
    """Ask the worker for a territory and the invitation of its first programme manager. Raises Invalid."""
    require(by, "territories.create")
    request = ProvisioningRequest(
        slug=slug.strip(),
        name=validators.named(name),
        kind=kind,
        code=code.strip(),
        department=department.strip(),
        accent=validators.readable_accent(accent),
        manager_name=manager_name.strip(),
        manager_email=validators.address(manager_email, field="manager_email"),
        requested_by=by.name[:200],
    )
    validators.schema_of(request.slug)
    _check(request)
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError as clash:
        raise _taken() from clash
    jobs.defer(PROVISION, request=str(request.pk))
    return request


def to_provision(key: UUID | str) -> ProvisioningRequest | None:
    """The request, unless it was answered already."""
    return ProvisioningRequest.objects.filter(pk=key, state=RequestState.WAITING).first()


def done(request: ProvisioningRequest, territory: Territory) -> None:
    """The territory answers at its address."""
    _answer(request.pk, state=RequestState.DONE, territory=territory)


def refused(key: UUID | str, *, reason: str) -> None:
    """It could not be made; `reason` is for the person who asked."""
    _answer(key, state=RequestState.REFUSED, error=reason[:300])


def _answer(key: UUID | str, **changes: object) -> None:
    ProvisioningRequest.objects.filter(pk=key, state=RequestState.WAITING).update(ended_at=clock.now(), **changes)


def _check(request: ProvisioningRequest) -> None:
    if request.kind not in Kind.values:
        raise Invalid(_("Choisissez un type de territoire."), field="kind")
    if not request.manager_email:
        raise Invalid(_("Donnez l'adresse de la personne qui ouvrira le programme."), field="manager_email")
    for field, longest in {"code": 20, "department": 3, "manager_name": 200}.items():
        if len(getattr(request, field)) > longest:
            raise Invalid(_("Trop long : %(longest)d caractères au plus.") % {"longest": longest}, field=field)
    taken = Territory.objects.filter(slug=request.slug).exists()
    asked = ProvisioningRequest.objects.filter(~Q(state=RequestState.REFUSED), slug=request.slug).exists()
    if taken or asked:
        raise _taken()


def _taken() -> Invalid:
    return Invalid(_("Un territoire répond déjà à cette adresse. Choisissez-en une autre."), field="slug")
