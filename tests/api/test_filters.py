"""Every filter of every list, enumerated from the OpenAPI documents: a value that it does not know is refused."""

import pytest

from tests.support.personas import api_client, person

WHO = {"somme": {"roles": ["manager"]}, "national": {"roles": [], "national": ("national_administrator",)}}
# Words to look for: whatever is typed is looked for.
FREE = {"q"}
# Of pages, not of what is listed.
PAGES = {"page", "page_size"}
# Known by what there is: nothing is, here.
SLUGS = {"territory"}


@pytest.fixture(params=["somme", "national"])
def host(request):
    return request.param, request.getfixturevalue(request.param)


def client_of(name, site):
    asked = WHO[name]
    return api_client(site, person(*asked["roles"], at=site, national=asked.get("national", ())))


def filters_of(client):
    """(address, parameter) of every list; addresses with a key have no list to filter."""
    document = client.get("/api/v1/schema/?format=json").json()
    return [
        (path, parameter)
        for path, operations in document["paths"].items()
        for parameter in operations.get("get", {}).get("parameters", [])
        if parameter["in"] == "query" and parameter["name"] not in PAGES | {"format", "lang"}
    ]


def known_of(parameter):
    schema = parameter["schema"]
    if schema.get("type") == "boolean":
        return ["false", "true"]
    return sorted(schema.get("enum", []))


def test_an_unknown_value_is_refused_with_those_that_are_known(host):
    client, wrong, tried = client_of(*host), [], 0
    for path, parameter in filters_of(client):
        if parameter["name"] in FREE:
            continue
        answer = client.get(path, {parameter["name"]: "inconnu"})
        problem, tried = answer.json(), tried + 1
        told = (answer.status_code, problem.get("code"), problem.get("field"))
        known = sorted(problem.get("known", []))
        is_key = parameter["schema"].get("format") == "uuid"
        expected = known if is_key or parameter["name"] in SLUGS else known_of(parameter)
        if told != (422, "unknown_value", parameter["name"]) or known != expected:
            wrong.append((path, parameter["name"], told, known))
    assert not wrong and tried >= 3, (wrong, tried)


def test_a_known_value_and_none_are_taken(host):
    client = client_of(*host)
    for path, parameter in filters_of(client):
        for value in ["", *known_of(parameter)]:
            assert client.get(path, {parameter["name"]: value}).status_code == 200, (path, parameter["name"], value)


def test_every_filter_of_the_documents_says_what_it_takes(host):
    """One that is neither free words, nor a key, nor a list of values cannot be checked: it needs one of them."""
    for path, parameter in filters_of(client_of(*host)):
        is_key = parameter["schema"].get("format") == "uuid"
        assert parameter["name"] in FREE | SLUGS or is_key or known_of(parameter), (path, parameter["name"])
