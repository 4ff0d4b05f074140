"""What the enumeration of everything that writes must find, and what it must not."""

import re
from pathlib import Path

from tests.proofs.writing import every_write

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NAMED = re.compile(r"<form[^>]*method=\"post\"[^>]*action=\"{% url '([\w-]+)'", re.DOTALL)


def test_every_form_that_names_its_address_leads_to_something_that_writes():
    named = {name for page in TEMPLATES.rglob("*.html") for name in NAMED.findall(page.read_text())}

    assert named
    assert named - {write.name for write in every_write()} == set()


def test_acts_are_found_wherever_the_view_looks_at_what_is_posted():
    found = {str(write) for write in every_write()}

    assert {
        "territory POST /jurys/<uuid:pk>/ouvrir/",  # in a helper of its module
        "territory POST /idees/brouillon/<str:secret>/reprendre/",  # in a decorator
        "territory POST /projets/<uuid:pk>/journal/<uuid:entry_pk>/retirer/",  # in one that lets a question be read too
        "national POST /forums/<slug:slug>/publier/",  # a partial view
        "territory POST /api/v1/ideas/<uuid:pk>/submit/",
        "territory PATCH /api/v1/ideas/<uuid:pk>/",
        "auth POST /compte/login/code/confirm/",  # a class of allauth
    } <= found
    assert not found & {"territory POST /idees/proches/", "national POST /statistiques/", "national POST /forums/"}
