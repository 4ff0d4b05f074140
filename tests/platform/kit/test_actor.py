"""Who is acting: roles on one host, read-only visitors, and people who are here without an account."""

from uuid import uuid4

import pytest

from eclore.kit.actor import ANONYMOUS, MANAGER, MEMBER, NATIONAL_ADMINISTRATOR, NATIONAL_COACH, Actor, Held, system

SOMEBODY = uuid4()


@pytest.mark.parametrize(
    ("actor", "authenticated", "somebody"),
    [
        (ANONYMOUS, False, False),
        (Actor(user_id=SOMEBODY), True, True),
        (Actor(held=Held("local_juries", uuid4(), uuid4())), False, True),
        (system(), False, False),
    ],
    ids=["nobody", "an account", "a card", "the program itself"],
)
def test_somebody_has_an_account_or_holds_a_card(actor, authenticated, somebody):
    assert (actor.is_authenticated, actor.is_somebody) == (authenticated, somebody)


@pytest.mark.parametrize(
    ("roles", "national"),
    [((), False), ((MEMBER, MANAGER), False), ((NATIONAL_COACH,), True), ((MEMBER, NATIONAL_ADMINISTRATOR), True)],
)
def test_national_roles_are_the_coach_s_and_the_administrator_s(roles, national):
    assert Actor(roles=frozenset(roles)).is_national is national


@pytest.mark.parametrize(
    ("held", "asked", "answer"),
    [
        ((MEMBER,), (MEMBER,), True),
        ((MEMBER,), (MANAGER, MEMBER), True),
        ((MEMBER,), (MANAGER,), False),
        ((), (MEMBER,), False),
        ((MEMBER,), (), False),
    ],
)
def test_one_of_the_roles_that_are_asked_is_enough(held, asked, answer):
    assert Actor(roles=frozenset(held)).has(*asked) is answer


def test_a_visitor_has_no_hands_whatever_their_roles():
    assert not Actor(roles=frozenset({NATIONAL_COACH}), visitor=True).has(NATIONAL_COACH)


def test_the_program_acts_under_its_name_in_one_schema():
    assert system("Reprise", "t_somme") == Actor(name="Reprise", schema="t_somme", system=True)
    assert system() == Actor(name="Éclore", schema="public", system=True)
