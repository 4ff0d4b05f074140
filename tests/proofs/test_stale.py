"""Sent from a stale page, sent after a colleague: nothing that somebody has written is erased unseen.

Every form that changes what exists, and every endpoint that writes, enumerated: a new one is tried by existing.
"""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast
from uuid import uuid4

import pytest
from django.conf import settings

from api.preconditions import RESOURCES, resource_at
from tests.proofs import stale, stale_api
from tests.proofs.shares import share
from tests.proofs.stale_pages import CASES
from tests.proofs.writing import Write, every_write
from tests.support.pages import Page, plain

FORMS = share("stale forms", stale.every_form(), 8)


@pytest.fixture
def sites(somme, national, auth_host) -> stale.Sites:
    return stale.Sites(somme, national, auth_host)


def test_every_form_that_changes_something_has_its_page():
    assert set(CASES) == set(stale.every_form())


def _taken(answer: Any) -> bool:
    assert answer.status_code in (302, 409), f"{answer.status_code}: {plain(answer.content.decode())[:2000]}"
    return bool(answer.status_code == 302)


def _sent(send: Callable[..., Any], name: str, text: str) -> bool:
    return _taken(send(**{name.replace("-", "__"): text}))


@pytest.mark.parametrize("name", FORMS)
def test_who_has_changed_nothing_erases_nothing(name, sites):
    opened = CASES[name](sites)
    field, first, _second = opened.field
    early, late = opened.draw(0), opened.draw(1)

    assert _sent(early, field, first)
    _taken(late())

    assert opened.kept(field) == first


@pytest.mark.parametrize("name", FORMS)
def test_who_has_changed_something_else_erases_nothing(name, sites):
    opened = CASES[name](sites)
    if opened.other is None:
        return
    (field, first, _second), (other, text) = opened.field, opened.other
    early, late = opened.draw(0), opened.draw(1)

    assert _sent(early, field, first)
    taken = _sent(late, other, text)

    assert opened.kept(field) == first
    assert opened.kept(other).strip() == text or not taken


@pytest.mark.parametrize("name", FORMS)
def test_who_has_changed_the_same_is_shown_both_and_the_next_press_decides(name, sites):
    opened = CASES[name](sites)
    field, first, second = opened.field
    early, late = opened.draw(0), opened.draw(1)

    assert _sent(early, field, first)
    answer = late(**{field.replace("-", "__"): second})

    page = Page(answer.content.decode(), opened.path)
    form = stale.form_of(answer, opened.path, field)
    assert answer.status_code == 409
    assert (stale.theirs(page), form.named(field)[0].sent()) == ([plain(opened.read or first)], [second])
    assert opened.kept(field) == first

    assert opened.clients[1].post(opened.path, form.filled({}, "")).status_code == 302
    assert opened.kept(field) == second


Compared = tuple[str, str]  # kind of host, name of the address of what is compared


def _filled(route: str) -> str:
    """An address of this route, of nothing that exists."""
    return "/" + re.sub(r"<[^>]*>", lambda _key: str(uuid4()), route)


def _endpoints() -> dict[Compared | None, list[Write]]:
    """Every endpoint that writes, by what it is compared with; None for those that have nothing to compare."""
    found: dict[Compared | None, list[Write]] = {}
    for write in every_write():
        if write.is_api:
            request = cast(Any, SimpleNamespace(urlconf=settings.URLCONFS[write.kind]))
            above = resource_at(_filled(write.address.route), request)
            found.setdefault((write.kind, str(above[1].url_name)) if above else None, []).append(write)
    return found


ENDPOINTS = _endpoints()
RESOURCES_TRIED = share("stale resources", sorted(key for key in ENDPOINTS if key), 4)


def test_every_resource_that_is_compared_is_tried():
    assert set(stale_api.READS) == {key for key in ENDPOINTS if key}
    assert {name for _kind, name in stale_api.READS} == set(RESOURCES)


def test_what_is_read_where_it_is_changed_is_compared_there():
    changed = [write for write in every_write() if write.is_api and write.method != "post"]
    read = [write for write in changed if hasattr(getattr(write.callback, "cls", None), "get")]

    assert {(write.kind, write.name) for write in read} <= set(stale_api.READS)


@pytest.mark.parametrize("compared", RESOURCES_TRIED, ids=" ".join)
def test_a_write_on_an_old_state_writes_nothing(compared, sites):
    read = stale_api.READS[compared](sites)
    tag = read.client.get(read.path)["ETag"]
    for write in ENDPOINTS[compared]:
        refused = _sent_to(read, write, '"old"')
        assert (refused.status_code, refused.json()["code"], refused["ETag"]) == (412, "stale", tag), str(write)

    again = read.client.get(read.path)
    same = read.client.get(read.path, headers={"If-None-Match": tag})
    assert (again["ETag"], same.status_code, same.content) == (tag, 304, b"")
    assert _sent_to(read, ENDPOINTS[compared][0], f'W/{tag}, "other"').status_code != 412


def _sent_to(read: stale_api.Read, write: Write, tag: str) -> Any:
    """The write at the resource's own address, or below it."""
    own, parts = read.path.strip("/").split("/"), _filled(write.address.route).strip("/").split("/")
    path = "/" + "/".join([*own, *parts[len(own) :]]) + "/"
    send = getattr(read.client, write.method)
    return send(path, {}, content_type="application/json", headers={"If-Match": tag})


@pytest.mark.parametrize("compared", sorted(stale_api.APART), ids=" ".join)
def test_without_a_tag_only_what_is_sent_changes_and_with_one_the_second_is_told(compared, sites):
    read = stale_api.READS[compared](sites)
    first, second = stale_api.APART[compared]
    tag = read.client.get(read.path)["ETag"]

    def send(change: dict[str, Any], **headers: str) -> Any:
        return read.client.patch(read.path, change, content_type="application/json", headers=headers)

    assert send(first, **{"If-Match": tag}).status_code == 200
    assert send(second, **{"If-Match": tag}).status_code == 412
    assert send(second).status_code == 200

    kept = read.client.get(read.path).json()
    assert {name: kept[name] for name in (*first, *second)} == {**first, **second}


def test_what_has_no_state_to_compare_says_so(sites):
    clients = {"territory": stale_api.settings(sites).client, "national": stale_api.files_quota(sites).client}
    for write in ENDPOINTS[None]:
        send = getattr(clients[write.kind], write.method)
        path = _filled(write.address.route)
        answer = send(path, {}, content_type="application/json", headers={"If-Match": '"old"'})
        assert (answer.status_code, answer.json()["code"]) == (412, "no_version"), str(write)
