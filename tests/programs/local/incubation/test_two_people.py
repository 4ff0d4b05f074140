"""Two people change one project, committee, phase or review at once: what each wrote stands, or is shown."""

import pytest

from programs.local.incubation.models import Project
from tenants.contexts import in_territory
from tests.factories import incubation as make
from tests.support.pages import Page
from tests.support.personas import browser, person


@pytest.fixture
def two(somme):
    """Nadia and Karim, who both run the programme."""
    return [browser(somme, person("manager", at=somme, name=name)) for name in ("Nadia Benali", "Karim Roux")]


def drawn(client, path, button):
    form = Page(client.get(path).content.decode(), path).form(button)
    return lambda **typed: client.post(path, form.filled(typed, button))


def test_somebody_who_changes_nothing_of_a_project_erases_nothing(somme, two):
    with in_territory(somme.schema_name):
        project = make.project("Allo 80")
    path = f"{project.get_absolute_url()}modifier/"
    first, second = (drawn(client, path, "Enregistrer") for client in two)

    assert first(name="Allo Somme", sponsor="La direction").status_code == 302
    assert second().status_code == 302

    with in_territory(somme.schema_name):
        kept = Project.objects.get(pk=project.pk)
        assert (kept.name, kept.sponsor) == ("Allo Somme", "La direction")
        assert kept.events.filter(verb="describe").count() == 1


def test_each_changes_what_the_other_leaves(somme, two):
    with in_territory(somme.schema_name):
        project = make.project("Allo 80")
    path = f"{project.get_absolute_url()}modifier/"
    first, second = (drawn(client, path, "Enregistrer") for client in two)

    assert [first(name="Allo Somme").status_code, second(sponsor="La direction").status_code] == [302, 302]

    with in_territory(somme.schema_name):
        kept = Project.objects.get(pk=project.pk)
        assert (kept.name, kept.sponsor) == ("Allo Somme", "La direction")


def test_two_texts_of_one_field_are_shown_side_by_side_and_the_next_press_decides(somme, two):
    with in_territory(somme.schema_name):
        project = make.project("Allo 80")
    path = f"{project.get_absolute_url()}modifier/"
    first, second = (drawn(client, path, "Enregistrer") for client in two)
    first(name="Allo Somme", sponsor="La direction")

    shown = second(name="Allo Picardie")

    page = Page(shown.content.decode(), path)
    assert shown.status_code == 409
    assert "Nadia Benali a changé la même chose pendant que vous écriviez." in page.words
    assert "Allo Somme" in page.words
    form = page.form("Enregistrer")
    assert [form.named("name")[0].value, form.named("sponsor")[0].value] == ["Allo Picardie", "La direction"]
    with in_territory(somme.schema_name):
        assert Project.objects.get(pk=project.pk).name == "Allo Somme"

    assert two[1].post(path, form.filled({}, "Enregistrer")).status_code == 302
    with in_territory(somme.schema_name):
        kept = Project.objects.get(pk=project.pk)
        assert (kept.name, kept.sponsor) == ("Allo Picardie", "La direction")
