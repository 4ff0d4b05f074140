"""Around the database: jobs, mail, disks, backups, certificates, the settings themselves."""

import socket
import ssl
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend

from eclore.kit import clock
from eclore.kit.hooks import Hook
from tenants.contexts import in_programme
from tenants.watching import queries
from tenants.watching.diagnosis.findings import Finding, fine, look, wrong

SILENCE = 60  # seconds without a sign of life of a worker
LATE = 15 * 60  # seconds that a job may be due without being taken
BACKUP_EVERY = timedelta(hours=26)
ROOM = 0.1  # of a disk
SECONDS = 10
RENEWED = timedelta(days=14)  # a proxy renews its certificates well before
# What upper layers know to have been begun by hand, and not ended.
left_unfinished: Hook[[], Iterable[Finding]] = Hook("watching.unfinished")
STATUS = "la page « État du service » les nomme"


def settings_of_site() -> Iterator[Finding]:
    """What Django's own checks and ours say of this environment."""
    found = checks.run_checks(include_deployment_checks=not settings.DEBUG)
    if settings.DEBUG:
        yield wrong("réglages", "DEBUG est en place : une erreur montre le code", "retirez DEBUG")
    serious = [each for each in found if each.level >= checks.ERROR]
    for each in serious:
        yield wrong("réglages", f"{each.id} : {each.msg}", str(each.hint or "deploy/VARIABLES.md"))
    if not serious:
        yield fine("réglages", f"vérifiés ({len(found)} avertissement(s) : python manage.py check --deploy)")


def jobs() -> Iterator[Finding]:
    """The worker, what waits for it, and what has failed for good."""
    with in_programme():
        queue = queries.queue()
    if queue.silence is None or queue.silence > SILENCE:
        since = "n'a jamais été entendu" if queue.silence is None else f"est silencieux depuis {queue.silence:.0f} s"
        yield wrong("tâches", f"le processus `work` {since}", "systemctl restart eclore-worker")
    else:
        yield fine("tâches", f"le processus `work` a parlé il y a {queue.silence:.0f} s")
    if queue.age > LATE:
        yield wrong("tâches", f"{queue.due} attendent, depuis {queue.age / 60:.0f} min", "journalctl -u eclore-worker")
    else:
        yield fine("tâches", f"{queue.due} attendent, {queue.running} en cours")
    for failed in queue.failed:
        yield look("tâches", f"échecs définitifs de « {failed.task} » : {failed.jobs}", STATUS)


def mail() -> Iterator[Finding]:
    """Whether the mail server answers and lets us in; no letter is sent."""
    connection = get_connection(timeout=SECONDS)
    if not isinstance(connection, EmailBackend):
        yield wrong(
            "courrier", "aucun serveur de courrier n'est donné", "EMAIL_URL=smtp+tls://compte:mot-de-passe@hôte"
        )
        return
    where = f"{connection.host}:{connection.port}"
    try:
        connection.open()
    except OSError as error:
        yield wrong("courrier", f"{where} ne répond pas : {error}", "vérifiez EMAIL_URL et le pare-feu")
    else:
        yield fine("courrier", f"{where} répond")
    finally:
        connection.close()


def disks() -> Iterator[Finding]:
    """Room, and whether files can be written where they are kept."""
    for disk in queries.disks():
        share = disk.free / disk.total
        said = f"{disk.place} : {disk.free / 1e9:.1f} Go libres ({share:.0%})"
        yield fine("disque", said) if share > ROOM else wrong("disque", said, "df -h ; agrandissez, ou déplacez")
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            yield fine("disque", "le dossier des fichiers s'écrit")
    except OSError as error:
        yield wrong("disque", f"le dossier des fichiers ne s'écrit pas : {error}", f"chown eclore: {folder}")


def backups() -> Iterator[Finding]:
    """When the last one ended well."""
    with in_programme():
        last = queries.last_backup()
    if last is None:
        yield wrong("sauvegardes", "aucune n'a été signalée", "systemctl enable --now eclore-backup.timer")
        return
    age = clock.now() - last
    said = f"la dernière a {age.total_seconds() / 3600:.0f} h"
    if age < BACKUP_EVERY:
        yield fine("sauvegardes", said)
    else:
        yield wrong("sauvegardes", said, "journalctl -u eclore-backup")


def unfinished() -> Iterator[Finding]:
    """What was begun by hand and has not ended."""
    for told in left_unfinished.ask():
        yield from told


def certificate(address: str = "") -> Iterator[Finding]:
    """The one that visitors are shown for the national host, asked as a browser does.

    `address`: `host:port` of the proxy, when the site's name leads elsewhere from here.
    """
    if settings.PUBLIC_SCHEME != "https":
        yield look("certificats", "ce site est servi en clair", "à mettre derrière un serveur qui porte TLS")
        return
    host, _colon, port = address.partition(":")
    context = ssl.create_default_context()
    try:
        with (
            closing(socket.create_connection((host or settings.BASE_HOST, int(port or 443)), SECONDS)) as plain,
            context.wrap_socket(plain, server_hostname=settings.BASE_HOST) as secure,
        ):
            shown = secure.getpeercert() or {}
    except OSError as error:
        yield wrong("certificats", f"{settings.BASE_HOST} : {error}", "journalctl -u caddy")
        return
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC)
    left = ends - clock.now()
    said = f"{settings.BASE_HOST} : {left.days} jours"
    if left > RENEWED or left > (ends - _begins(shown)) / 4:
        yield fine("certificats", said)
    else:
        yield wrong("certificats", said, "journalctl -u caddy : le renouvellement échoue")


def _begins(shown: Mapping[str, object]) -> datetime:
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notBefore"])), UTC)
