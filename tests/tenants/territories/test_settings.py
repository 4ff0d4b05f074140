"""A territory's own settings, colours and logo."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tenants.contexts import in_territory
from tenants.territories import sites
from tenants.territories.models import Territory
from tests.support.browsing import words
from tests.support.personas import api_client, browser, person

TYPED = {
    "name": "La Somme",
    "contact_email": "programme@somme.fr",
    "accent": "#0b5c7a",
    "joining": "domains",
    "email_domains": "somme.fr\n@Amiens.fr\nsomme.fr",
    "sirens": "228 000 014\n228000014",
}


@pytest.fixture
def manager(somme):
    return browser(somme, person("manager", at=somme))


def kept(site):
    with in_territory(site.schema_name):
        fields = ("name", "contact_email", "accent", "joining", "email_domains", "sirens")
        return dict(zip(fields, Territory.objects.filter(role=site.role).values_list(*fields).get(), strict=True))


def picture(kind="PNG", size=(800, 400), name="logo.png"):
    drawn = BytesIO()
    Image.new("RGB", size, "#0b5c7a").save(drawn, kind)
    return SimpleUploadedFile(name, drawn.getvalue())


def test_a_manager_arranges_the_territory(somme, manager):
    response = manager.post("/reglages/", TYPED)

    assert response.status_code == 302
    assert kept(somme) == {**TYPED, "email_domains": ["somme.fr", "amiens.fr"], "sirens": ["228000014"]}


def test_the_new_name_is_on_the_next_page(somme, manager):
    manager.post("/reglages/", TYPED)

    assert "<b>La Somme</b>" in manager.get("/reglages/").content.decode()


def test_a_colour_that_cannot_be_read_is_darkened_and_said(somme, manager):
    response = manager.post("/reglages/", {**TYPED, "accent": "#ffdd00"}, follow=True)

    assert kept(somme)["accent"] != "#ffdd00"
    assert "elle est assombrie en" in response.content.decode()


def test_the_colour_is_told_while_it_is_chosen(manager):
    page = manager.get("/reglages/").content.decode()
    fragment = manager.get("/reglages/couleur/", {"accent": "#ffdd00"}).content.decode()

    assert 'hx-get="/reglages/couleur/"' in page
    assert ("<html" in fragment, "elle est assombrie en" in fragment, 'fill="#' in fragment) == (False, True, True)
    assert "Écrivez une couleur" in manager.get("/reglages/couleur/", {"accent": "rouge"}).content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": " "}, "Ce champ est à remplir"),
        ({"accent": "rouge"}, "Écrivez une couleur comme #0b5c7a."),
        ({"contact_email": "personne"}, "Écrivez une adresse complète"),
        ({"joining": "domains", "email_domains": ""}, "Donnez au moins un domaine"),
        ({"email_domains": "pas un domaine"}, "écrivez par exemple somme.fr"),
        ({"sirens": "228000011"}, "écrivez ses neuf chiffres"),
        ({"sirens": "22800001400010"}, "écrivez ses neuf chiffres"),
        ({"joining": "tous"}, "Sélectionnez un choix valide"),
    ],
)
def test_a_wrong_setting_is_said_and_changes_nothing(somme, manager, change, sentence):
    before = kept(somme)

    response = manager.post("/reglages/", {**TYPED, **change})

    assert (response.status_code, kept(somme)) == (422, before)
    assert sentence in response.content.decode()


@pytest.mark.parametrize("role", ["member", "juror", "coach", "sponsor"])
def test_others_arrange_nothing(somme, role):
    client = browser(somme, person(role, at=somme))

    answers = [client.get("/reglages/"), client.post("/reglages/", TYPED), client.get("/reglages/couleur/")]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert kept(somme)["name"] == "Somme"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_drawn_again_and_served_by_its_territory_only(somme, oise, national, manager, kind):
    manager.post("/reglages/", {**TYPED, "logo": picture(kind)})
    with in_territory(somme.schema_name):
        url = Territory.objects.get(role=somme.role).logo.url

    answer = manager.get(url)
    drawn = Image.open(BytesIO(b"".join(answer.streaming_content)))

    assert url.startswith("/media/logos/somme/")
    assert (drawn.format, drawn.size) == ("PNG", (480, 240))
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "image/png")
    assert url in manager.get("/reglages/").content.decode()
    assert [browser(site).get(url).status_code for site in (oise, national)] == [404, 200]


def test_a_logo_is_removed(somme, manager):
    manager.post("/reglages/", {**TYPED, "logo": picture()})

    manager.post("/reglages/", {**TYPED, "remove_logo": "on"})

    with in_territory(somme.schema_name):
        assert Territory.objects.get(role=somme.role).logo.name == ""


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (SimpleUploadedFile("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "pas une image"),
        (SimpleUploadedFile("logo.png", b"\x89PNG\r\n\x1a\n" + b"x" * 50), "pas une image"),
        (SimpleUploadedFile("logo.png", b"x" * 300_001), "trop lourd"),
        (picture("GIF", name="logo.png"), "pas une image"),
    ],
)
def test_what_is_no_small_picture_is_refused_and_nothing_else_changes(somme, manager, upload, sentence):
    response = manager.post("/reglages/", {**TYPED, "logo": upload})

    assert (response.status_code, sentence in response.content.decode()) == (422, True)
    assert kept(somme)["name"] == "Somme"


def test_media_paths_lead_nowhere_else(somme, manager):
    paths = ["/media/logos/somme/..%2f..%2fsecret", "/media/logos/somme/absent.png", "/media/secret", "/media/"]

    assert [manager.get(path).status_code for path in paths] == [404, 404, 404, 404]


def test_the_page_that_follows_a_change_bears_it_whichever_process_draws_it(somme, manager, monkeypatch):
    """A process that was not told to forget: the new accent, name and logo are there, then on its other pages too."""
    manager.get("/")
    monkeypatch.setattr(sites, "forget", lambda: None)
    page = manager.post("/reglages/", {**TYPED, "accent": "#7a0b5c"}, follow=True)
    pages = [words(page), words(manager.get("/"))]

    assert ["/theme.css?7a0b5c" in page and "La Somme" in page for page in pages] == [True, True]


def test_the_stylesheet_is_kept_by_browsers_until_the_accent_changes(somme):
    client = browser(somme)

    first = client.get("/theme.css?0b5c7a")
    again = client.get("/theme.css?0b5c7a", headers={"if-none-match": first["ETag"]})

    assert (first.status_code, first["ETag"], first["Cache-Control"]) == (200, '"0b5c7a"', "public, max-age=31536000")
    assert "--accent:#0b5c7a" in first.content.decode()
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/theme.css?<script>").status_code == 404


def test_settings_by_the_api(somme):
    program = api_client(somme, person("manager", at=somme))

    wanted = {"accent": "#7a0b5c", "joining": "invitation", "sirens": ["217 603 513"]}
    changed = program.send("PATCH", "/api/v1/settings/", wanted)

    expected = {
        "slug": "somme",
        "name": "Somme",
        "accent": "#7a0b5c",
        "contact_email": "",
        "joining": "invitation",
        "email_domains": [],
        "sirens": ["217603513"],
    }
    assert (changed.status_code, changed.json()) == (200, expected)
    assert program.get("/api/v1/settings/").json() == expected


@pytest.mark.parametrize("data", [[], "x", {"email_domains": "x"}, {"joining": 3}, {"accent": "rouge"}, {"name": ""}])
def test_bad_settings_by_the_api_are_refused(somme, data):
    program = api_client(somme, person("manager", at=somme))

    answer = program.send("PATCH", "/api/v1/settings/", data)

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert api_client(somme, person("member", at=somme)).send("PATCH", "/api/v1/settings/", {}).status_code == 403
