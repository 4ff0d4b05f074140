"""Two requests that meet in the database: done once more where it is safe, else told in a sentence."""

import json
import re
from threading import Barrier
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, OperationalError, transaction
from psycopg import errors

from eclore.database.conflicts import is_conflict, may_pass_now
from programs.local.ideas.models import TeamMember
from tenants.accounts.views import accounts
from tenants.contexts import in_territory
from tenants.memberships.domain import invitations
from tenants.memberships.models import Invitation, Membership
from tests.support.at_once import at_once
from tests.support.personas import api_client, browser, person

INVITED = {"email": "nouvelle@exemple.fr", "name": "Nouvelle", "role": "member"}
INVITE = invitations.invite


@pytest.fixture
def manager(somme):
    return person("manager", at=somme)


def meeting(monkeypatch, error, times):
    """`invite` writes, then meets another request, so many times."""
    met = []

    def invite(*args, **kwargs):
        made = INVITE(*args, **kwargs)
        if len(met) < times:
            met.append(made)
            raise error
        return made

    monkeypatch.setattr(invitations, "invite", invite)
    return met


def caused(cause):
    error = OperationalError(str(cause))
    error.__cause__ = cause
    return error


def invited(somme):
    with in_territory(somme):
        return Invitation.objects.count()


@pytest.mark.parametrize(
    "error", [IntegrityError("une clé"), caused(errors.DeadlockDetected("deux")), Invitation.DoesNotExist()]
)
def test_what_has_met_another_request_is_done_once_more(somme, manager, monkeypatch, error):
    met = meeting(monkeypatch, error, 1)
    client = browser(somme, manager)

    answer = client.post("/membres/inviter/", INVITED)
    page = client.get(answer["Location"]).content.decode()

    assert (answer.status_code, len(met), invited(somme)) == (302, 1, 1)
    assert len(re.findall("data-message[ >]", page)) == 1


def test_what_meets_it_twice_is_told_and_nothing_is_written(somme, manager, monkeypatch):
    met = meeting(monkeypatch, IntegrityError("une clé"), 2)

    answer = browser(somme, manager).post("/membres/inviter/", {**INVITED, "once": "a"})

    assert (answer.status_code, len(met), invited(somme), len(mail.outbox)) == (409, 2, 0, 0)
    assert "Deux envois au même moment" in answer.content.decode()


def test_a_program_is_told_by_a_problem_and_a_part_of_a_page_by_a_sentence(somme, manager, monkeypatch):
    meeting(monkeypatch, IntegrityError("une clé"), 4)
    body = json.dumps({"email": "nouvelle@exemple.fr", "role": "member"})

    program = api_client(somme, manager).post("/api/v1/invitations/", body, content_type="application/json")
    part = browser(somme, manager).post("/membres/inviter/", INVITED, headers={"HX-Request": "true"})

    assert (program.status_code, program.json()["code"], program["Retry-After"]) == (409, "conflict", "1")
    assert (part.status_code, "<" in part.content.decode()) == (409, False)


def test_what_a_program_sends_is_read_again(somme, manager, monkeypatch):
    met = meeting(monkeypatch, IntegrityError("une clé"), 1)
    body = json.dumps({"email": "nouvelle@exemple.fr", "role": "member"})

    made = api_client(somme, manager).post("/api/v1/invitations/", body, content_type="application/json")

    assert (made.status_code, len(met), invited(somme)) == (201, 1, 1)


def test_what_only_the_end_of_the_transaction_refuses_is_told_as_well(real_db, somme, manager, monkeypatch):
    tried = []

    def invite(*args, **kwargs):
        tried.append(1)
        TeamMember.objects.create(idea_id=uuid4(), email="a@exemple.fr", name="De nulle part")
        return INVITE(*args, **kwargs)

    monkeypatch.setattr(invitations, "invite", invite)

    answer = browser(somme, manager).post("/membres/inviter/", INVITED)

    assert (answer.status_code, len(tried), invited(somme)) == (409, 2, 0)


def test_two_that_wait_for_each_other_both_end(real_db, somme, manager, monkeypatch):
    keys = [person("member", at=somme).user_id for _member in range(2)]
    orders, crossed = [keys, keys[::-1]], Barrier(2)

    def invite(*args, **kwargs):
        order = orders.pop() if orders else []
        for key in order:
            list(Membership.objects.select_for_update().filter(user_id=key))
            if key == order[0]:
                crossed.wait(20)
        return INVITE(*args, **kwargs)

    monkeypatch.setattr(invitations, "invite", invite)
    one, two = browser(somme, manager), browser(somme, manager)

    answers = at_once(
        lambda: one.post("/membres/inviter/", INVITED),
        lambda: two.post("/membres/inviter/", {**INVITED, "email": "autre@exemple.fr"}),
    )

    assert [each.status_code for each in answers] == [302, 302]
    assert (orders, invited(somme)) == ([], 2)


def test_nothing_is_done_twice_on_the_host_where_libraries_write_to_people(auth_host, monkeypatch):
    tried = []

    def fail(*_args, **_kwargs):
        tried.append(1)
        raise IntegrityError

    monkeypatch.setattr(accounts.EmailLogin, "begin", fail)
    answer = browser(auth_host).post("/compte/login/", {"email": "a@exemple.fr"})

    assert (answer.status_code, len(tried)) == (409, 1)


def test_two_pending_links_of_one_address_are_refused_by_the_database(somme, manager):
    actor = manager.at(somme)
    with in_territory(somme):
        made = INVITE("nouvelle@exemple.fr", "member", site=somme, by=actor)
        made.pk, made.secret_hash = uuid4(), "autre"
        with pytest.raises(IntegrityError), transaction.atomic():
            made.save(force_insert=True)


def test_a_fault_of_ours_stays_one():
    assert not is_conflict(caused(errors.SyntaxError("quoi")))
    assert not is_conflict(OperationalError("the server has gone"))
    assert is_conflict(caused(errors.LockNotAvailable("long"))) and not may_pass_now(
        caused(errors.LockNotAvailable(""))
    )
