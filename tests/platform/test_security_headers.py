"""What stands at the edge: headers on every answer, settings without a remark."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.personas import browser

ROOT = Path(__file__).resolve().parents[2]
LEGAL = ("ECLORE_PUBLISHER", "ECLORE_PUBLICATION_DIRECTOR", "ECLORE_HOSTING_PROVIDER", "ECLORE_SOURCE_URL")


@pytest.mark.parametrize("where", ["national", "auth_host", "somme"])
@pytest.mark.parametrize("path", ["/", "/nulle-part/", "/.well-known/security.txt"])
def test_every_answer_bears_the_headers_of_the_edge(where, path, request):
    answer = browser(request.getfixturevalue(where)).get(path)

    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy and "default-src 'self'" in policy and "form-action 'self'" in policy
    assert "frame-ancestors 'none'" in policy and "object-src 'none'" in policy and "base-uri 'none'" in policy
    assert "camera=()" in answer["Permissions-Policy"] and "geolocation=()" in answer["Permissions-Policy"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-site"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def production(*arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """`manage.py` as in production, with these secrets and no other."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT / 'platform'}:{ROOT}",
        "ECLORE_BASE_HOST": "eclore.example",
        "DJANGO_SETTINGS_MODULE": "eclore.config.settings.production",
        "DATABASE_URL": "postgresql://eclore_app@/eclore",
        "ECLORE_SECRET_KEY": "jf8Zk2-wq0NvLs6RtYb3Xh9Gd1Pm5Ca7Eo4Ui8Jn2Kw6Vx-tests-only",
        **dict.fromkeys(LEGAL, "https://eclore.example/"),
        **changes,
    }
    command = [sys.executable, "manage.py", *arguments]
    wanted = {name: value for name, value in environment.items() if value}
    return subprocess.run(command, cwd=ROOT, env=wanted, capture_output=True, text=True, check=False)


def test_django_has_nothing_to_say_of_a_deployment():
    done = production("check", "--deploy", "--fail-level", "WARNING")

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("fact", LEGAL)
def test_a_deployment_says_who_answers_for_it_and_where_its_source_is(fact):
    done = production("check", "--deploy", **{fact: ""})

    assert done.returncode != 0 and fact in done.stderr


@pytest.mark.parametrize("secret", ["ECLORE_SECRET_KEY", "DATABASE_URL"])
def test_production_does_not_start_without_its_secrets(secret):
    done = production("check", **{secret: ""})

    assert done.returncode != 0
    assert secret in done.stderr


def test_no_secret_is_written_in_the_settings_of_production():
    text = "".join(
        (ROOT / "platform/eclore/config/settings" / name).read_text() for name in ("base.py", "production.py")
    )

    assert re.findall(r"(?im)^(?:\w*(?:secret|password|token)\w*) = [\"'].+", text) == []
