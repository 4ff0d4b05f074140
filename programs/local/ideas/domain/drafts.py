"""An idea begun without an account: written by whoever holds its link, adopted by the account that signs in with it."""

from datetime import timedelta
from typing import NamedTuple, Unpack
from uuid import UUID, uuid4

from django.core.signing import b62_encode
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, TooMany
from eclore.kit.keys import digest, new_key
from eclore.kit.locks import Gone, lock, lock_name
from eclore.kit.permissions import require
from programs.local.calls.models import Call
from programs.local.ideas import emails
from programs.local.ideas.domain import ideas
from programs.local.ideas.domain.ideas import FIELDS, Fields, ensure_of_the_call, ensure_open
from programs.local.ideas.models import Draft, Idea
from programs.local.ideas.validators import answer_texts
from tenants.memberships.validators import plain_address

HOUR, MOST_LINKS = timedelta(hours=1), 3


class Names(NamedTuple):
    """What a draft is known by: its key, that pages and logs may tell, and the secret of its link."""

    pk: UUID
    secret: str


def names_of(form: UUID) -> Names:
    """Of what is begun from the page that bears this key.

    Only that page knows the key, and nothing keeps it: saved twice, at the same moment too, it leads to one draft.
    """
    pk, secret = (
        salted_hmac(f"ideas.drafts.{name}", form.hex, algorithm="sha256").hexdigest() for name in Names._fields
    )
    return Names(UUID(pk[:32]), b62_encode(int(secret, 16)))


def begin(call: Call, *, by: Actor, names: Names | None = None, **fields: Unpack[Fields]) -> tuple[Draft, str]:
    """A draft and the secret of its link, which is not kept. Raises TooLate outside the call's dates.

    `names` are what `names_of` says of a form; `fields` are those of an idea.
    """
    require(by, "ideas.draft", call)
    ensure_open(call)
    pk, secret = names or Names(uuid4(), new_key())
    draft = Draft(pk=pk, call=call, secret_hash=digest(secret))
    _fill(draft, fields)
    draft.save(force_insert=True)
    return draft, secret


def find(secret: str) -> Draft | None:
    """The draft that this secret opens, with its call and questions; None for any other."""
    rows = Draft.objects.select_related("call__edition", "problem").prefetch_related("call__questions")
    return rows.filter(secret_hash=digest(secret)).first()


def save(draft: Draft, *, by: Actor, **fields: Unpack[Fields]) -> Draft:
    """Keep what was typed; answers that are not given stay as they are, those of another tab too."""
    lock(draft)
    require(by, "ideas.draft", draft.call)
    _fill(draft, fields)
    draft.updated_at = clock.now()
    draft.save(update_fields=[*fields, "updated_at"])
    return draft


def send_link(draft: Draft, secret: str, *, by: Actor, email: str) -> Draft:
    """Send the link to an address, a personal one as well; it is the only copy of the secret besides the browser's."""
    lock(draft)
    require(by, "ideas.draft", draft.call)
    email = plain_address(email)
    _ensure_not_flooded(email)
    draft.email, draft.link_sent_at = email, clock.now()
    draft.save(update_fields=["email", "link_sent_at"])
    emails.resume_link(draft, secret)
    return draft


def adopt(draft: Draft, *, by: Actor) -> Idea:
    """The draft becomes an idea of this person's account; whoever comes second with the same link finds nothing."""
    try:
        lock(draft)
    except Gone as gone:
        sentence = _("Ce brouillon est déjà dans un compte : ouvrez « Mes idées ».")
        raise Invalid(sentence, code="already_adopted") from gone
    require(by, "ideas.start", draft.call)
    kept = {name: getattr(draft, name) for name in FIELDS if name != "open_team"}
    idea = ideas.start(draft.call, by=by, **kept)
    if draft.open_team:
        ideas.save(idea, by=by, open_team=True)
    draft.delete()
    return idea


def discard(draft: Draft, *, by: Actor) -> None:
    """Forget it for good."""
    lock(draft)
    require(by, "ideas.draft", draft.call)
    draft.delete()


def _ensure_not_flooded(email: str) -> None:
    """Whoever the address belongs to asked for nothing: a few messages an hour at most, from whatever draft."""
    lock_name("ideas.links", email)
    lately = Draft.objects.filter(email=email, link_sent_at__gt=clock.now() - HOUR).count()
    if lately >= MOST_LINKS:
        raise TooMany(
            _(
                "Plusieurs liens viennent de partir à cette adresse : ouvrez le dernier message reçu, ou"
                " recommencez dans une heure."
            ),
            field="email",
        )


def _fill(draft: Draft, fields: Fields) -> None:
    ensure_of_the_call(fields.get("problem"), draft.call)
    if "answers" in fields:
        fields["answers"] = {**draft.answers, **answer_texts(fields["answers"], draft.questions)}
    for name, value in fields.items():
        if name not in FIELDS:
            raise TypeError(f"a draft has no field {name!r} to save")
        setattr(draft, name, value)
