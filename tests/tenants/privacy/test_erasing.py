"""An erased person is nowhere to be found, and what juries decided has not moved."""

from collections import Counter

from programs.local.ideas.domain import attachments, commitments
from programs.local.ideas.models import Commitment, Idea
from programs.local.messages.models import Message
from tenants.accounts.models import User
from tenants.contexts import in_territory
from tenants.privacy import orchestration
from tests.factories.calls import a_call
from tests.factories.files import pdf, upload
from tests.factories.ideas import ANSWERS, a_colleague, a_draft, an_idea
from tests.support.databases import superuser
from tests.support.personas import person
from tests.tenants.privacy.somebody import EMAIL, live, traces

# What must be the same before and after: decisions, marks, states, figures. Not who, not words.
KEPT = {
    "_decision": "id, passage_id, verdict, phase, weeks, days_per_week, next_on, decided_at, published_at",
    "_mark": "id, ballot_id, criterion_id, value",
    "_ballot": "id, passage_id, seat_id, cast_at",
    "_recusal": "id, passage_id, seat_id, confirmed_at, declined_at",
    "_passage": "id, jury_id, kind, state, position",
    "ideas_idea": "id, call_id, number, state, author_id, submitted_at, answered_at",
    "incubation_project": "id, state, started_at, closed_at, public",
    "incubation_review": "id, committee_id, project_id, verdict, weeks, decided_at",
    "event": "id, subject_id, verb, source, target, by_id, created_at",
    "portfolio_idearow": "*",
    "portfolio_projectrow": "project_id, state, phase, weeks, days_freed, public, closed_at",
    "portfolio_editionrow": "edition_id, call_id, number, opens_at, closes_at",
    "_entry": "*",
}


def facts(server):
    tables = server.execute("SELECT schemaname, tablename FROM pg_tables WHERE tableowner = 'eclore_owner'").fetchall()
    found = {}
    for schema, table in tables:
        for suffix, columns in KEPT.items():
            if table.endswith(suffix):
                rows = server.execute(f'SELECT {columns} FROM "{schema}"."{table}" ORDER BY 1, 2').fetchall()
                found[f"{schema}.{table}"] = rows
    return found


def test_an_erased_person_is_nowhere_to_be_found(real_db, somme, oise, nord):
    live(real_db, somme, oise, nord)
    with superuser(real_db) as server:
        before, there = facts(server), traces(server)
    assert len({line.partition(":")[0] for line in there}) > 100

    subject = orchestration.recognise(orchestration.somebody(EMAIL))
    report = orchestration.erase(subject)

    with superuser(real_db) as server:
        assert traces(server) == []
        after = facts(server)
    logs = {name for name in before if name.endswith("_entry")}
    assert {name: rows for name, rows in after.items() if name not in logs} == {
        name: rows for name, rows in before.items() if name not in logs
    }
    assert all(set(before[name]) < set(after[name]) for name in logs)
    assert report.remaining == []
    assert report.to_read == []
    assert report.searched["schemas"] == 4


def test_a_second_erasure_changes_nothing(real_db, somme, oise, nord):
    live(real_db, somme)
    orchestration.erase(orchestration.recognise(orchestration.somebody(EMAIL)))

    again = orchestration.erase(orchestration.recognise(orchestration.somebody(EMAIL)))

    assert (again.rows, again.remaining) == (Counter(), [])


def test_texts_with_a_name_that_two_accounts_bear_are_left_for_somebody_to_read(real_db, somme):
    asking = person("member", at=somme, name="Dominique Legrand-Petit", email="dlp@exemple.fr")
    namesake = person("member", at=somme, name="Dominique LEGRAND PETIT")
    author, other = asking.at(somme), namesake.at(somme)
    with in_territory(somme):
        call = a_call()
        own = an_idea(call, author, title="Une idée de Dominique Legrand-Petit")
        idea = an_idea(call, other, title="Dominique Legrand-Petit a raison (dlp@exemple.fr)")
        Message.objects.all().delete()

    report = orchestration.erase(orchestration.recognise(orchestration.somebody(asking.email)))

    assert not report.is_alone
    assert {(place.table, place.column) for place in report.to_read if place.kind == "name"} == {
        ("ideas_idea", "title"),
        ("ideas_teammember", "name"),
        ("ideas_ideaevent", "by_name"),
        ("accounts_user", "name"),
    }
    with in_territory(somme):
        idea.refresh_from_db()
        own.refresh_from_db()
        assert (own.title, own.team.get().name) == ("Une idée de Personne effacée", "Personne effacée")
        assert {event.by_name for event in own.events.all()} == {"Personne effacée"}
        assert idea.title == "Dominique Legrand-Petit a raison (adresse effacée)"
        assert (idea.team.get().name, idea.events.first().by_name) == (namesake.name, namesake.name)
        assert User.objects.get(pk=namesake.user_id).name == namesake.name


def test_a_part_of_the_name_is_left_and_told(real_db, somme):
    asking = person("member", at=somme, name="Maëlys Kervella", email="mk@exemple.fr")
    author = asking.at(somme)
    with in_territory(somme):
        idea = an_idea(
            a_call(), author, title="Demandez à Kervella", answers=ANSWERS | {"problem": "Maelys  KERVELLA attend."}
        )

    report = orchestration.erase(orchestration.recognise(orchestration.somebody(asking.email)))

    told = {(place.schema, place.table, place.column, place.kind) for place in report.to_read}
    assert told == {("somme", "ideas_idea", "title", "part"), ("somme", "local_messages_message", "body", "part")}
    assert str(idea.pk) in {place.key for place in report.to_read}
    with in_territory(somme):
        idea.refresh_from_db()
        assert (idea.title, idea.answers["problem"]) == ("Demandez à Kervella", "Personne effacée attend.")


def test_somebody_without_an_account_is_erased_by_their_address(real_db, somme):
    author = person("member", at=somme).at(somme)
    with in_territory(somme):
        call = a_call(commitment_required=True)
        idea = a_draft(call, author)
        [member] = idea.team.all()
        commitments.request(member, by=author, signatory_name="Anne-Lise Trévidic", signatory_email="al@exemple.fr")

    report = orchestration.erase(orchestration.recognise(orchestration.somebody("AL@exemple.fr")))

    assert report.remaining == []
    with in_territory(somme):
        signed = Commitment.objects.get(member=member)
        assert signed.signatory_name == "Personne effacée"
        assert signed.signatory_email.endswith("@efface.invalid")


def test_files_and_drafts_of_somebody_go_and_those_of_their_team_stay(real_db, somme):
    asking, other = person("member", at=somme, email="part@exemple.fr"), person("member", at=somme)
    leaves, stays = asking.at(somme), other.at(somme)
    with in_territory(somme):
        call = a_call()
        alone, shared = a_draft(call, leaves, title="Seule"), a_draft(call, leaves, title="Ensemble")
        a_colleague(shared, leaves, arriving=stays)
        attachments.attach(shared, by=leaves, upload=upload(pdf(), "mien.pdf"))
        attachments.attach(shared, by=stays, upload=upload(pdf(), "autre.pdf"))

    report = orchestration.erase(orchestration.recognise(orchestration.somebody(asking.email)))

    assert report.files == 2
    with in_territory(somme):
        assert [Idea.objects.get(pk=idea.pk).title for idea in (alone, shared)] == ["Idée effacée", "Ensemble"]
        assert [kept.name for kept in shared.attachments.all()] == ["autre.pdf"]
