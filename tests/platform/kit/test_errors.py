"""Refusals carry a sentence for people, and a code and a status for programs."""

import pytest

from eclore.kit import errors


@pytest.mark.parametrize(
    ("kind", "code", "status"),
    [
        (errors.Refusal, "refused", 409),
        (errors.NotAllowed, "not_allowed", 403),
        (errors.Invalid, "invalid", 422),
        (errors.TooMany, "too_many", 429),
        (errors.TooLate, "closed", 409),
    ],
)
def test_each_kind_of_refusal_has_its_own_code_and_status(kind, code, status):
    refusal = kind("Non.")
    assert (refusal.code, refusal.status, refusal.field, refusal.facts) == (code, status, None, {})
    assert (refusal.sentence, str(refusal)) == ("Non.", "Non.")


def test_a_refusal_may_say_its_own_code_the_field_to_mend_and_the_facts():
    refusal = errors.Invalid("Trop long.", code="too_long", field="title", most=80)
    assert (refusal.code, refusal.field, refusal.facts) == ("too_long", "title", {"most": 80})
    assert errors.Invalid.code == "invalid"
