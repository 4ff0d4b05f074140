"""A body that is too large fills neither memory nor disk, and its sender reads why."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from programs.local.ideas.models import Attachment
from tenants.contexts import in_territory
from tests.factories.calls import a_call
from tests.factories.files import pdf
from tests.factories.ideas import a_draft
from tests.support.browsing import words
from tests.support.personas import browser, person


@pytest.fixture
def sending(somme, settings, tmp_path):
    """Send so many bytes to an idea's page, where at most twenty thousand are kept."""
    settings.UPLOAD_CEILING, settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 20_000, 1000
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    author = person("member", at=somme)
    actor = author.at(somme)
    with in_territory(somme):
        idea = a_draft(a_call(file_megabytes=1), actor)

    def send(size):
        form = {"file": SimpleUploadedFile("plan.pdf", pdf() + b" " * (size - len(pdf())))}
        return browser(somme, author).post(f"/idees/{idea.pk}/fichiers/", form)

    return send


def test_a_file_under_the_ceiling_goes_through_a_temporary_one(somme, sending, tmp_path):
    answer = sending(10_000)
    with in_territory(somme):
        kept = Attachment.objects.get()

    assert (answer.status_code, kept.size, list(tmp_path.iterdir())) == (302, 10_000, [])


def test_a_file_over_the_ceiling_is_not_kept_and_weighs_what_it_weighs(sending, settings, monkeypatch):
    settings.UPLOAD_CEILING = 1_200_000
    written = []
    monkeypatch.setattr(
        "django.core.files.uploadhandler.TemporaryFileUploadHandler.receive_data_chunk",
        lambda _self, data, start: written.append(len(data)),
    )
    answer = sending(3_400_000)

    assert answer.status_code == 422
    assert "Ce fichier pèse 3,4 Mo, et chacun peut peser 1 Mo au plus" in words(answer)
    assert sum(written) <= 1_200_000


def test_a_body_beyond_reason_is_refused_unread(sending):
    assert sending(90_000).status_code == 400
