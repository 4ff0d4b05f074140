"""The log is read by those whose it is; names are looked up, marks are nowhere."""

import ast
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.apps import apps
from django.http import QueryDict

from eclore.kit import audit
from eclore.kit.audit import Act
from programs.joint.forums.models import Forum
from programs.juries.models import AbstractJury
from programs.local.calls.models import Edition
from programs.local.ideas.models import Idea
from programs.local.incubation.models import Committee, Project
from programs.local.juries import domain
from tenants.accounts.models import User
from tenants.audit import queries, views
from tenants.audit import sentences as said
from tenants.contexts import in_programme, in_territory
from tests.factories import people
from tests.factories.juries import a_jury_setup, mark
from tests.support.auditing import wordless
from tests.support.browsing import words
from tests.support.personas import api_client, browser, person
from tests.support.statements import Statements


@pytest.fixture
def jury_setup(somme):
    jury_setup = a_jury_setup(somme, titles="Alpha Beta")
    with in_territory(somme):
        mark(jury_setup.passages[0], jury_setup.actors[0], 5, comment="Brillant")
        domain.recuse(jury_setup.passages[1], by=jury_setup.actors[1], reason="Voisine")
    return jury_setup


def test_a_manager_reads_who_did_what_and_no_opinion(jury_setup, somme):
    seen = words(browser(somme, jury_setup.manager).get("/journal-audit/"))

    for told in (
        "Bulletin validé",
        "Alpha",
        jury_setup.actors[0].name,
        "Déport",
        "Beta",
        "Séance ouverte",
        "Membre ajouté",
    ):
        assert told in seen
    for secret in ("Brillant", "Voisine"):
        assert secret not in seen
    with in_territory(somme):
        seals = [line.told["seal"] for line in audit.log()._default_manager.filter(act="mark")]
    assert seals and not [seal for seal in seals if seal in seen]


@pytest.mark.parametrize("role", ["member", "juror", "coach", "sponsor"])
def test_nobody_else_of_the_territory_reads_it(somme, role):
    client = browser(somme, person(role, at=somme))
    assert {client.get(path).status_code for path in ("/journal-audit/", "/journal-audit.csv", "/api/v1/log/")} == {403}


def test_a_territory_reads_its_own_log_only(jury_setup, oise, national):
    away = words(browser(oise, person("manager", at=oise)).get("/journal-audit/"))
    team = words(browser(national, person(national=("national_coach",))).get("/journal-audit/"))
    assert [told for told in ("Alpha", "Bulletin") if told in away + team] == []


def test_an_outsider_of_the_national_team_does_not_read_the_programmes(national):
    client = browser(national, person())
    assert {client.get(path).status_code for path in ("/journal-audit/", "/journal-audit.xlsx", "/api/v1/log/")} == {
        403
    }


def test_a_visit_is_in_both_logs_once_however_many_pages(somme, national):
    coach = person(national=("national_coach",), name="Coach nationale")
    browser(national, coach).post("/territoires/somme/entrer/")
    inside = browser(somme, coach)
    assert [inside.get(path).status_code for path in ("/appels/", "/jurys/", "/journal-audit/")] == [200, 200, 403]

    with in_territory(somme):
        here = [(line.verb, line.by_kind) for line in audit.log()._default_manager.filter(act="visit")]
    with in_programme():
        there = [line.verb for line in audit.log()._default_manager.filter(act="visit")]

    assert (here, there) == ([("visit", "visitor")], ["enter"])
    seen = words(browser(somme, person("manager", at=somme)).get("/journal-audit/?acte=visit"))
    assert "Visite de l'équipe nationale" in seen and "Coach nationale" in seen and "En visite" in seen


def test_grants_roles_and_invitations_are_in_the_log_without_a_name(somme, national):
    manager, member = person("manager", at=somme), person("member", at=somme, name="Camille")
    client = browser(somme, manager)
    client.post(f"/membres/{member.user_id}/roles/", {"role": "coach"})
    client.post("/membres/inviter/", {"email": "invitee@exemple.fr", "name": "Invitée", "role": "member"})
    browser(national, person(national=("national_administrator",))).post(
        "/equipe/nommer/", {"email": "nouvelle@exemple.fr", "name": "Nouvelle", "kind": "national_coach"}
    )

    with in_territory(somme):
        here = list(audit.log()._default_manager.filter(act="grant"))
    with in_programme():
        there = list(audit.log()._default_manager.filter(act="grant"))

    assert sorted(line.verb for line in here) == ["give_role", "invite"]
    assert [line.verb for line in there] == ["grant"]
    written = " ".join(map(audit.message, here + there))
    assert not [name for name in ("Camille", "exemple.fr", "Nouvelle", "Invitée") if name in written]


def test_an_erased_person_leaves_the_chain_whole(somme):
    manager = person("manager", at=somme, name="Camille Durand")
    actor = manager.at(somme)
    with in_territory(somme):
        audit.record(Act.EXPORT, by=actor)
    with in_programme():
        User.objects.filter(pk=manager.user_id).update(name="Personne effacée")

    with in_territory(somme):
        found = list(audit.log()._default_manager.order_by("number"))
    assert [line.digest for line in found] == [audit.digest(line) for line in found]
    assert "Personne effacée" in words(browser(somme, person("manager", at=somme)).get("/journal-audit/"))


def test_the_log_is_narrowed_by_kind_and_date_and_nonsense_narrows_nothing(jury_setup, somme):
    client = browser(somme, jury_setup.manager)

    marks = client.get("/journal-audit/?acte=mark").context["lines"]
    none = client.get("/journal-audit/?au=2001-01-01").context["lines"]
    everything = client.get("/journal-audit/?acte=bidule&du=hier").context["lines"]

    assert {line.what for line in marks} == {"Bulletin validé"}
    assert none == []
    assert len(everything) > len(marks)


def test_the_export_holds_every_line_and_is_itself_one(jury_setup, somme):
    client = browser(somme, jury_setup.manager)
    with in_territory(somme):
        before = audit.log()._default_manager.count()

    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/journal-audit.xlsx").content)).active
    text = client.get("/journal-audit.csv?acte=export").content.decode("utf-8-sig")

    assert sheet.max_row == before + 1
    assert "Journal d'audit exporté" in text and jury_setup.runs.name in text
    assert client.get("/journal-audit.pdf").status_code == 404


@pytest.mark.parametrize(
    ("wanted", "query"), [("", ""), ("acte=mark&page=3", "?acte=mark"), ("du=2026-01-02&page=", "?du=2026-01-02")]
)
def test_the_files_hold_what_is_looked_for_whatever_the_page(wanted: str, query: str) -> None:
    found = [(action.url, action.kind, action.icon) for action in views.export_actions(QueryDict(wanted))]
    assert found == [(f"/journal-audit.xlsx{query}", "second", "download"), (f"/journal-audit.csv{query}", "text", "")]


def test_who_exports_is_told_that_older_lines_stay_out(jury_setup, somme, monkeypatch):
    client, told = browser(somme, jury_setup.manager), "les plus récentes : choisissez une période"
    assert told not in words(client.get("/journal-audit/"))

    monkeypatch.setattr(views, "MOST_EXPORTED", 2)

    assert "Un export contient les 2 lignes " + told in words(client.get("/journal-audit/"))
    assert openpyxl.load_workbook(io.BytesIO(client.get("/journal-audit.xlsx").content)).active.max_row == 3


def test_a_program_reads_the_log(jury_setup, somme):
    answer = api_client(somme, jury_setup.manager).get("/api/v1/log/?act=mark").json()

    assert answer["count"] == 1
    [line] = answer["results"]
    assert (line["act"], line["verb"], line["by"]) == ("mark", "cast", str(jury_setup.actors[0].user_id))
    assert sorted(line) == ["act", "at", "by", "by_kind", "digest", "number", "subject", "subject_kind", "verb"]


def test_the_page_costs_the_same_for_one_kind_of_line_and_for_many(jury_setup, somme, national):
    people.visit(somme, person(national=("national_coach",)), national=national)
    client = browser(somme, jury_setup.manager)

    def statements(path):
        client.get(path)  # what the process keeps is read once
        with Statements() as sql:
            client.get(path)
        return len(sql)

    assert statements("/journal-audit/?acte=mark") == statements("/journal-audit/") <= 10


def test_every_verb_that_is_kept_has_its_words():
    kept = {verb for model in (AbstractJury, Idea, Project, Committee, Edition, Forum) for verb in model.AUDITED}
    assert sorted(kept - set(said.VERBS)) == []


def test_a_forum_publishes_what_its_jury_has_decided():
    assert said.sentence(Act.PUBLICATION, "decide") == "Résultats publiés"
    assert said.sentence(Act.DECISION, "decide") == "Décision prise"


def test_every_kind_of_thing_that_is_kept_has_its_words():
    kept = {model._meta.label_lower for model in apps.get_models() if hasattr(model, "AUDITED")}
    assert sorted(kept - set(said.SUBJECTS)) == []
    assert [label for label in said.SUBJECTS if apps.get_model(label) is None] == []


def test_every_fact_that_is_recorded_is_told_or_left_out_on_purpose():
    told = set(said.FACTS) | said.UNTOLD | set(queries.ABOUT) | {"person"}
    found = {name for root in ("tenants", "programs") for path in Path(root).rglob("*.py") for name in _recorded(path)}

    assert {"seal", "role", "passage", "rows"} <= found
    assert sorted(found - told) == []


def _recorded(path):
    """Names of the facts that a module gives to audit.record and transitions.record."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call) or getattr(node.func, "attr", getattr(node.func, "id", "")) != "record":
            continue
        for given in node.keywords:
            if given.arg == "facts" and isinstance(given.value, ast.Dict):
                yield from (key.value for key in given.value.keys)
            elif ast.unparse(node.func) == "audit.record" and given.arg not in (None, "by", "subject", "verb"):
                yield given.arg


def test_a_line_tells_roles_places_days_and_kinds_in_words(somme, national):
    manager, gone = person("manager", at=somme), person("member", at=somme, name="Camille Durand")
    actor = manager.at(somme)
    with in_territory(somme):
        for facts in (
            {"verb": "give_role", "role": "coach"},
            {"verb": "grant", "kind": "national_coach", "until": date(2031, 3, 1)},
            {"verb": "minutes", "version": "with_ballots", "format": "xlsx", "rows": 1},
            {"verb": "processing", "format": "pdf"},
            {"verb": "make_token", "place": somme.role},
            {"verb": "erase", "person": gone.user_id, "rows": 12, "frozen": 2, "on": date(2031, 3, 1)},
            {"verb": "prepare_entry_cards", "seats": [gone.user_id, manager.user_id]},
            {"verb": "keep", "raw_notes": 6, "accesses": 12},
            {"verb": "play", "place": ""},  # on the national host
        ):
            audit.record(Act.GRANT, by=actor, **facts)
    seen = words(browser(somme, manager).get("/journal-audit/"))

    for told in (
        "Coach ou designer",
        "Coach nationale ou national",
        "Jusqu'au 1er mars 2031",
        "Version avec les bulletins",
        "Format : XLSX",
        "Format : PDF",
        "1 ligne",
        "Lieu : Somme",
        "Camille Durand",
        "12 lignes · dont 2 de jurys publiés",
        "2 membres",
        "Notes d'entretien : 6 mois · Traces d'accès : 12 mois",
    ):
        assert told in seen.replace("\xa0", " "), told
    assert seen.count("Lieu :") == 1
    for code in ("national_coach", "with_ballots", "territory_somme", str(gone.user_id)):
        assert code not in seen
    with in_territory(somme):
        assert wordless() == set()
