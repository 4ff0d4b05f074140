"""Bodies that nobody should send get a problem, never an error of the server."""

from tests.support.personas import api_client, person


def test_a_body_nested_beyond_reason_is_a_bad_request(somme):
    program = api_client(somme, person("member", at=somme))

    response = program.generic("POST", "/api/v1/ideas/", "[" * 50_000 + "]" * 50_000, content_type="application/json")

    assert (response.status_code, response.json()["code"]) == (400, "parse_error")
