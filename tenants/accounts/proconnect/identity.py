"""From an authorisation code to somebody: tokens are fetched from server to server, and nothing unsigned is read."""

from collections.abc import Collection, Mapping, MutableMapping
from dataclasses import asdict, dataclass
from typing import Any

import jwt
import requests
from allauth.socialaccount.app_settings import UID_MAX_LENGTH
from django.conf import settings
from django.utils.crypto import constant_time_compare

from eclore.kit.errors import Invalid
from tenants.accounts.proconnect import endpoints, levels
from tenants.accounts.proconnect.refusals import NoIdentity
from tenants.memberships.validators import plain_address

PROVIDER = SESSION_KEY = "proconnect"
# Seconds by which two clocks may differ.
LEEWAY = 10
# What an account can keep.
LONGEST_ADDRESS = 254
ID_TOKEN = ("iss", "aud", "sub", "exp", "iat", "nonce", "acr")
USERINFO = ("iss", "aud", "sub")
MEANINGS: tuple[tuple[type[jwt.PyJWTError], str], ...] = (
    (jwt.InvalidIssuerError, "issuer"),
    (jwt.InvalidAudienceError, "audience"),
    (jwt.ExpiredSignatureError, "expired"),
    (jwt.ImmatureSignatureError, "expired"),
)


@dataclass(frozen=True)
class Identity:
    """Who ProConnect says this is. `subject` is one person at one identity provider (`idp`)."""

    subject: str
    level: str
    email: str
    name: str
    siret: str
    idp: str
    id_token: str

    @property
    def two_factors(self) -> bool:
        return self.level in levels.TWO_FACTORS

    @property
    def facts(self) -> dict[str, str]:
        """What is kept with the account: nothing that opens anything."""
        return {"email": self.email, "name": self.name, "siret": self.siret, "idp_id": self.idp}


def remember(session: MutableMapping[str, Any], identity: Identity) -> None:
    """Kept for as long as this session of the auth host: signing out of ProConnect asks for the id_token."""
    session[SESSION_KEY] = asdict(identity)


def recall(session: Mapping[str, Any]) -> Identity | None:
    kept = session.get(SESSION_KEY)
    return Identity(**kept) if kept else None


def said(record: Mapping[str, Any]) -> bool:
    """Whether what this session has proved (a record of allauth) is ProConnect's word, on a second factor too."""
    return PROVIDER in (record.get("provider"), record.get("type"))


def forget(session: MutableMapping[str, Any]) -> None:
    session.pop(SESSION_KEY, None)


def obtained(code: str, *, nonce: str, redirect_uri: str, accepted: Collection[str]) -> Identity:
    """Exchange the code and read both tokens. Raises NoIdentity, saying what does not hold."""
    tokens = _exchanged(code, redirect_uri)
    told = _verified(tokens["id_token"], requires=ID_TOKEN)
    if not constant_time_compare(str(told["nonce"]), nonce):
        raise NoIdentity("nonce")
    if told["acr"] not in accepted:
        raise NoIdentity("level" if set(levels.ONE_FACTOR) & set(accepted) else "second_factor")
    person = _person(tokens["access_token"])
    if person["sub"] != told["sub"]:
        raise NoIdentity("subject")
    return Identity(
        subject=_subject(told),
        level=told["acr"],
        email=_address(person),
        name=" ".join(filter(None, (_text(person, "given_name"), _text(person, "usual_name"))))[:200],
        siret=_text(person, "siret"),
        idp=_text(person, "idp_id"),
        id_token=tokens["id_token"],
    )


def _exchanged(code: str, redirect_uri: str) -> dict[str, str]:
    """The token endpoint, the secret in the body (client_secret_post)."""
    response = endpoints.asked(
        "POST",
        endpoints.discovered()["token_endpoint"],
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "client_id": settings.PROCONNECT_CLIENT_ID,
            "client_secret": settings.PROCONNECT_CLIENT_SECRET,
        },
    )
    answer = _json(response)
    if not response.ok:
        raise NoIdentity("code" if answer.get("error") == "invalid_grant" else "failed")
    if not all(isinstance(answer.get(name), str) for name in ("id_token", "access_token")):
        raise NoIdentity("failed")
    return answer


def _person(access_token: str) -> dict[str, Any]:
    """The userinfo endpoint answers a signed JWT, or it is not the ProConnect that we know."""
    address = endpoints.discovered()["userinfo_endpoint"]
    response = endpoints.asked("GET", address, headers={"Authorization": f"Bearer {access_token}"})
    if not response.ok:
        raise NoIdentity("failed")
    if response.headers.get("Content-Type", "").partition(";")[0].strip() != "application/jwt":
        raise NoIdentity("signature")
    return _verified(response.text.strip(), requires=USERINFO)


def _verified(token: str, *, requires: Collection[str]) -> dict[str, Any]:
    """The claims of a token signed by ProConnect, with the algorithm that was registered, for us alone."""
    try:
        kid = str(jwt.get_unverified_header(token).get("kid", ""))
        claims = jwt.decode(
            token,
            endpoints.key(kid),
            algorithms=[settings.PROCONNECT_ALGORITHM],
            leeway=LEEWAY,
            issuer=settings.PROCONNECT_ISSUER,
            audience=settings.PROCONNECT_CLIENT_ID,
            options={"require": list(requires)},
        )
    except jwt.PyJWTError as error:
        raise NoIdentity(next((code for kind, code in MEANINGS if isinstance(error, kind)), "signature")) from None
    if claims["aud"] not in (settings.PROCONNECT_CLIENT_ID, [settings.PROCONNECT_CLIENT_ID]):
        raise NoIdentity("audience")
    return claims


def _json(response: requests.Response) -> dict[str, Any]:
    try:
        answer = response.json()
    except requests.JSONDecodeError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _subject(claims: Mapping[str, Any]) -> str:
    """As it was told, or nobody: what links an account is neither trimmed nor cut."""
    subject = _text(claims, "sub")
    if subject != claims["sub"] or not 0 < len(subject) <= UID_MAX_LENGTH:
        raise NoIdentity("failed")
    return subject


def _address(claims: Mapping[str, Any]) -> str:
    """One address, complete, to which a code can be sent."""
    try:
        address = plain_address(_text(claims, "email"))
    except Invalid:
        raise NoIdentity("incomplete") from None
    if len(address) > LONGEST_ADDRESS:
        raise NoIdentity("incomplete")
    return address


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    return value.strip() if isinstance(value, str) and value.isprintable() else ""
