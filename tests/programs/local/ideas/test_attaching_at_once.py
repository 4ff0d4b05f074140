"""Two people of a team who attach at the same instant: one takes the last place, and the other leaves no bytes."""

from threading import Barrier, Thread

from django.db import connection

from eclore.kit.errors import Refusal
from programs.local.ideas.domain import attachments
from programs.local.ideas.models import Attachment, Idea
from tenants.contexts import in_territory
from tenants.storage import files as storage
from tests.factories import files
from tests.factories.calls import a_call
from tests.factories.files import upload
from tests.factories.ideas import a_draft
from tests.support.personas import person


def test_the_last_place_is_taken_once(real_db, somme):
    actor = person("member", at=somme).at(somme)
    with in_territory(somme):
        idea = a_draft(a_call(files_max=1), actor)
        before = set(storage().names("territories/somme/"))
    together, outcomes = Barrier(2, timeout=20), []

    def attach():
        try:
            with in_territory(somme):
                found = Idea.objects.select_related("call").get(pk=idea.pk)
                together.wait()
                attachments.attach(found, upload(files.pdf()), by=actor)
            outcomes.append("kept")
        except Refusal as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=attach) for _person in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    with in_territory(somme):
        kept = Attachment.objects.get()
        assert set(storage().names("territories/somme/")) - before == {kept.path}
        storage().remove(kept.path)
    assert sorted(outcomes) == ["kept", "too_many_files"]
