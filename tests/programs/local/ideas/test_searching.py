"""What somebody looks for on the board is found however they type it, in the order French readers expect."""

import pytest
from django.db import connection

from eclore.kit import folding
from programs.local.ideas import queries
from programs.local.ideas.models import Idea
from tenants.contexts import in_territory
from tests.factories.calls import an_edition
from tests.factories.ideas import an_idea
from tests.support import databases
from tests.support.personas import person

ANSWERS = {
    "problem": "La nuit, l’obscurité fait peur.\nOn n’ose\nplus « sortir ».",
    "solution": r"Un chemin C:\éclairé",
    "users": "Tout le monde.",
}


@pytest.fixture
def board(somme):
    """Three ideas, and a search among their titles."""
    agent = person("member", at=somme, name="Zoé Cœur-de-Lion").at(somme)
    manager = person("manager", at=somme).at(somme)
    with in_territory(somme):
        edition = an_edition(commitment_required=False)
        an_idea(edition.call, agent, title="Zones d’ombre", direction="École", answers=ANSWERS)
        an_idea(edition.call, agent, title="Éclairage n° 40", direction="Zones", answers={**ANSWERS, "problem": "Rien"})

        def found(q="", sort=""):
            rows = queries.sifted(queries.board(manager, edition), q=q, sort=sort)
            return [idea.title[0] for idea in rows.order_by(*(rows.query.order_by if sort else ["number"]))]

        found.directions = lambda: queries.directions_of(manager, edition)
        yield found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("obscurite", ["Z"]),
        ("l'obscurité", ["Z"]),
        ("OBSCURITE zones", ["Z"]),
        ("n'ose plus", ["Z"]),
        ("“sortir”", ["Z"]),
        ("zoe coeur de lion", ["Z", "É"]),
        (r"c:\eclaire", ["Z", "É"]),
        ("E\u0301clairage", ["É"]),
        ("nº40", ["É"]),
        ("n° 2", ["É"]),
        ("2", ["É"]),
        ("peur rien", []),
        ("problem", []),
        ("usage", []),
        ("{", []),
        ('"', ["Z", "É"]),
        ("%", []),
        ("_", []),
    ],
)
def test_an_idea_is_found_as_people_type_it(board, typed, found):
    assert board(typed) == found


def test_accents_do_not_send_an_idea_to_the_end(board):
    assert board(sort="titre") == ["É", "Z"]
    assert board(sort="-titre") == ["Z", "É"]
    assert board(sort="direction") == ["Z", "É"]
    assert board.directions() == ["École", "Zones"]


def test_what_is_close_is_found_without_accents(somme):
    author, colleague = (person("member", at=somme).at(somme) for _each in range(2))
    with in_territory(somme):
        call = an_edition(commitment_required=False).call
        idea = an_idea(call, author, title="Rallumer", answers=ANSWERS)
        queries.Idea.objects.filter(pk=idea.pk).update(open_team=True)
        near = queries.close_to("lutter contre l'OBSCURITE (la nuit)", call=call, actor=colleague)
        assert near == [idea]
        assert queries.close_to("lutter contre le problem", call=call, actor=colleague) == []


def test_a_search_folds_no_dossier(somme):
    """The database keeps what it has folded when it was written, and the titles and answers of a page are not it."""
    author = person("member", at=somme).at(somme)
    with in_territory(somme):
        idea = an_idea(an_edition(commitment_required=False).call, author, title="L’École", answers=ANSWERS)
        queries.Idea.objects.filter(pk=idea.pk).update(title="Élan")
        found = queries.Idea.objects.filter(folding.holds_kept("elan", "folded"))
        assert "eclore_fold" not in str(found.query)
        assert [row.get_deferred_fields() for row in found] == [{"folded"}]
        (kept,) = queries.Idea.objects.values_list("folded", flat=True)
        assert kept.startswith("elan ")
        assert all(folding.fold(text) in kept for text in ANSWERS.values())


def test_the_words_of_ideas_have_an_index(somme):
    """Whatever the statistics of the day: it is what PostgreSQL reads when it may not read the whole table."""
    with in_territory(somme):
        sql, values = Idea.objects.filter(folding.holds_kept("cendrillon", "folded")).order_by().query.sql_with_params()
    with databases.superuser(connection.settings_dict["NAME"]) as server:
        server.execute(f"SET search_path TO {somme.schema_name}, public; SET enable_seqscan TO off")
        plan = "\n".join(row for (row,) in server.execute(f"EXPLAIN {sql}", values))
    assert "ideas_idea_folded" in plan
