"""Files of a dossier: attached by its team while it may write, seen by whoever sees the idea, gone with their bytes."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from eclore.database.current import current
from eclore.kit import clock
from eclore.kit.actor import system
from eclore.kit.errors import Invalid, NotAllowed, TooLate
from eclore.kit.transitions import apply
from programs.files import tasks
from programs.files.queries import paths_here
from programs.local.ideas.domain import attachments
from programs.local.ideas.models import Attachment
from tenants.contexts import in_programme, in_territory
from tenants.storage import files as storage
from tenants.territories.models import Territory
from tests.factories import files
from tests.factories.calls import a_call
from tests.factories.files import upload
from tests.factories.ideas import a_colleague, a_draft, an_idea
from tests.programs.local.ideas.test_visibility import visiting
from tests.support.browsing import words
from tests.support.personas import api_client, browser, person


@pytest.fixture
def author(somme):
    return person("member", at=somme, name="Autrice")


@pytest.fixture
def actor(somme, author):
    return author.at(somme)


def attached(somme, actor, idea, data=None, name="devis.pdf"):
    with in_territory(somme):
        return files.accepted(attachments.attach(idea, upload(data or files.pdf(), name), by=actor))


def sent(client, idea, data=None, name="Devis.pdf", **headers):
    form = {"file": SimpleUploadedFile(name, data or files.pdf())}
    return client.post(f"/idees/{idea.pk}/fichiers/", form, headers=headers)


def refused_here(somme, act):
    with in_territory(somme), pytest.raises((Invalid, TooLate, NotAllowed)) as refusal:
        act()
    return refusal.value.code


def test_a_person_attaches_a_file_and_finds_it_on_the_page(somme, author, actor, queue):
    with in_territory(somme):
        idea = a_draft(a_call(), actor)
    client = browser(somme, author)
    asked = words(client.get(f"/idees/{idea.pk}/fichiers/"))
    answer = sent(client, idea)
    before = words(client.get(f"/idees/{idea.pk}/"))
    queue.run()
    with in_territory(somme):
        kept = Attachment.objects.get()
        events = list(idea.events.order_by("created_at").values_list("verb", "note"))
    page = words(client.get(f"/idees/{idea.pk}/"))

    assert 'enctype="multipart/form-data"' in asked
    assert "docx, xlsx, pptx, odt, ods, odp), de 10 Mo au plus" in asked
    assert (answer.status_code, answer["Location"]) == (302, f"/idees/{idea.pk}/")
    assert (kept.name, kept.media_type, kept.size, kept.state) == (
        "Devis.pdf",
        "application/pdf",
        len(files.pdf()),
        "clean",
    )
    assert (kept.uploaded_by, kept.uploaded_by_id) == ("Autrice", author.user_id)
    assert events == [("start", ""), ("attach", "Devis.pdf")]
    assert "« Devis.pdf » est reçu, et en cours de vérification" in before
    assert "En cours de vérification" in before
    assert f'href="/idees/{idea.pk}/fichiers/{kept.pk}/"' not in before
    assert f'href="/idees/{idea.pk}/fichiers/{kept.pk}/"' in page


def test_htmx_is_sent_to_the_page_of_the_idea(somme, author, actor):
    with in_territory(somme):
        idea = a_draft(a_call(), actor)

    answer = sent(browser(somme, author), idea, **{"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Redirect"]) == (200, f"/idees/{idea.pk}/")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "Ce type de fichier n'est pas accepté : choisissez un PDF, une image",
        ),
        (files.pdf() + b" " * 1_100_000, "pèse 1,1 Mo, et chacun peut peser 1 Mo au plus"),
    ],
)
def test_a_refused_file_is_told_next_to_its_field(somme, author, actor, data, sentence):
    with in_territory(somme):
        idea = a_draft(a_call(file_megabytes=1), actor)
    answer = sent(browser(somme, author), idea, data)
    page = words(answer)

    assert answer.status_code == 422
    assert sentence in page.partition('id="id_file_error"')[2]
    with in_territory(somme):
        assert not Attachment.objects.exists()


def test_what_its_reader_refuses_is_told_on_the_page_and_takes_no_place(somme, author, actor, queue):
    with in_territory(somme):
        idea = a_draft(a_call(files_max=1), actor)
    client = browser(somme, author)
    assert sent(client, idea, b"%PDF-1.4 coup").status_code == 302
    with in_territory(somme):
        before = Attachment.objects.get().path
    queue.run()
    page = words(client.get(f"/idees/{idea.pk}/"))
    told = api_client(somme, author).get(f"/api/v1/ideas/{idea.pk}/files/").json()
    with in_territory(somme):
        events = list(idea.events.order_by("created_at").values_list("verb", "note"))
        row, bytes_left, known = Attachment.objects.get(), storage().exists(before), paths_here()

    sentence = "Ce PDF est abîmé ou incomplet : exportez-le de nouveau, puis joignez-le."
    assert sentence in page
    assert "Joindre un fichier" in page
    assert [(one["state"], one["refusal"]) for one in told] == [("refused", sentence)]
    assert (row.state, row.fault, row.size, bytes_left, known) == ("refused", "broken_pdf", 0, False, set())
    assert events[-1] == ("refuse_file", "Devis.pdf")
    assert sent(client, idea).status_code == 302
    client.post(f"/idees/{idea.pk}/fichiers/{row.pk}/retirer/")
    with in_territory(somme):
        assert Attachment.objects.get().unread


def test_one_person_has_so_many_files_read_at_a_time(somme, actor):
    with in_territory(somme):
        idea = a_draft(a_call(files_max=20), actor)
        for _number in range(files.domain.MOST_WAITING):
            attachments.attach(idea, upload(files.pdf()), by=actor)

    assert refused_here(somme, lambda: attachments.attach(idea, upload(files.pdf()), by=actor)) == "files_waiting"


def test_no_transaction_is_open_while_a_file_is_read(somme, actor, queue, monkeypatch):
    with in_territory(somme):
        attachments.attach(a_draft(a_call(), actor), upload(files.pdf()), by=actor)
    seen = []
    monkeypatch.setattr(tasks, "inspect", lambda *_args, **_options: seen.append(current().tenant_context) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        queue.run()

    assert seen == [None]


def test_no_file_at_all_says_to_choose_one(somme, author, actor):
    with in_territory(somme):
        idea = a_draft(a_call(), actor)
    answer = browser(somme, author).post(f"/idees/{idea.pk}/fichiers/", {})

    assert (answer.status_code, "Choisissez un fichier pour continuer." in words(answer)) == (422, True)


def test_an_idea_and_a_territory_have_room_for_so_much(somme, actor):
    with in_territory(somme):
        idea, other = a_draft(a_call(files_max=1), actor), a_draft(a_call(files_max=0), actor)
    attached(somme, actor, idea)
    codes = [
        refused_here(somme, lambda one=one: attachments.attach(one, upload(files.pdf()), by=actor))
        for one in (idea, other)
    ]
    with in_programme():
        Territory.objects.filter(pk=somme.territory_id).update(files_quota=0)
    with in_territory(somme):
        third = a_draft(a_call(), actor)

    assert codes == ["too_many_files", "too_many_files"]
    assert refused_here(somme, lambda: attachments.attach(third, upload(files.pdf()), by=actor)) == (
        "territory_files_full"
    )


def test_once_the_call_is_closed_files_change_no_more(somme, actor):
    with in_territory(somme):
        idea = an_idea(a_call(commitment_required=False), actor)
    kept = attached(somme, actor, idea)
    with in_territory(somme):
        idea.call.closes_at = clock.now() - timedelta(seconds=1)
        kept.idea = idea

    assert refused_here(somme, lambda: attachments.attach(idea, upload(files.pdf()), by=actor)) == "not_editable"
    assert refused_here(somme, lambda: attachments.detach(kept, by=actor)) == "not_editable"


def test_taking_a_file_back_is_asked_again_and_erases_its_bytes(somme, author, actor):
    with in_territory(somme):
        idea = a_draft(a_call(), actor)
    kept = attached(somme, actor, idea)
    client = browser(somme, author)
    address = f"/idees/{idea.pk}/fichiers/{kept.pk}/retirer/"
    asked = words(client.get(address))
    with in_territory(somme):
        before = storage().exists(kept.path)
    client.post(address)
    with in_territory(somme):
        after, rows = storage().exists(kept.path), Attachment.objects.count()

    assert "Retirer « devis.pdf » ?" in asked
    assert (before, after, rows) == (True, False, 0)


def test_a_download_is_a_file_and_nothing_that_runs(somme, author, actor, queue):
    with in_territory(somme):
        idea = a_draft(a_call(), actor)
    client = browser(somme, author)
    sent(client, idea, name='été";\u202efdp.html')
    queue.run()
    with in_territory(somme):
        kept = Attachment.objects.get()
    answer = client.get(
        f"/idees/{idea.pk}/fichiers/{kept.pk}/", headers={"Range": "bytes=0-3", "Accept-Encoding": "gzip"}
    )

    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, files.pdf())
    assert (answer["Content-Type"], answer["Content-Length"]) == ("application/pdf", str(len(files.pdf())))
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%C3%A9t%C3%A9")
    assert answer["Content-Disposition"].endswith(".pdf")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert (answer["Cache-Control"], answer["Accept-Ranges"]) == ("private, no-store", "none")


def test_a_picture_opens_in_the_browser(somme, author, actor, queue):
    with in_territory(somme):
        idea = a_draft(a_call(), actor)
    with in_territory(somme):
        kept = attachments.attach(idea, upload(files.photograph("HEIF"), "Cantine.heic"), by=actor)
    queue.run()
    answer = browser(somme, author).get(f"/idees/{idea.pk}/fichiers/{kept.pk}/")

    assert (answer["Content-Type"], "sandbox" in answer["Content-Security-Policy"]) == ("image/jpeg", True)
    assert answer["Content-Disposition"] == 'inline; filename="Cantine.jpg"'


@pytest.mark.parametrize(
    ("who", "draft", "submitted"),
    [
        ("author", 200, 200),
        ("teammate", 200, 200),
        ("manager", 404, 200),
        ("visitor", 404, 200),
        ("member", 404, 404),
        ("juror", 404, 404),
        ("coach", 404, 404),
        ("nobody", 302, 302),
    ],
)
def test_who_may_download_from_a_draft_and_from_a_submitted_idea(somme, author, actor, who, draft, submitted):
    mate = person("member", at=somme)
    people = {"author": author, "teammate": mate, "nobody": None}
    persona = people[who] if who in people else visiting(somme) if who == "visitor" else person(who, at=somme)
    arriving = mate.at(somme)
    with in_territory(somme):
        call = a_call(commitment_required=False)
        ideas = [a_draft(call, actor), an_idea(call, actor)]
        for idea in ideas:
            a_colleague(idea, actor, arriving=arriving)
    addresses = [f"/idees/{idea.pk}/fichiers/{attached(somme, actor, idea).pk}/" for idea in ideas]
    client = browser(somme, persona)

    assert [client.get(address).status_code for address in addresses] == [draft, submitted]
    if persona:
        program = api_client(somme, persona)
        api = [address.replace("/idees/", "/api/v1/ideas/").replace("fichiers", "files") for address in addresses]
        assert [program.get(f"{one}content/").status_code for one in api] == [draft, submitted]
        assert [program.get(one).status_code for one in api] == [draft, submitted]


def test_a_file_of_one_idea_or_territory_is_not_found_from_another(somme, oise, author, actor):
    with in_territory(somme):
        call = a_call()
        idea, other = a_draft(call, actor), a_draft(call, actor)
    kept = attached(somme, actor, idea)
    stranger = person("member", "manager", at=oise)

    assert browser(somme, author).get(f"/idees/{other.pk}/fichiers/{kept.pk}/").status_code == 404
    assert browser(oise, stranger).get(f"/idees/{idea.pk}/fichiers/{kept.pk}/").status_code == 404
    assert api_client(oise, stranger).get(f"/api/v1/ideas/{idea.pk}/files/{kept.pk}/content/").status_code == 404


def test_only_the_team_attaches_and_takes_back(somme, author, actor):
    with in_territory(somme):
        idea = an_idea(a_call(commitment_required=False), actor)
    kept = attached(somme, actor, idea)
    for persona in (person("manager", at=somme), visiting(somme)):
        client = browser(somme, persona)
        assert sent(client, idea).status_code == 403
        assert client.post(f"/idees/{idea.pk}/fichiers/{kept.pk}/retirer/").status_code == 403
    with in_territory(somme):
        assert storage().exists(kept.path)


def test_programs_attach_list_and_erase(somme, author, actor, queue):
    with in_territory(somme):
        idea = a_draft(a_call(), actor)
    program, address = api_client(somme, author), f"/api/v1/ideas/{idea.pk}/files/"
    document = files.open_document()
    made = program.post(address, {"file": SimpleUploadedFile("Plan.odt", document)})
    received = made.json()
    queue.run()
    kept = program.get(f"{address}{received['id']}/").json()
    refused = program.post(address, {"file": SimpleUploadedFile("plan.pdf", b"<html>")})
    missing = program.post(address, {})
    wrong = program.send("post", address, {"file": "x"})
    listed = program.get(address).json()
    content = b"".join(program.get(f"{address}{kept['id']}/content/").streaming_content)
    erased = program.delete(f"{address}{kept['id']}/")

    assert (made.status_code, received) == (201, {**kept, "state": "pending"})
    assert (kept["name"], kept["state"], kept["refusal"], listed) == ("Plan.odt", "clean", "", [kept])
    assert content == document
    assert (refused.status_code, refused.json()["code"], refused.json()["field"]) == (422, "file_type", "file")
    assert (missing.status_code, wrong.status_code) == (422, 415)
    assert (erased.status_code, program.get(address).json()) == (204, [])


def test_a_refused_row_leaves_no_bytes(somme, actor, monkeypatch):
    with in_territory(somme):
        idea = a_draft(a_call(), actor)
        before = set(storage().names("territories/somme/"))
    monkeypatch.setattr(Attachment, "save", lambda *_args, **_options: 1 / 0)
    with pytest.raises(ZeroDivisionError), in_territory(somme):
        attachments.attach(idea, upload(files.pdf()), by=actor)
    with in_territory(somme):
        assert set(storage().names("territories/somme/")) == before


def test_the_board_exports_how_many_files_each_idea_has(somme, author, actor):
    with in_territory(somme):
        idea = an_idea(a_call(commitment_required=False), actor)
        edition = idea.call.edition_id
    attached(somme, actor, idea)
    attached(somme, actor, idea, files.office(), "b.docx")
    export = words(browser(somme, person("manager", at=somme)).get(f"/appels/{edition}/export.csv")).splitlines()
    columns = dict(zip(export[0].split(";"), export[1].split(";"), strict=False))

    assert columns["Pièces jointes"].strip('"') == "2"


def test_a_decided_idea_keeps_its_files_for_those_who_see_it(somme, author, actor):
    with in_territory(somme):
        idea = an_idea(a_call(commitment_required=False), actor)
    kept = attached(somme, actor, idea)
    with in_territory(somme):
        apply(idea, "shortlist", by=system(schema="somme"))

    assert browser(somme, author).get(f"/idees/{idea.pk}/fichiers/{kept.pk}/").status_code == 200
    assert "Joindre un fichier" not in words(browser(somme, author).get(f"/idees/{idea.pk}/"))
