"""Text is compared in one place (eclore.kit.folding): every list, search, duplicate check and sort goes through it."""

import re
from pathlib import Path

from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
OURS = ("tenants.", "programs.", "eclore")
# What finds a person's strings to erase them keeps where each letter comes from, and the two logs their own order.
ELSEWHERE = {"platform/eclore/kit/folding.py", "tenants/privacy/matching.py"}
SENSITIVE = re.compile(
    r"__(i?contains|iexact|i?startswith|i?endswith|i?regex)\b|[Uu]naccent|\bLower\(|\bUpper\(|casefold"
)
# Words that people read; codes, slugs, addresses and schemas are sorted as they are.
WORDS = r"(?:\w+__)?(?:name|title|label|programme|direction|to_name|territory_name|text)"
SORTED = re.compile(rf"order_by\([^()]*[\"']-?{WORDS}[\"']|key=lambda \w+: \w+\.{WORDS}\b|key=lambda \w+: \w+\[1\]\)")
CODES = {"email_domains__contains", "sirens__contains", "digest__regex", "slug__startswith"}


def sources():
    for folder in ("platform/eclore", "tenants", "programs", "api"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = str(path.relative_to(ROOT))
            if "migrations" not in path.parts and name not in ELSEWHERE:
                yield name, path.read_text(encoding="utf-8")


def test_nothing_searches_or_sorts_words_by_itself():
    found = [
        f"{name}: {line.strip()}"
        for name, text in sources()
        for line in text.splitlines()
        if (SENSITIVE.search(line) or SORTED.search(line)) and not any(code in line for code in CODES)
    ]
    assert found == []


def test_no_table_sorts_words_by_their_bytes():
    wrong = [
        f"{model.__name__}: {key}"
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith(OURS)
        for key in model._meta.ordering
        if isinstance(key, str) and re.fullmatch(WORDS, key.removeprefix("-"))
        if isinstance(model._meta.get_field(key.removeprefix("-")), models.CharField | models.TextField)
    ]
    assert wrong == []
