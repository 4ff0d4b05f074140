"""The territories of a forum, each with its quota; one may join after publication."""

from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal, TooLate
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from eclore.kit.transitions import record
from programs.joint.forums import emails, template, validators
from programs.joint.forums.models import Forum, Participation
from programs.joint.forums.states import ForumState
from tenants.territories.models import Territory


def add_participant(
    forum: Forum, *, by: Actor, territory: Territory, quota: int = template.TERRITORY_QUOTA, hosts: bool = False
) -> Participation:
    """A territory takes part; `late` once the forum is published. Refused once the jury has opened."""
    lock(forum)
    require(by, "forums.manage", forum)
    _still_open(forum)
    _fits(forum, quota)
    if territory.closed_at:
        sentence = _("Le site de ce territoire est fermé : il ne peut pas participer.")
        raise Invalid(sentence, code="territory_closed", field="territory")
    already = Refusal(
        _("%(territory)s participe déjà : modifiez plutôt son quota.") % {"territory": territory.name},
        code="already_participating",
        field="territory",
    )
    if forum.participations.filter(territory=territory).exists():
        raise already
    participation = forum.participations.create(
        territory=territory,
        territory_role=territory.role,
        quota=quota,
        hosts=hosts,
        late=forum.state != ForumState.DRAFT,
    )
    record(forum, "add_participant", by=by, note=_note(participation))
    if forum.state == ForumState.PUBLISHED:
        emails.tell_managers(forum, [participation])
    return participation


def change_quota(participation: Participation, *, by: Actor, quota: int) -> Participation:
    """Never below what the territory has already nominated."""
    forum = participation.forum
    lock(forum, participation)
    require(by, "forums.manage", forum)
    _still_open(forum)
    _fits(forum, quota)
    if participation.nominated > quota:
        raise Invalid(
            _("Ce territoire a déjà présenté plus de dossiers : gardez un quota au moins égal."),
            code="quota_below_nominated",
            field="quota",
        )
    participation.quota = quota
    participation.save(update_fields=["quota"])
    record(forum, "change_quota", by=by, note=_note(participation))
    return participation


def remove_participant(participation: Participation, *, by: Actor) -> None:
    """Only a territory that has nominated nothing."""
    forum = participation.forum
    lock(forum, participation)
    require(by, "forums.manage", forum)
    _still_open(forum)
    if participation.nominated:
        sentence = _("Ce territoire a présenté des dossiers : il doit d'abord les retirer.")
        raise Refusal(sentence, code="has_nominated")
    participation.delete()
    record(forum, "remove_participant", by=by, note=participation.territory.name)


def _still_open(forum: Forum) -> None:
    if forum.jury_opened_at or forum.state == ForumState.DECIDED:
        raise TooLate(_("Le jury a commencé : les participants ne changent plus."), code="jury_opened")
    if forum.state == ForumState.CANCELLED:
        raise TooLate(_("Ce forum est annulé : les participants ne changent plus."), code="forum_cancelled")


def _fits(forum: Forum, quota: int) -> None:
    validators.number(quota, field="quota")
    if quota > forum.quota_total:
        sentence = _("Le forum accepte %(total)d dossiers en tout : choisissez un quota plus petit.")
        raise Invalid(sentence % {"total": forum.quota_total}, code="quota_over_total", field="quota")


def _note(participation: Participation) -> str:
    return _("%(territory)s, %(quota)d dossiers au plus") % {
        "territory": participation.territory.name,
        "quota": participation.quota,
    }
