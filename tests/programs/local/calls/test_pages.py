"""Opening a call in a browser, and what everybody reads about it."""

import re
from datetime import timedelta

import pytest

from eclore.kit import clock
from programs.local.calls.domain import editions
from programs.local.calls.models import Edition
from programs.local.ideas.models import Draft, Idea
from tenants.contexts import in_territory
from tests.factories import people
from tests.factories.calls import an_edition, manager
from tests.support.browsing import words
from tests.support.personas import browser, person
from tests.support.statements import Statements

TWO = [("Un premier appel", 3), ("Un second appel", 30)]


@pytest.fixture
def chief(somme):
    return browser(somme, person("manager", at=somme, name="Chargée de programme"))


def typed(page):
    """What a browser would send back from the page as it was received."""
    forms = page.context["page"]
    data = {}
    for form in [
        forms.form,
        *forms.questions,
        *forms.criteria,
        forms.questions.management_form,
        forms.criteria.management_form,
    ]:
        for bound in form:
            value = bound.value()
            if value not in (None, False, ""):
                data[bound.html_name] = bound.field.widget.format_value(value) if not isinstance(value, bool) else "on"
    return data


def test_a_manager_opens_a_call_from_the_template_in_one_page(somme, chief):
    page = chief.get("/appels/nouveau/")
    saved = chief.post("/appels/nouveau/", {**typed(page), "problems": "Les routes\n\nLes cantines", "quota": "6"})
    with in_territory(somme):
        edition = Edition.objects.get()
        kept = (
            edition.state,
            edition.quota,
            edition.call.questions.count(),
            edition.criteria.count(),
            list(edition.call.problems.values_list("text", flat=True)),
        )
    preview = chief.get(saved["Location"])
    chief.post(f"/appels/{edition.pk}/publier/")
    with in_territory(somme):
        edition.refresh_from_db()

    assert kept == ("preparation", 6, 3, 3, ["Les routes", "Les cantines"])
    assert "Les cantines" in preview.content.decode()
    assert edition.state == "published"


def test_nothing_typed_is_lost_when_something_is_to_mend(somme, chief):
    data = typed(chief.get("/appels/nouveau/"))
    data |= {"closes_at": "2020-01-01T10:00", "introduction": "Mes mots à moi", "questions-0-label": "Ma question"}
    page = chief.post("/appels/nouveau/", data)
    text = page.content.decode()

    assert page.status_code == 422
    assert "Mes mots à moi" in text and "Ma question" in text and "La clôture vient après" in text


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"label": "\x00"},
        {"opens_at": "demain"},
        {"questions-TOTAL_FORMS": "abc"},
        {"questions-TOTAL_FORMS": "99999", "questions-INITIAL_FORMS": "0"},
    ],
)
def test_bad_input_is_a_page_and_never_an_error(somme, chief, data):
    assert chief.post("/appels/nouveau/", data).status_code in (200, 422)


def test_the_calendar_may_change_after_publication_and_the_season_end_and_reopen(somme, chief):
    with in_territory(somme):
        edition = an_edition()
    data = typed(chief.get(f"/appels/{edition.pk}/modifier/")) | {"label": "Appel à innovateurs"}
    answers = [chief.post(f"/appels/{edition.pk}/modifier/", data).status_code]
    answers += [chief.get(f"/appels/{edition.pk}/terminer/").status_code]
    answers += [chief.post(f"/appels/{edition.pk}/{act}/").status_code for act in ("terminer", "rouvrir")]
    with in_territory(somme):
        edition = Edition.objects.select_related("call").get()

    assert answers == [302, 200, 302, 302]
    assert (edition.call.label, edition.state) == ("Appel à innovateurs", "published")


def test_an_edition_numbered_by_its_year_is_saved(somme, chief):
    with in_territory(somme):
        edition = an_edition(number=2026)
    data = typed(chief.get(f"/appels/{edition.pk}/modifier/")) | {"label": "Appel à innovateurs"}
    saved = chief.post(f"/appels/{edition.pk}/modifier/", data)
    with in_territory(somme):
        kept = Edition.objects.select_related("call").get()

    assert (saved.status_code, kept.number, kept.call.label) == (302, 2026, "Appel à innovateurs")


@pytest.mark.parametrize("who", ["member", "juror", "coach"])
def test_others_prepare_nothing_and_see_no_edition_in_preparation(somme, who):
    with in_territory(somme):
        edition = an_edition(published=False, label="Appel secret")
    client = browser(somme, person(who, at=somme))
    codes = [
        client.get(f"/appels/{path}/").status_code
        for path in ("nouveau", f"{edition.pk}/modifier", f"{edition.pk}/apercu", f"{edition.pk}/publier")
    ]

    assert codes == [403, 404, 404, 404]
    assert "Appel secret" not in client.get("/appels/").content.decode()


def test_the_list_leads_to_the_board_for_who_may_open_it(somme, national):
    coach = person(national=("national_coach",))
    people.visit(somme, coach, national=national)
    with in_territory(somme):
        board = f'href="/appels/{an_edition().pk}/"'
    clients = {who: browser(somme, person(who, at=somme)) for who in ("manager", "member", "juror", "coach")}
    clients["visitor"] = browser(somme, coach)

    led = {who: board in client.get("/appels/").content.decode() for who, client in clients.items()}
    assert led == {"manager": True, "member": False, "juror": False, "coach": False, "visitor": True}
    assert led == {who: client.get(board[6:-1]).status_code == 200 for who, client in clients.items()}


def test_everybody_reads_the_open_call_with_its_days_left(somme):
    with in_territory(somme):
        an_edition(label="Appel à idées 2026", problems=("Les routes",))
    page = browser(somme).get("/appel/")
    text = page.content.decode()

    assert page.status_code == 200
    assert "Appel à idées 2026" in text and "Les routes" in text and "/idees/nouvelle/" in text
    assert page.context["days_left"] == 30


def test_between_two_seasons_the_page_says_what_comes(somme):
    client = browser(somme)
    none = client.get("/appel/").content.decode()
    with in_territory(somme):
        edition = an_edition(opens_at=clock.now() + timedelta(days=4))
    coming = client.get("/appel/").content.decode()
    with in_territory(somme):
        editions.close(edition, by=manager())
    closed = client.get("/appel/").content.decode()

    assert "prochain appel" in none and "/idees/nouvelle/" not in coming and "Ouverture" in coming
    assert "prochain appel" in closed


def test_two_open_calls_are_both_listed_each_at_its_own_address(somme):
    with in_territory(somme):
        first, second = (an_edition(title=title, closes_at=clock.now() + timedelta(days=days)) for title, days in TWO)
    anybody = browser(somme)
    listed, front = words(anybody.get("/appel/")), words(anybody.get("/"))

    for edition in (first, second):
        address = f"/appel/{edition.pk}/"
        page = words(anybody.get(address))
        assert f'href="{address}"' in listed
        assert f"/idees/nouvelle/?appel={edition.pk}" in page
        assert edition.call.title in page and edition.call.title in front
    assert "/idees/nouvelle/" not in listed
    assert anybody.get("/idees/nouvelle/")["Location"] == "/appel/"


@pytest.mark.parametrize("role", ["", "member"])
def test_an_idea_answers_the_call_whose_address_led_there(somme, role):
    with in_territory(somme):
        an_edition(closes_at=clock.now() + timedelta(days=3))
        second = an_edition(title="Deuxième appel")
    writer = browser(somme, person(role, at=somme)) if role else browser(somme)
    address = f"/idees/nouvelle/?appel={second.pk}"
    written = writer.get(address)
    key = re.search('name="key" value="([^"]+)"', words(written))[1]
    writer.post(address, {"answer": "Les cantines jettent", "key": key})

    assert f"/idees/rappel/?appel={second.pk}" in words(written)
    with in_territory(somme):
        kept = Idea.objects if role else Draft.objects
        assert kept.get().call_id == second.call.pk


def test_the_address_of_a_call_that_is_over_says_so(somme):
    with in_territory(somme):
        edition = an_edition(closes_at=clock.now() + timedelta(days=3))
        hidden = an_edition(published=False)
    anybody = browser(somme)
    with clock.at(clock.now() + timedelta(days=4)):
        page = words(anybody.get(f"/appel/{edition.pk}/"))
        turned = anybody.get(f"/idees/nouvelle/?appel={edition.pk}")

    assert "· clos" in page and "Clos depuis" in page and "/idees/nouvelle/" not in page
    assert turned["Location"] == f"/appel/{edition.pk}/"
    assert anybody.get(f"/appel/{hidden.pk}/").status_code == 404


def test_a_preview_says_that_nobody_sees_the_call_yet(somme, chief):
    with in_territory(somme):
        edition = an_edition(published=False)
    before = words(chief.get(f"/appels/{edition.pk}/apercu/"))
    chief.post(f"/appels/{edition.pk}/publier/")
    after = words(chief.get(f"/appels/{edition.pk}/apercu/"))

    assert "· en préparation" in before and "· ouvert" not in before and 'class="qr"' not in before
    assert "· ouvert" in after and 'class="qr"' in after and somme.url(f"/appel/{edition.pk}/") in after


def test_a_published_call_is_not_closed_behind_those_who_answer_it(somme, chief):
    with in_territory(somme):
        edition = an_edition()
    page = chief.get(f"/appels/{edition.pk}/modifier/")
    yesterday = (clock.now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    refused = chief.post(f"/appels/{edition.pk}/modifier/", {**typed(page), "closes_at": yesterday})
    with in_territory(somme):
        kept = Edition.objects.get().call.closes_at

    assert (refused.status_code, kept) == (422, edition.call.closes_at)
    assert "choisissez une date de clôture à venir" in words(refused)


def test_a_call_that_is_over_may_still_be_changed(somme, chief):
    with in_territory(somme):
        edition = an_edition(closes_at=clock.now() + timedelta(days=1))
    with clock.at(clock.now() + timedelta(days=2)):
        page = chief.get(f"/appels/{edition.pk}/modifier/")
        assert chief.post(f"/appels/{edition.pk}/modifier/", {**typed(page), "title": "Plus court"}).status_code == 302


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_costs_the_same_whatever_the_number_of_editions(somme, chief, how_many):
    with in_territory(somme):
        for number in range(how_many):
            an_edition(number=number + 1)
    with Statements() as sql:
        assert chief.get("/appels/").status_code == 200

    assert len(sql) == 2
