"""What no browser of good faith sends, in every place a request has: path, query, form, JSON, raw body, headers."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

from django.http import QueryDict

from tests.budgets.addresses import ARGUMENT, Address

# As they travel, percent-encoded: PostgreSQL refuses the first, Python's codecs the next three, its integers the fifth.
WORDS = {
    "a NUL": "%00",
    "a NUL inside": "a%00b",
    "no UTF-8": "%ff%fe",
    "a surrogate": "%ed%a0%80",
    "overlong": "%c0%af",
    "a great integer": "9" * 5000,
    "a big integer": "9" * 30,
    "a negative one": "-1",
    "zero": "0",
    "not a number": "NaN",
    "infinity": "-Infinity",
    "an exponent": "1e999999",
    "the year 0": "0000-00-00",
    "a far year": "99999-12-31",
    "the last moment": "9999-12-31T23:59:59%2B14:00",
    "the first": "0001-01-01T00:00:00-14:00",
    "an Arabic digit": "%d9%a1",
    "a superscript": "%c2%b2",
    "a quotation mark": "'\"%3b--",
    "wildcards": "%25_%25%5c",
    "a format": "%25s%7b0%7d",
    "a bracket": "((((([[",
    "a climb": "..%2f..%2fetc%2fpasswd",
    "long": "x" * 20_000,
    "marks": "e" + "%cc%81" * 3000,
    "right to left": "%e2%80%ae%e2%81%a6",
    "nothing": "",
    "spaces": "%20%09%0a%0d",
    "a known key": "00000000-0000-0000-0000-000000000000",
}
JSON = {
    "NaN": b"NaN",
    "Infinity": b"-Infinity",
    "a great number": b"1e999",
    "a great integer": b"9" * 5000,
    "a big integer": b"9" * 40,
    "a NUL": rb'"a\u0000b"',
    "a surrogate": rb'"\ud800"',
    "two surrogates": rb'"\udc00\ud800"',
    "a date": b'"0000-00-00"',
    "a far date": b'"9999-12-31T23:59:59+14:00"',
    "the first": b'"0001-01-01T00:00:00-14:00"',
    "a list": b"[[], {}, null]",
    "an object": b'{"a": {"b": []}}',
    "null": b"null",
    "a truth": b"true",
    "zero": b"-0.0",
    "an exponent": b'"1e999999999"',
    "a key": b'"00000000-0000-0000-0000-000000000000"',
    "long": b'"' + b"x" * 50_000 + b'"',
}
URLENCODED, MULTIPART, JSON_TYPE = (
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json",
)
PART = b'--x\r\nContent-Disposition: form-data; name="%b"%b\r\n\r\n%b\r\n--x--\r\n'
BODIES = {
    "no UTF-8": (b"\xff\xfe=\xed\xa0\x80", URLENCODED),
    "no known charset": (b"a=b", "application/x-www-form-urlencoded; charset=nonsense"),
    "another charset": (b"a=\xe9", "application/x-www-form-urlencoded; charset=utf-16"),
    "no boundary": (b"a", "multipart/form-data"),
    "an odd boundary": (b"a", "multipart/form-data; boundary=\xe9\x00"),
    "no end": (b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc', MULTIPART),
    "bad base64": (PART % (b"file", b'; filename="a"\r\nContent-Transfer-Encoding: base64', b"a===="), MULTIPART),
    "a NUL in a file's name": (PART % (b"file", b'; filename="a\x00b.pdf"', b"%PDF-"), MULTIPART),
    "no UTF-8 in a file's name": (PART % (b"file", b'; filename="\xff\xfe.pdf"', b"%PDF-"), MULTIPART),
    "no UTF-8 in a part": (PART % (b"title", b"", b"\xff\x00\xed\xa0\x80"), MULTIPART),
    "many fields": (b"&".join(b"a%d=b" % number for number in range(5000)), URLENCODED),
    "many parts": (
        b"".join(b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n' for _ in range(3000)) + b"--x--\r\n",
        MULTIPART,
    ),
    "many files": (
        b"".join(b'--x\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\nb\r\n' for _ in range(50))
        + b"--x--\r\n",
        MULTIPART,
    ),
    "deep JSON": (b'{"a":' * 20_000, JSON_TYPE),
    "JSON of another charset": (b'{"a": "\xe9"}', "application/json; charset=latin-1"),
    "JSON in no charset": (b"{}", "application/json; charset=\xff"),
    "a marked JSON": (b"\xef\xbb\xbf{}", JSON_TYPE),
    "twice the same key": (b'{"title": "a", "title": 1, "title": null}', JSON_TYPE),
    "no media type": (b"x", ""),
    "half a media type": (b"x", "application/"),
    "a strange one": (b"x", "*/*;;;=\x00"),
}
HEADERS: dict[str, dict[str, str]] = {
    "cookies": {
        "HTTP_COOKIE": "sessionid=\x00\xff; csrftoken=%00; django_language=\x00; messages=W1tdXQ:x:y; eclore_draft=\x00"
    },
    "a strange session": {"HTTP_COOKIE": "sessionid=" + "9" * 5000},
    "accept": {
        "HTTP_ACCEPT": "a/b;q=NaN, */*;q=\x00, text/html;;;",
        "HTTP_ACCEPT_LANGUAGE": "fr;q=9e9, \x00",
        "HTTP_ACCEPT_ENCODING": "gzip;q=NaN",
    },
    "a program's media type": {"HTTP_ACCEPT": "application/xml"},
    "a bearer": {"HTTP_AUTHORIZATION": "Bearer \x00\xff"},
    "a long bearer": {"HTTP_AUTHORIZATION": "Bearer " + "x" * 9000},
    "no bearer": {"HTTP_AUTHORIZATION": "Basic ===="},
    "bare": {"HTTP_AUTHORIZATION": "Bearer"},
    "ranges": {
        "HTTP_RANGE": "bytes=-1-9,a",
        "HTTP_IF_RANGE": "\x00",
        "HTTP_IF_NONE_MATCH": "W/\x00",
        "HTTP_IF_MODIFIED_SINCE": "Thu, 99 Foo 0000 99:99:99 GMT",
    },
    "networks": {
        "HTTP_X_FORWARDED_FOR": "\x00, ::::, 999.1.1.1",
        "REMOTE_ADDR": "not an address",
        "HTTP_X_REAL_IP": "\xff",
    },
    "no network": {"REMOTE_ADDR": ""},
    "htmx": {
        "HTTP_HX_REQUEST": "true",
        "HTTP_HX_CURRENT_URL": "http://[::1/\x00",
        "HTTP_HX_CURRENT_URL_URI_AUTOENCODED": "true",
        "HTTP_HX_TRIGGER_NAME": "%ff",
        "HTTP_HX_TARGET": "\x00",
        "HTTP_TRIGGERING_EVENT": "{",
    },
    "where from": {
        "HTTP_REFERER": "http://[::1/\x00",
        "HTTP_ORIGIN": "http://[",
        "HTTP_X_CSRFTOKEN": "\x00",
        "HTTP_USER_AGENT": "\x00\xff" * 2000,
    },
    "method": {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE\x00"},
}


@dataclass(frozen=True)
class Sending:
    """One request, and what is wrong with it."""

    said: str
    method: str
    path: str
    body: bytes = b""
    content_type: str = "application/x-www-form-urlencoded"
    headers: dict[str, str] = field(default_factory=dict)


def sendings(address: Address, path: str, names: set[str]) -> Iterator[Sending]:
    """Everything wrong that this address can be sent, when it reads these names."""
    yield from _paths(address, path)
    named = sorted(names) or ["page"]
    for said, word in WORDS.items():
        filled = "&".join(f"{quote(name)}={word}" for name in named)
        yield Sending(f"{said} in the query", "GET", f"{path}?{filled}")
        yield Sending(f"{said} in the form", "POST", path, filled.encode())
    for said, (body, content_type) in BODIES.items():
        yield Sending(f"{said} as body", "POST", path, body, content_type)
    for said, headers in HEADERS.items():
        yield Sending(f"{said} in the headers", "GET", path, headers=headers)
        yield Sending(f"{said} in the headers", "POST", path, b"a=b", headers=headers)
    yield Sending("a strange method", "GÉT\x00", path)
    yield Sending("many names", "GET", f"{path}?" + "&".join(f"a{number}=1" for number in range(3000)))
    if address.route.startswith("api/"):
        for said, value in JSON.items():
            body = b"{" + b", ".join(b"%b: %b" % (json.dumps(name).encode(), value) for name in named) + b"}"
            for method in ("POST", "PUT", "PATCH", "DELETE"):
                yield Sending(f"{said} in each field", method, path, body, "application/json")


def _paths(address: Address, path: str) -> Iterator[Sending]:
    """Wrong words where the address takes an argument, and after it."""
    yield Sending("a NUL at the end of the path", "GET", f"{path}%00")
    yield Sending("no UTF-8 at the end of the path", "POST", f"{path}%ff")
    for argument in ARGUMENT.finditer(address.route):
        before, after = (
            re_filled(part) for part in (address.route[: argument.start()], address.route[argument.end() :])
        )
        for said, word in WORDS.items():
            for method in ("GET", "POST"):
                yield Sending(f"{said} for {argument[0]}", method, f"/{before}{word or '%20'}{after}")


def re_filled(part: str) -> str:
    return ARGUMENT.sub("00000000-0000-0000-0000-000000000000", part)


class Spy:
    """The names that a view, its forms and its filters ask a query or a form for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    @contextmanager
    def watching(self) -> Iterator[None]:
        with patch.multiple(QueryDict, **{each: self._told(each) for each in ("__getitem__", "getlist", "get")}):
            yield

    def _told(self, method: str) -> Any:
        original, names = getattr(QueryDict, method), self.names

        def spied(asked: QueryDict, name: str, *args: Any, **kwargs: Any) -> Any:
            if isinstance(name, str):
                names.add(name)
            return original(asked, name, *args, **kwargs)

        return spied
