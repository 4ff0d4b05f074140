"""A context leads to its own shelves, and bytes come and go with the rows that tell of them."""

from contextlib import suppress

import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from eclore.database.context import ContextError
from tenants.contexts import in_programme, in_territory
from tenants.storage import files

OWN, OTHER = "territories/somme/ideas/attachment/1", "territories/oise/ideas/attachment/1"
HANDED, OTHERS = "programme/somme/1/1", "programme/oise/1/1"


def put(name, words=b"mots"):
    files().put(name, ContentFile(words))


def there(name):
    return files().inner.exists(name)


@pytest.fixture(autouse=True)
def everything_is_there_already(any_db):
    inner = files().inner
    for name in (OWN, OTHER, HANDED, OTHERS):
        inner.save(name, ContentFile(b"mots"))
    yield
    for name in (OWN, OTHER, HANDED, OTHERS):
        inner.delete(name)


ACTS = {
    "open": lambda name: files().open(name).read(),
    "put": lambda name: put(f"{name}0"),
    "save": lambda name: files().save(f"{name}0", ContentFile(b"x")),
    "exists": lambda name: files().exists(name),
    "size": lambda name: files().size(name),
    "time": lambda name: files().get_modified_time(name),
    "remove": lambda name: files().remove(f"{name}0"),
    "delete": lambda name: files().delete(f"{name}0"),
    "list": lambda name: list(files().names(name.rpartition("/")[0] + "/")),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_territory_reaches_its_own_shelves_and_no_other(act):
    with in_territory("somme"):
        for name in (OWN, HANDED):
            ACTS[act](name)
        for name in (OTHER, OTHERS):
            with pytest.raises(ContextError):
                ACTS[act](name)


@pytest.mark.parametrize("act", ACTS)
def test_the_programme_reaches_what_was_handed_over_and_no_territory(act):
    with in_programme():
        for name in (HANDED, OTHERS):
            ACTS[act](name)
        for name in (OWN, OTHER):
            with pytest.raises(ContextError):
                ACTS[act](name)


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_reached_behind_no_context(act):
    with pytest.raises(ContextError):
        ACTS[act](HANDED)


@pytest.mark.parametrize(
    "name",
    [
        "territories/somme/../oise/ideas/attachment/1",
        "territories/somme/./1",
        "/territories/somme/1",
        "territories/somme//1",
        "territories/somme",
        "territories/somme2/1",
        "territories/somme/1.html",
        "territories/somme/Été",
        "territories\\somme\\1",
        "territories/somme/1\n",
        "logos/somme/1",
        "",
    ],
)
def test_a_name_that_is_not_ours_is_refused(name):
    with in_territory("somme"), pytest.raises(ContextError):
        put(name)


def test_a_file_has_no_address_and_is_never_written_over():
    with in_territory("somme"):
        with pytest.raises(ValueError, match="served by a view"):
            files().url(OWN)
        with pytest.raises(ValueError, match="never changed"):
            files().open(OWN, "r+b")
        with pytest.raises(FileExistsError):
            put(OWN)


def test_bytes_go_when_their_savepoint_is_rolled_back():
    with in_territory("somme"):
        put("territories/somme/kept/1")
        with suppress(KeyError), transaction.atomic():
            put("territories/somme/lost/1")
            raise KeyError
        assert (there("territories/somme/kept/1"), there("territories/somme/lost/1")) == (True, False)


def test_bytes_go_with_a_transaction_and_stay_after_a_commit(real_db):
    with suppress(KeyError), in_territory("somme"):
        put("territories/somme/lost/2")
        raise KeyError
    with in_territory("somme"):
        put("territories/somme/kept/2")
    with suppress(KeyError), in_territory("somme"):
        files().remove("territories/somme/kept/2")
        raise KeyError
    kept = there("territories/somme/kept/2")
    with in_territory("somme"):
        files().remove("territories/somme/kept/2")
        assert there("territories/somme/kept/2")

    assert (there("territories/somme/lost/2"), kept, there("territories/somme/kept/2")) == (False, True, False)


def test_bytes_go_when_a_request_starts_again(real_db):
    from eclore.database.current import current

    with in_territory("somme"):
        put("territories/somme/lost/3")
        current().rollback_and_continue()
        lost = there("territories/somme/lost/3")
        put("territories/somme/kept/3")

    assert (lost, there("territories/somme/kept/3")) == (False, True)
