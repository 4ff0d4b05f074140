"""The OpenAPI documents tell what goes wrong too."""

import pytest

from tests.support.personas import browser


@pytest.mark.parametrize("where", ["national", "somme"])
def test_every_operation_tells_its_problems(where, request):
    document = browser(request.getfixturevalue(where)).get("/api/v1/schema/?format=json").json()
    operations = [operation for address in document["paths"].values() for operation in address.values()]
    answers = [operation["responses"] for operation in operations]
    told = {
        status: {media for each in answers for media in each.get(status, {}).get("content", {})}
        for status in ("400", "401", "403", "404", "406", "409", "413", "415", "422", "429")
    }

    assert set(map(frozenset, told.values())) == {frozenset({"application/problem+json"})}
    assert all({"401", "403", "404", "409", "422", "429"} <= set(operation["responses"]) for operation in operations)
    assert all("Retry-After" in operation["responses"]["429"]["headers"] for operation in operations)
    assert document["components"]["schemas"]["Problem"]["required"] == ["type", "title", "status", "code"]


def test_the_document_is_made_once_and_asked_again_by_its_tag(somme, monkeypatch):
    """It took 1.4 s of a process for anybody, 300 times."""
    visitor = browser(somme)
    first = visitor.get("/api/v1/schema/?format=json")
    monkeypatch.setattr("api.schema.SchemaGenerator", lambda **_options: pytest.fail("made again"))
    again = visitor.get("/api/v1/schema/?format=json&junk=1")
    unchanged = visitor.get("/api/v1/schema/?format=json", headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.content, again["ETag"]) == (200, first.content, first["ETag"])
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert first["Content-Type"] == "application/vnd.oai.openapi+json; charset=utf-8"
