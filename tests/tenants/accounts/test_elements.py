"""What allauth's tags become here: one kind for a button, one tone for a badge, whatever their order."""

import re

import pytest
from django.template.loader import render_to_string

from tenants.accounts.templatetags.elements import badge_tone, button_kind, link_kind


@pytest.mark.parametrize(
    ("tags", "button", "link"),
    [
        ("", "main", "second"),
        ("primary,mfa,login", "main", "second"),
        ("prominent,signup,outline,primary", "second", "second"),
        ("minor,secondary", "second", "second"),
        ("secondary,panel", "second", "second"),
        ("panel", "main", "second"),
        ("link,mfa,cancel", "text", "text"),
        ("outline,cancel", "text", "second"),
        ("danger,delete,panel", "danger", "danger"),
        ("mfa,danger,link", "danger", "danger"),
    ],
)
def test_a_button_and_a_link_have_the_kind_that_their_tags_say(tags: str, button: str, link: str) -> None:
    given = tags.split(",") if tags else ""
    assert (button_kind(given), link_kind(given)) == (button, link)


@pytest.mark.parametrize(
    ("tags", "tone"),
    [
        ("", "neutral"),
        ("email,primary", "neutral"),
        ("success,email,verified", "good"),
        ("session,current", "good"),
        ("warning,email,unverified", "warn"),
        ("success,warning", "good"),
    ],
)
def test_a_badge_has_the_tone_that_its_tags_say(tags: str, tone: str) -> None:
    assert badge_tone(tags.split(",") if tags else "") == tone


@pytest.mark.parametrize(
    "given",
    [
        {"type": "submit", "id": "go", "form": "resend", "name": "action", "value": "send"},
        {"type": "button", "id": "passkey"},
        {"type": "submit"},
    ],
)
def test_a_button_has_the_attributes_that_it_is_given_and_no_other(given: dict[str, str]) -> None:
    drawn = render_to_string("allauth/elements/button.html", {"attrs": given, "slots": {"default": ["Envoyer"]}})
    assert dict(re.findall(r' (\w+)="([^"]*)"', drawn)) == {"class": "button main", **given}
