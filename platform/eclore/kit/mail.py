"""E-mails: rendered from `templates/emails/`, put in the queue, sent by the worker; silent during replays.

Each is counted, for its sender and its addressee, in the transaction that sends it: `count`, which raises TooMany.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from email.headerregistry import Address
from email.utils import parseaddr
from math import ceil
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from socket import gaierror
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.template import Context, Template
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from eclore.kit import jobs, limits
from eclore.kit.errors import TooMany

SEND = "mail.send"
LETTERS = [SEND, "messages.deliver"]  # jobs that are letters, whoever they leave for
SUBJECT_LENGTH = 200
CALENDAR = "agenda.ics"
DOCUMENT = "lettre.pdf"
NOWHERE = ".invalid"  # a domain that no mail reaches (RFC 2606): what an erasure puts in place of an address

# What says that the mail server has not taken a letter; of a connection that is cut meanwhile, nobody knows.
NOT_TAKEN = (jobs.Hopeless, SMTPResponseException, SMTPRecipientsRefused, ConnectionRefusedError, gaierror)

_muted: ContextVar[bool] = ContextVar("mail_muted", default=False)
_sender: ContextVar[str] = ContextVar("mail_sender", default="")


@dataclass(frozen=True)
class Sender:
    """Who writes: a territory's name, and the address that answers reach, both maybe empty."""

    name: str = ""
    reply_to: str = ""

    @property
    def address(self) -> str:
        """The From header: the project's own address under the territory's name."""
        ours, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
        return named(f"{self.name} via {ours}" if self.name else ours, address)


def render(kind: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """(subject, body) in French; "ideas.acknowledgement" is `emails/ideas/acknowledgement_{subject,body}.txt`."""
    with translation.override("fr"):
        subject, body = (_text(f"emails/{kind.replace('.', '/')}_{part}.txt", context) for part in ("subject", "body"))
    return one_line(subject)[:SUBJECT_LENGTH], body.strip() + "\n"


def post(kind: str, *, to_email: str, context: Mapping[str, Any], calendar: str = "") -> None:
    """Write to somebody from the open context: the job leaves with its transaction, under the context's name.

    `calendar`: an entry for theirs (RFC 5545), which goes with the letter.
    """
    if is_muted():
        return
    count(kind, to_email)
    subject, body = render(kind, context)
    attached = {"calendar": calendar} if calendar else {}
    jobs.defer(SEND, to_email=to_email, subject=subject, body=body, **attached)


def send(
    *,
    to_email: str,
    subject: str,
    body: str,
    to_name: str = "",
    sender: Sender | None = None,
    key: str = "",
    calendar: str = "",
    document: bytes = b"",
) -> None:
    """Send now, in the worker; `key`: the letter's own, by which a mailbox knows it when it comes again.

    `calendar`: an entry for theirs, attached; `document`: a PDF, the same.

    Raises jobs.Hopeless when the address is refused for good.
    """
    sender = sender or Sender()
    if not is_address(to_email):
        raise jobs.Hopeless("L'adresse est mal écrite.")
    if to_email.endswith(NOWHERE):
        raise jobs.Hopeless("Cette personne a été effacée : elle n'a plus d'adresse.")
    message = EmailMessage(
        one_line(subject)[:SUBJECT_LENGTH],
        body,
        sender.address,
        [named(to_name, to_email)],
        reply_to=[sender.reply_to] if is_address(sender.reply_to) else None,
        headers={"Auto-Submitted": "auto-generated", **_identity(key)},
    )
    if calendar:
        message.attach(CALENDAR, calendar, "text/calendar")
    if document:
        message.attach(DOCUMENT, document, "application/pdf")
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        code, reason = next(iter(error.recipients.values()), (550, b""))
        _refused(code, reason, error)
    except SMTPResponseException as error:
        _refused(error.smtp_code, error.smtp_error, error)


@contextmanager
def written_by(sender: str) -> Iterator[None]:
    """Letters of the block are counted for `sender`: who acts in a request, or the network of who has no account."""
    token = _sender.set(sender)
    try:
        yield
    finally:
        _sender.reset(token)


def count(kind: str, to_email: str) -> None:
    """One more letter of this kind to this address, in the open context; what jobs and commands write has no sender.

    Raises TooMany: of all letters to this address, of this kind to it, or from this sender.
    """
    sender = _sender.get()
    if not sender or is_muted():
        return
    address = to_email.strip().lower()
    # For everything first: of two requests of one sender, the second waits for the first before it counts anything.
    wait = limits.count_all(("letters", f"letter:{kind}"), network=sender, account=address)
    if wait:
        sentence = _(
            "Trop de messages à cette adresse en peu de temps : attendez %(minutes)d minutes, puis recommencez."
        )
        raise TooMany(sentence % {"minutes": ceil(wait / 60)}, wait=wait)


def crowded(to_email: str) -> int:
    """Seconds that the next letter to this address should wait, in the open context; counted when it is 0 too."""
    return limits.count("letters_received", network=to_email.strip().lower())


def is_address(text: str) -> bool:
    """Whether mail can be sent to `text`: one plain address, without a line break."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def named(name: str, address: str) -> str:
    """`Name <address>`, quoted as a header wants it; Django encodes what is not ASCII."""
    user, _at, domain = address.rpartition("@")
    return str(Address(one_line(name), user, domain))


def one_line(text: str) -> str:
    """The text without line breaks or control characters, nor what readers of mail would decode (RFC 2047)."""
    words = "".join(letter if letter.isprintable() else " " for letter in text).split()
    return " ".join(words).replace("=?", "= ?")


@contextmanager
def muted() -> Iterator[None]:
    """Nothing is sent from the block: replays live at dates when the mail was sent already."""
    token = _muted.set(True)
    try:
        yield
    finally:
        _muted.reset(token)


def is_muted() -> bool:
    """Whether mail is silent now."""
    return _muted.get()


def _text(name: str, context: Mapping[str, Any]) -> str:
    """Plain text: nothing is escaped, and no context processor runs."""
    template: Template = get_template(name).template  # type: ignore[attr-defined]  # Django's own engine
    return str(template.render(Context(dict(context), autoescape=False)))


def _identity(key: str) -> dict[str, str]:
    """The header by which mailboxes tell letters apart (RFC 5322, 3.6.4)."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return {"Message-ID": f"<{key}@{address.rpartition('@')[2]}>"} if key else {}


def _refused(code: int, reason: bytes | str, error: Exception) -> None:
    """5xx is for good, 4xx for now (RFC 5321, 4.2.1)."""
    words = reason.decode(errors="replace") if isinstance(reason, bytes) else reason
    if 500 <= code < 600:
        raise jobs.Hopeless(f"Le serveur de courrier refuse ce message : {code} {one_line(words)}") from error
    raise error
