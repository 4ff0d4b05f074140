"""Declarations of what each table holds of people."""

import pytest

from eclore.kit import personal
from eclore.kit.personal import Table, Through


@pytest.fixture(autouse=True)
def own_tables(monkeypatch):
    """Declarations of the test's own: those of the program are made once for all."""
    monkeypatch.setattr(personal, "TABLES", {})


def test_columns_are_words_and_whatever_else_is_kept_as_it_is():
    through = (Through("team_id", "teams"),)
    personal.register(
        "members",
        "Équipes",
        keys="user_id",
        emails="email other_email",
        through=through,
        forget=True,
        shown="a = 'b c'",
    )

    assert dict(personal.TABLES) == {
        "members": Table(
            "members",
            "Équipes",
            keys=("user_id",),
            emails=("email", "other_email"),
            through=through,
            forget=True,
            shown="a = 'b c'",
        )
    }


def test_a_table_is_declared_once():
    personal.register("members", "Équipes", names="name")
    with pytest.raises(ValueError, match="members is declared twice"):
        personal.register("members", "Personnes")
    assert dict(personal.TABLES) == {"members": Table("members", "Équipes", names=("name",))}


def test_a_kind_of_column_that_does_not_exist_is_an_error():
    with pytest.raises(TypeError, match="nicknames"):
        personal.register("members", "Équipes", nicknames="nick")


EVERY_KIND = Table(
    "t",
    "T",
    keys=("key",),
    emails=("email",),
    names=("name",),
    own=("own",),
    blank=("blank",),
    contacts=("email", "phone"),
    words=("word",),
    free=("free",),
    plain=("plain",),
    hidden=("hidden",),
)


def test_every_text_column_is_declared_once_an_address_that_is_also_a_contact_too():
    assert EVERY_KIND.declared == ("email", "name", "own", "blank", "phone", "word", "free", "plain", "hidden")


def test_codes_and_what_is_hidden_are_not_searched():
    assert EVERY_KIND.searched == ("email", "name", "own", "blank", "phone", "word", "free")


@pytest.mark.parametrize("kind", ["keys", "emails", "names", "contacts", "words"])
def test_a_table_with_a_trace_of_somebody_is_personal(kind):
    assert Table("t", "T", **{kind: ("column",)}).is_personal


@pytest.mark.parametrize("kind", ["own", "blank", "free", "plain", "hidden"])
def test_a_table_without_anybody_is_not(kind):
    assert not Table("t", "T", **{kind: ("column",)}).is_personal


def test_a_history_and_a_log_are_declared_alike_everywhere():
    personal.history("ideas_event", "Histoire")
    personal.log("territory_audit_entry", "Journal")

    assert dict(personal.TABLES) == {
        "ideas_event": Table(
            "ideas_event",
            "Histoire",
            keys=("by_id",),
            names=("by_name",),
            free=("note",),
            plain=("verb", "source", "target"),
        ),
        "territory_audit_entry": Table(
            "territory_audit_entry",
            "Journal",
            keys=("by_id", "subject_id"),
            plain=("act", "verb", "by_kind", "subject_kind", "facts", "previous", "digest"),
        ),
    }
