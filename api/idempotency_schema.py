"""What a program may say so that what it sends twice is done once, written into the OpenAPI documents once for all."""

from typing import Any

KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": (
        "A new random key for each act, in 1 to 255 visible ASCII characters, with or without quotes. For 24 hours the"
        " same person sending the same body with it is given the same answer and nothing is done again. Another body is"
        " refused (422 `key_reused`); while the first still runs, so is the same one (409 `running`, Retry-After)."
        " An answer that is an error is not kept: correct the body and send the same key."
    ),
    "schema": {"type": "string", "minLength": 1, "maxLength": 257, "pattern": '^"?[!#-\\[\\]-~]{1,255}"?$'},
}
WRITES = ("post", "put", "patch", "delete")
REPLAYED = {
    "description": "`true` on an answer that was kept from an earlier request with the same key.",
    "schema": {"type": "string", "enum": ["true"]},
}


def with_keys(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """drf-spectacular's postprocessing hook; before that of problems, which gives every operation its errors."""
    for address in result["paths"].values():
        for operation in [address[method] for method in WRITES if method in address]:
            operation.setdefault("parameters", []).append(KEY)
            for status, answer in operation["responses"].items():
                if status.startswith("2"):
                    answer.setdefault("headers", {})["Idempotency-Replayed"] = REPLAYED
    return result
