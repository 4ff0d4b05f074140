"""A file is recognised at `/verifier/` without leaving the device; where scripts do not run, the server reads it."""

from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.browser.screens import HOSTS
from tests.volume import minutes

OTHER = b"%PDF-1.7 another file"
DROP = """async ([input, name, data]) => {
    const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0)), held = new DataTransfer();
    held.items.add(new File([bytes], name, {type: "application/pdf"}));
    input.files = held.files;
    input.dispatchEvent(new Event("change", {bubbles: true}));
}"""


@dataclass
class Verifying:
    """The page of a host, and the bodies that it posts: Chromium tells None of one that holds a file."""

    page: Any
    sent: list[bytes | None] = field(default_factory=list)

    def ask(self, data: bytes, *, dropped: bool = False) -> str:
        """What the page then says of this file."""
        field = self.page.locator("input[type=file]")
        if dropped:  # as a browser fills the field under what is let go
            self.page.evaluate(DROP, [field.element_handle(), "proces-verbal.pdf", b64encode(data).decode()])
        else:
            field.set_input_files({"name": "proces-verbal.pdf", "mimeType": "application/pdf", "buffer": data})
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Vérifier").click()
        return str(self.page.locator("main [role=status] .notice").inner_text())

    @property
    def left(self) -> list[bool]:
        """Of each body, whether the file was in it."""
        return [body is None or b"proces-verbal.pdf" in body or b"%PDF" in body for body in self.sent]


@pytest.fixture
def opened(visitor, site):
    def opens(kind: str, **options: Any) -> Verifying:
        found = Verifying(visitor("nobody", **options).new_page())
        found.page.on("request", lambda asked: asked.method == "POST" and found.sent.append(asked.post_data_buffer))
        found.page.goto(site.url(HOSTS[kind], "/verifier/"))
        return found

    return opens


@pytest.mark.parametrize("kind", ["territory", "national"])
@pytest.mark.parametrize("dropped", [False, True], ids=["chosen", "dropped"])
def test_a_frozen_file_is_recognised_and_does_not_leave_the_device(opened, kind, dropped):
    verifying = opened(kind)
    told = verifying.ask(minutes.document("redacted"), dropped=dropped)
    assert "Authentique" in told and "version communicable n° 1" in told
    assert verifying.left == [False]


def test_another_file_is_unknown_and_does_not_leave_it_either(opened):
    verifying = opened("territory")
    told = [verifying.ask(OTHER), verifying.ask(minutes.document("full") + b"\n", dropped=True)]
    assert ["Fichier inconnu" in each for each in told] == [True, True]
    assert verifying.left == [False, False]


def test_without_scripts_the_file_is_sent_and_recognised_alike(opened):
    verifying = opened("territory", java_script_enabled=False)
    assert "Authentique" in verifying.ask(minutes.document("full"))
    assert verifying.left == [True]
