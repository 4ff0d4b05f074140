"""Whatever a program says that a passkey has answered: refused in a sentence, never an error of ours."""

import base64
import copy
import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from tenants.contexts import in_programme
from tests.support.browsing import code_received
from tests.support.personas import browser, person


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


CHALLENGE = b64(b"c" * 32)
CLIENT = {
    kind: b64(json.dumps({"type": kind, "challenge": CHALLENGE, "origin": "http://compte.eclore.localhost"}).encode())
    for kind in ("webauthn.get", "webauthn.create")
}
COMMON = {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "clientExtensionResults": {}}
AUTHENTICATOR = b64(b"h" * 32 + b"\x05" + b"\x00" * 4)
KEYS = {
    "/compte/2fa/webauthn/login/": {
        **COMMON,
        "response": {
            "clientDataJSON": CLIENT["webauthn.get"],
            "authenticatorData": AUTHENTICATOR,
            "signature": "AAAA",
            "userHandle": b64(b"x"),
        },
    },
    "/compte/2fa/webauthn/add/": {
        **COMMON,
        "response": {
            "clientDataJSON": CLIENT["webauthn.create"],
            "attestationObject": b64(b"\xa3cfmtdnonegattStmt\xa0hauthDataX\x25" + b"h" * 32 + b"\x41" + b"\x00" * 4),
        },
    },
}
WRONG = (
    None,
    0,
    1.5,
    "",
    "A",
    "é",
    "\ud800",
    [],
    {"a": 1},
    b64(b"\xff" * 40),
    b64(b"[]"),
    b64(b"\x9f" * 300),
    b64(b"h" * 32 + b"\xc1" + b"\xff" * 60),
)
RAW = (
    "",
    "null",
    "[]",
    "0",
    "{",
    '"x"',
    "9" * 5000,
    "[" * 20_000,
    "NaN",
    "false",
    '{"a": 1e999}',
    "\x00",
    '{"response": null}',
)


def credentials(base):
    """The answer with one part wrong, or missing, at a time; then what is no answer at all."""
    for path in ((), *((name,) for name in base), *(("response", name) for name in base["response"])):
        for wrong in WRONG if path else ():
            said = copy.deepcopy(base)
            (said if len(path) == 1 else said[path[0]])[path[-1]] = wrong
            yield json.dumps(said)
        if path:
            said = copy.deepcopy(base)
            del (said if len(path) == 1 else said[path[0]])[path[-1]]
            yield json.dumps(said)
    yield json.dumps(base)
    yield from RAW


@pytest.mark.parametrize("address", KEYS)
def test_what_no_passkey_would_answer_is_refused_in_a_sentence(auth_host, address, settings):
    settings.LIMITS = dict.fromkeys(settings.LIMITS, ("1000000/s", "1000000/s"))
    client = browser(auth_host)
    client.raise_request_exception = False
    if address.endswith("add/"):
        client.post("/compte/login/", {"email": person().email})
        client.post("/compte/login/code/confirm/", {"code": code_received()})
        client.post("/compte/reauthenticate/", {"password": "mot de passe long"})
    assert client.get(address, headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 200
    answers = {}
    for credential in credentials(KEYS[address]):
        cache.clear()  # allauth's own limit
        answer = client.post(address, {"credential": credential, "name": "clé"})
        if answer.status_code not in (200, 302, 422):
            answers[credential[:200]] = answer.status_code

    assert answers == {}
    with in_programme():
        assert not Authenticator.objects.exists()
