"""A list of territories, as a spreadsheet saves it: made once, and nothing of one that is wrong somewhere."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from eclore.kit import jobs
from eclore.kit.errors import Invalid
from tenants.contexts import in_programme, in_territory
from tenants.memberships.management.commands import provision_all
from tenants.memberships.models import Invitation
from tenants.territories import provisioning
from tenants.territories.models import Territory

LIST = """slug;name;kind;code;manager;manager_name
ardennes;Ardennes;departement;08;ardennes@exemple.fr;Première Personne

reims;Ville de Reims;ville;51454;;
"""


@pytest.fixture
def posted(monkeypatch):
    letters = []
    monkeypatch.setattr(jobs, "defer", lambda name, **args: letters.append(args))
    return letters


@pytest.fixture
def run(tmp_path):
    def run(content):
        path, out, err = tmp_path / "territoires.csv", StringIO(), StringIO()
        path.write_bytes(content)
        try:
            call_command("provision_all", str(path), stdout=out, stderr=err)
        except CommandError as error:
            return error.returncode, out.getvalue(), err.getvalue() + str(error)
        return 0, out.getvalue(), err.getvalue()

    return run


def made():
    with in_programme():
        return list(Territory.objects.order_by("slug").values_list("slug", flat=True))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_list_is_made_once_and_again_does_no_harm(real_db, posted, run, encoding):
    before = made()
    first, again = run(LIST.encode(encoding)), run(LIST.encode(encoding))

    assert (first[0], again[0]) == (0, 0), first[2]
    assert set(made()) - set(before) == {"ardennes", "reims"}
    with in_territory("ardennes"):
        invited = Invitation.objects.get()
    assert (invited.email, invited.name) == ("ardennes@exemple.fr", "Première Personne")
    assert [letter["to_email"] for letter in posted] == ["ardennes@exemple.fr"]
    assert "1/2 Ardennes : créé. Une invitation" in first[1] and "Territoires en place : 2 sur 2." in first[1]
    assert "1/2 Ardennes : déjà là. ardennes@exemple.fr est déjà sur invitation" in again[1]


def test_a_list_that_is_wrong_somewhere_makes_nothing_and_says_where(real_db, run):
    before = made()
    code, _out, said = run(
        b"slug,name,kind,accent\nreims,Reims,ville,\nReims !,Reims,ville,\nreims,,bourg,\nlaon,Laon,ville,rouge\n"
    )
    assert code == 2 and made() == before
    assert [line.partition(" : ")[0] for line in said.splitlines()[:-1]] == [
        "Ligne 3",
        "Ligne 4",
        "Ligne 4",
        "Ligne 4",
        "Ligne 5",
    ]
    assert "« reims » est déjà à la ligne 2." in said and said.endswith("Rien n'est créé.")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Il manque : slug, name, kind."),
        (b"slug,name\nreims,Reims\n", "Il manque : kind."),
        (b"slug,name,kind,maire\n", "Inconnues : maire."),
        (b"slug,name,kind\nreims,Reims,ville,de,trop\n", "Ligne 2"),
        (b"slug,name,kind,department\nreims,Reims,ville,80000\n", "Ligne 2 : department a 3 caractères au plus."),
        (b"slug,name,kind,manager\nreims,Reims,ville,pas une adresse\n", "Ligne 2 : "),
        (b'slug,name,kind\nreims,"' + b"x" * 200_000 + b'",ville\n', "n'est pas une liste"),
        (bytes(range(256)), "La première ligne nomme les colonnes"),
    ],
)
def test_what_is_no_list_is_said(real_db, run, content, said):
    before = made()
    code, _out, told = run(content)
    assert code == 2 and said in told and made() == before


def test_a_line_that_fails_is_named_and_the_others_are_made(real_db, posted, run, monkeypatch):
    """What only the database may refuse: somebody else has taken the address meanwhile."""
    others = {"reims": Invalid("Un territoire répond déjà à cette adresse.", field="slug")}

    def provision(*, slug, **details):
        if slug in others:
            raise others[slug]
        return provisioning.provision(slug=slug, **details)

    monkeypatch.setattr(provision_all, "provision", provision)
    code, out, said = run(b"slug;name;kind;manager\nreims;Reims;ville;\nlaon;Laon;ville;laon@exemple.fr\n")
    assert code == 1 and "laon" in made() and "reims" not in made()
    assert "Ligne 2, reims :" in said and "Territoires en place : 1 sur 2." in out
