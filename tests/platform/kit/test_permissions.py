"""One question for pages, API and buttons, answered by the rule of that name."""

from uuid import uuid4

import pytest

from eclore.kit import permissions
from eclore.kit.actor import ANONYMOUS, MANAGER, MEMBER, NATIONAL_COACH, Actor, system
from eclore.kit.errors import NotAllowed

MANAGES = Actor(user_id=uuid4(), roles=frozenset({MANAGER}), schema="somme")
VISITS = Actor(user_id=uuid4(), roles=frozenset({NATIONAL_COACH}), schema="somme", visitor=True)


@pytest.fixture
def own_rules(monkeypatch):
    """A set of rules of the test's own: those of the program are registered once for all."""
    monkeypatch.setattr(permissions, "_rules", type(permissions._rules)())
    permissions.register(
        {
            "contexts.open": permissions.has_role(MANAGER),
            "contexts.paint": lambda actor, tenant_context: tenant_context == "red",
        }
    )


def test_a_rule_is_asked_by_its_name_about_its_subject(own_rules):
    answers = {
        (name, subject): permissions.can(MANAGES, name, subject)
        for name in ("contexts.open", "contexts.paint")
        for subject in ("red", "blue")
    }
    assert answers == {
        ("contexts.open", "red"): True,
        ("contexts.open", "blue"): True,
        ("contexts.paint", "red"): True,
        ("contexts.paint", "blue"): False,
    }


def test_permissions_are_listed_in_order(own_rules):
    assert permissions.known() == ["contexts.open", "contexts.paint"]


def test_naming_a_permission_twice_is_an_error_and_the_first_rule_stays(own_rules):
    with pytest.raises(KeyError, match=r"contexts\.open"):
        permissions.register({"contexts.open": lambda actor: True})
    assert not permissions.can(ANONYMOUS, "contexts.open")


def test_asking_for_an_unknown_permission_is_an_error_not_a_refusal(own_rules):
    with pytest.raises(KeyError, match=r"contexts\.burn"):
        permissions.can(MANAGES, "contexts.burn")


def test_requiring_what_one_may_do_says_nothing(own_rules):
    assert permissions.require(MANAGES, "contexts.open") is None


def test_requiring_what_one_may_not_do_is_refused_with_the_permission(own_rules):
    with pytest.raises(NotAllowed) as refusal:
        permissions.require(ANONYMOUS, "contexts.open")
    assert refusal.value.facts == {"permission": "contexts.open"}
    assert str(refusal.value.sentence) == "Vous n'avez pas le droit de faire cela ici."


@pytest.mark.parametrize(
    ("rule", "holds"),
    [
        (permissions.is_signed_in, ["manager", "visitor"]),
        (permissions.is_the_system, ["program"]),
        (permissions.is_on_the_shared_side, ["nobody", "program"]),
        (permissions.has_role(MANAGER), ["manager", "program"]),
        (permissions.has_role(MEMBER), ["program"]),
        (permissions.has_role(MEMBER, MANAGER), ["manager", "program"]),
        (permissions.has_role(NATIONAL_COACH), ["program"]),
        (permissions.sees_as(NATIONAL_COACH), ["visitor", "program"]),
        (permissions.sees_as(MANAGER), ["manager", "program"]),
        (permissions.has_role(MANAGER) | permissions.is_signed_in, ["manager", "visitor", "program"]),
        (~permissions.is_signed_in & permissions.is_on_the_shared_side, ["nobody", "program"]),
    ],
    ids=str,
)
def test_a_predicate_holds_for_these_actors_and_no_other(rule, holds):
    actors = {"nobody": ANONYMOUS, "manager": MANAGES, "visitor": VISITS, "program": system()}
    assert [name for name, actor in actors.items() if rule.test(actor, None)] == holds
