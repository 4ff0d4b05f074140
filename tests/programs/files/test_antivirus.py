"""With an antivirus, a file is withheld until it has been read; what it finds goes to quarantine with a sentence."""

import socket
import struct
import subprocess
import threading
import time
from contextlib import contextmanager
from uuid import uuid4

import pytest

from programs.files import antivirus, tasks
from programs.local.ideas.domain import attachments
from programs.local.ideas.models import Attachment
from tenants.contexts import in_territory
from tenants.storage import files as storage
from tests.factories import files
from tests.factories.calls import a_call
from tests.factories.files import upload
from tests.factories.ideas import a_draft
from tests.support import requirements
from tests.support.browsing import words
from tests.support.personas import browser, person

# The test file that every antivirus knows, in two halves so that none finds it here.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd(threading.Thread):
    """A server of our own that speaks INSTREAM: what it finds is any content with EICAR in it."""

    def __init__(self, answer=None):
        super().__init__(daemon=True)
        self.answer, self.read = answer, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"tcp://127.0.0.1:{self.listener.getsockname()[1]}"

    def run(self):
        while True:
            try:
                link, _address = self.listener.accept()
            except OSError:
                return
            with link, link.makefile("rb") as sent:
                self.serve(link, sent)

    def serve(self, link, sent):
        assert sent.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", sent.read(4))[0]:
            content += sent.read(size)
        self.read.append(content)
        found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        link.sendall(self.answer or found)


@contextmanager
def serving(answer=None):
    server = Clamd(answer)
    server.start()
    try:
        yield server
    finally:
        server.listener.close()


@pytest.fixture
def clamd(settings):
    with serving() as server:
        settings.CLAMD = server.url
        yield server


def attached(somme, actor, data=None, name="devis.pdf"):
    with in_territory(somme):
        idea = a_draft(a_call(), actor)
        return attachments.attach(idea, upload(data or files.pdf(), name), by=actor)


def read_by_us(queue):
    """Its reader first, then the antivirus."""
    name, args = queue.waiting.pop(0)
    assert name == "files.read"
    tasks.read(**args)


def infected():
    """A sound PDF but for what it carries."""
    return files.pdf(b"% " + EICAR + b"\n")


def test_a_file_is_withheld_until_it_has_been_read(somme, clamd, queue):
    author = person("member", at=somme)
    kept = attached(somme, author.at(somme))
    page, address = f"/idees/{kept.idea_id}/", f"/idees/{kept.idea_id}/fichiers/{kept.pk}/"
    client = browser(somme, author)
    read_by_us(queue)
    before = (client.get(address).status_code, words(client.get(page)))
    queue.run()
    after = (client.get(address).status_code, words(client.get(page)))

    assert (before[0], "En cours de vérification" in before[1], f'href="{address}"' in before[1]) == (404, True, False)
    assert (after[0], "En cours de vérification" in after[1], f'href="{address}"' in after[1]) == (200, False, True)
    assert clamd.read == [files.pdf()]


def test_what_is_found_goes_to_quarantine_with_a_sentence(somme, clamd, queue):
    author = person("member", at=somme)
    kept = attached(somme, author.at(somme), infected())
    read_by_us(queue)
    with in_territory(somme):
        before = Attachment.objects.get().path
    queue.run()
    client = browser(somme, author)
    page = words(client.get(f"/idees/{kept.idea_id}/"))
    with in_territory(somme):
        row = Attachment.objects.select_related("idea").get()
        kept_at = (storage().exists(before), storage().exists(row.path))
        events = list(row.idea.events.values_list("verb", "note", "by_name"))

    assert (row.state, row.threat, kept_at) == ("refused", "Eicar-Test-Signature", (False, True))
    assert "/quarantine/" in row.path
    assert "L'antivirus y a trouvé « Eicar-Test-Signature » : personne ne peut l'ouvrir." in page
    assert client.get(f"/idees/{kept.idea_id}/fichiers/{kept.pk}/").status_code == 404
    assert ("quarantine_file", "devis.pdf", "Éclore") in events
    client.post(f"/idees/{kept.idea_id}/fichiers/{kept.pk}/retirer/")
    with in_territory(somme):
        assert not storage().exists(row.path)


def test_an_antivirus_that_does_not_answer_is_asked_again(somme, settings, queue, monkeypatch):
    with serving(b"INSTREAM size limit exceeded. ERROR\0") as server:
        settings.CLAMD = server.url
        kept = attached(somme, person("member", at=somme).at(somme))
        with pytest.raises(antivirus.Unreachable, match="size limit"):
            queue.run()
    with pytest.raises(antivirus.Unreachable):
        tasks.scan(tenant_context="territory_somme", label="ideas.attachment", pk=str(kept.pk))
    with in_territory(somme):
        assert Attachment.objects.get().state == "pending"
    with serving() as server:
        settings.CLAMD = server.url
        monkeypatch.setattr("programs.files.queries.FORGOTTEN", -tasks.queries.FORGOTTEN)
        tasks.scan_again()
        queue.run()
    with in_territory(somme):
        assert Attachment.objects.get().state == "clean"


def test_an_antivirus_that_is_slow_or_hangs_up_leaves_the_file_withheld(somme, settings, queue, monkeypatch):
    monkeypatch.setattr(antivirus, "TIMEOUT", 0.2)
    author = person("member", at=somme)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.CLAMD = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        kept = attached(somme, author.at(somme))
        with pytest.raises(antivirus.Unreachable, match="timed out"):
            queue.run()
    for answer in (b"\0", b"stream: OK and more\0", b"UNKNOWN COMMAND\0", b"OK\0"):
        with serving(answer) as server:
            settings.CLAMD = server.url
            with pytest.raises(antivirus.Unreachable):
                tasks.scan(tenant_context="territory_somme", label="ideas.attachment", pk=str(kept.pk))

    assert browser(somme, author).get(f"/idees/{kept.idea_id}/fichiers/{kept.pk}/").status_code == 404


def test_a_file_erased_meanwhile_is_not_read(somme, clamd, queue):
    actor = person("member", at=somme).at(somme)
    kept = attached(somme, actor)
    with in_territory(somme):
        attachments.detach(Attachment.objects.select_related("idea__call").get(pk=kept.pk), by=actor)
    queue.run()

    assert clamd.read == []


@pytest.fixture(scope="module")
def real_clamd(tmp_path_factory):
    """Debian's own, with a database of one signature; by a socket in a folder, as in production."""
    program = requirements.program("clamd", "clamav-daemon")
    folder = tmp_path_factory.mktemp("clamav")
    (folder / "ours.ndb").write_text(f"Eclore.Eicar:0:*:{EICAR.hex()}\n")
    configuration = folder / "clamd.conf"
    configuration.write_text(
        f"LocalSocket {folder}/clamd.ctl\nDatabaseDirectory {folder}\nForeground yes\nTemporaryDirectory {folder}\n"
        "MaxThreads 2\nLogTime no\n"
    )
    process = subprocess.Popen([program, "-c", str(configuration)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        for _attempt in range(200):
            if (folder / "clamd.ctl").exists() or process.poll() is not None:
                break
            time.sleep(0.1)
        assert process.poll() is None, process.stdout.read().decode()
        yield f"unix:{folder}/clamd.ctl"
    finally:
        process.terminate()
        process.wait(10)


def test_the_real_antivirus_reads_what_we_send(real_clamd):
    large = [bytes(200_000), EICAR, bytes(10)]

    assert antivirus.threat_in([files.pdf()], real_clamd) == ""
    assert antivirus.threat_in([], real_clamd) == ""
    assert antivirus.threat_in(large, real_clamd) == "Eclore.Eicar.UNOFFICIAL"


def test_the_real_antivirus_judges_a_file_of_a_dossier(somme, real_clamd, settings, queue):
    settings.CLAMD = real_clamd
    actor = person("member", at=somme).at(somme)
    attached(somme, actor, infected())
    attached(somme, actor)
    queue.run()
    with in_territory(somme):
        judged = set(Attachment.objects.values_list("state", "threat"))

    assert judged == {("refused", "Eclore.Eicar.UNOFFICIAL"), ("clean", "")}


@pytest.mark.parametrize("label", ["ideas.idea", "rien", "no.table"])
def test_a_job_for_a_table_that_keeps_no_files_is_given_up(somme, settings, label):
    settings.CLAMD = "tcp://127.0.0.1:1"
    with pytest.raises(tasks.NoFileTable):
        tasks.scan(tenant_context="territory_somme", label=label, pk=str(uuid4()))
