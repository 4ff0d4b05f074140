"""What may go wrong at any address, written into the OpenAPI documents once for all."""

from typing import Any

PROBLEM = {
    "type": "object",
    "description": "RFC 9457. `code` is stable and for API clients, `title` is a sentence for people.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "field": {"type": "string", "description": "The input to mend, if one."},
    },
    "required": ["type", "title", "status", "code"],
    "additionalProperties": {},
}
ANYWHERE = {
    "401": "Nobody is known by this token or session.",
    "403": "This person may not do this here.",
    "404": "Nothing is there, or not for this person.",
    "406": "The answer cannot be had in the media type asked for.",
    "409": "The moment or the state of the thing does not allow it.",
    "422": "What was sent does not fit; nothing was written.",
    "429": "Too often in too little time: come back after Retry-After.",
}
WITH_A_BODY = {
    "400": "The body, or the Idempotency-Key, cannot be read.",
    "413": "The body is too large.",
    "415": "The body is of a media type that is not read here.",
}
METHODS = ("get", "post", "put", "patch", "delete")


def with_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """drf-spectacular's postprocessing hook: every operation also answers problem details."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM
    for address in result["paths"].values():
        for method in METHODS:
            if method in address:
                _add(address[method], reads="requestBody" in address[method] or method != "get")
    return result


def _add(operation: dict[str, Any], *, reads: bool) -> None:
    """`reads`: a body, or a key that may be none."""
    told = {**ANYWHERE, **(WITH_A_BODY if reads else {})}
    for status, words in sorted(told.items()):
        operation["responses"].setdefault(status, _answer(status, words))


def _answer(status: str, words: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    answer: dict[str, Any] = {"description": words, "content": content}
    if status == "429":
        answer["headers"] = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}}
    return answer
