"""What the mailbox shows: its folders, and whom a message is for and when."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.urls import set_urlconf

from programs.local.messages.models import Message
from programs.local.messages.pages import folders
from tenants import hosts

COUNTS = {"relire": 3, "envoyes": 0, "non-parvenus": 1}
PREPARED, SENT = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 4, 17, tzinfo=UTC)


@pytest.fixture
def addresses_of_a_territory() -> Iterator[None]:
    set_urlconf(settings.URLCONFS[hosts.TERRITORY])
    yield
    set_urlconf(None)


@pytest.mark.usefixtures("addresses_of_a_territory")
def test_three_folders_lead_to_each_other() -> None:
    found = folders(COUNTS, "envoyes")
    assert [(each.label, each.count, each.url, each.kind, each.current) for each in found] == [
        ("À relire", 3, "/messages/?dossier=relire", "second", False),
        ("Envoyés", 0, "/messages/?dossier=envoyes", "main", True),
        ("Non parvenus", 1, "/messages/?dossier=non-parvenus", "second", False),
    ]


def test_what_has_left_is_the_only_folder_where_nothing_is_chosen() -> None:
    assert [each.is_to_send for each in folders(COUNTS, "relire")] == [True, False, True]


def test_each_folder_says_what_comes_there() -> None:
    assert [(each.empty_title, each.empty_text) for each in folders(COUNTS, "relire")] == [
        ("Rien à relire", "Les réponses que vous préparez attendent ici avant de partir."),
        ("Aucun message envoyé", "Les accusés de réception et les réponses paraîtront ici."),
        ("Tous les messages sont parvenus", "Une adresse refusée paraîtra ici, avec sa raison."),
    ]


@pytest.mark.parametrize(
    ("name", "email", "told"),
    [("Camille", "c@exemple.fr", "Camille"), ("", "c@exemple.fr", "c@exemple.fr"), ("", "", "")],
)
def test_a_message_is_for_a_name_or_an_address(name: str, email: str, told: str) -> None:
    assert Message(to_name=name, to_email=email).addressee == told


@pytest.mark.parametrize(("sent_at", "told"), [(None, PREPARED), (SENT, SENT)])
def test_a_message_bears_the_day_it_left_or_was_prepared(sent_at: datetime | None, told: datetime) -> None:
    assert Message(created_at=PREPARED, sent_at=sent_at).shown_at == told
