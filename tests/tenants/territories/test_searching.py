"""Territories and people are found however their names are typed."""

import pytest

from tenants.contexts import in_programme, in_territory
from tenants.memberships.queries import people_of
from tenants.territories.models import Territory
from tenants.territories.queries import all_territories
from tests.support.personas import person

NAMES = {
    "somme": ("La Réunion", "974", "974"),
    "oise": ("Corse-du-Sud", "2A", "2A"),
    "nord": ("L’Haÿ-les-Roses", "94038", "94"),
}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["Corse-du-Sud", "L’Haÿ-les-Roses", "La Réunion"]),
        ("la reunion", ["La Réunion"]),
        ("REUNION  La", ["La Réunion"]),
        ("2a", ["Corse-du-Sud"]),
        ("L'Hay", ["L’Haÿ-les-Roses"]),
        ("hay roses", ["L’Haÿ-les-Roses"]),
        ("974", ["La Réunion"]),
        ("94", ["L’Haÿ-les-Roses"]),
        ("corse 974", []),
    ],
)
def test_a_territory_is_found_as_people_type_it(db, national, somme, oise, nord, typed, found):
    coach = person(national=("national_coach",)).at(national)
    with in_programme():
        for slug, (name, code, department) in NAMES.items():
            Territory.objects.filter(slug=slug).update(name=name, code=code, department=department)
        assert [territory.name for territory in all_territories(coach, words=typed)] == found


def test_a_person_is_found_by_their_words_in_any_order(somme):
    manager = person("manager", at=somme, name="Chargée").at(somme)
    for name in ("Zoé D’Ormesson", "Éric Zola"):
        person("member", at=somme, name=name)

    def found(typed):
        with in_territory(somme):
            return [user.name for user in people_of(manager, somme.territory_id, typed)]

    assert found("") == ["Chargée", "Éric Zola", "Zoé D’Ormesson"]
    assert [found(typed) for typed in ("d'ormesson ZOE", "eric", "zo")] == [
        ["Zoé D’Ormesson"],
        ["Éric Zola"],
        ["Éric Zola", "Zoé D’Ormesson"],
    ]
