"""What a browser says of itself, in words."""

import pytest

from eclore.kit.browsers import in_words


@pytest.mark.parametrize(
    ("description", "words"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36",
            "Chrome sur Linux",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            " Chrome/156.0 Safari/537.36"
            " Edg/156.0",
            "Edge sur Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/19.0"
            " Mobile/15E148 Safari/604.1",
            "Safari sur iPhone",
        ),
        ("Mozilla/5.0 (Android 16; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox sur Android"),
        ("curl/8.5", "Navigateur non reconnu"),
        ("", "Navigateur non reconnu"),
    ],
)
def test_a_browser_is_named_with_what_it_runs_on(description, words):
    assert in_words(description) == words
