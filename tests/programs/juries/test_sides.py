"""What is expected of a jury, on both sides: each behaviour is run twice."""

from uuid import UUID

import pytest
from django.http import Http404
from django.urls import reverse, set_urlconf

from eclore.kit.errors import NotAllowed
from programs.juries import domain, urls
from tests.support.statements import Statements

DRAFT = {"brouillon": "1"}
KEYS = dict.fromkeys(
    ("pk", "passage", "seat", "recusal", "file", "late", "vote"), "5c3b8c1e-6f0b-4c39-9d53-1a0f6d7c2b11"
)
KEYS["secret"] = "abc"


@pytest.mark.parametrize("name", urls.VIEWS)
def test_addresses_have_one_name_and_the_same_keys_on_both_hosts(name):
    keys = {key: value for key, value in KEYS.items() if f":{key}>" in urls.VIEWS[name][0]}
    local, joint = (
        reverse(f"juries-{name}", f"eclore.config.urls.{host}", kwargs=keys) for host in ("territory", "national")
    )
    assert local == joint


def test_a_draft_is_not_announced_as_a_validated_ballot(hold):
    held = hold()
    page = held.member().post(held.dossier(), held.marks() | DRAFT, follow=True).content.decode()
    assert "Vos notes sont gardées ; validez-les pour qu&#x27;elles comptent." in page
    assert ("Enregistrées, à valider" in page, "Notes validées" in page) == (True, False)


def test_a_validated_ballot_leads_to_the_next_dossier_and_the_last_one_to_the_room(hold):
    held = hold()
    client = held.member()
    first, last = (client.post(held.dossier(rank), held.marks())["Location"] for rank in (0, 1))
    assert (first, last) == (held.dossier(1), f"{held.url}salle/")


def test_a_member_reads_their_marks_and_their_comment_again_once_marks_are_closed(hold):
    held = hold()
    for rank in (0, 1):
        held.member(rank).post(held.dossier(), held.marks(4, comment=f"Mot de {rank}"))
    held.deliberate()
    page = held.member().get(held.dossier()).content.decode()
    assert "4 · Bien" in page
    assert ("Mot de 1" in page, "Mot de 0" in page) == (True, False)


def test_what_a_member_may_not_do_is_a_page_of_its_own_never_an_error_of_the_form(hold, monkeypatch):
    held = hold()

    def refuse(*args, **kwargs):
        raise NotAllowed("Vous ne siégez plus.")

    monkeypatch.setattr(domain, "hand_in", refuse)
    answer = held.member().post(held.dossier(), held.marks())
    assert (answer.status_code, "Vous ne siégez plus." in answer.content.decode()) == (403, True)


@pytest.mark.parametrize("path", ["deliberer/", "devoiler/"])
def test_a_refused_move_is_said_on_the_page_one_comes_back_to(hold, path):
    held = hold()
    with held.inside():
        held.side.juries.objects.update(quorum=5)
    back = held.president().post(held.url + path, follow=True)
    assert back.redirect_chain == [(held.url, 302)]
    assert ("quorum n&#x27;est pas atteint" if path == "deliberer/" else "Ouvrez d") in back.content.decode()


def test_a_refused_publication_leads_back_to_what_prepares_it(hold):
    held = hold()
    held.deliberate()
    back = held.leader().post(f"{held.url}publier/", follow=True)
    assert back.redirect_chain == [(f"{held.url}publication/", 302)]
    assert "Il manque une décision pour : " in back.content.decode()


def test_every_question_can_be_asked_as_a_page(hold):
    held = hold()
    paths = ("ouvrir/", "deliberer/", "reprendre/", "devoiler/", "publier/")
    pages = {path: held.leader().get(held.url + path) for path in paths if path != "devoiler/"}
    pages["devoiler/"] = held.president().get(f"{held.url}devoiler/")
    assert {path: page.status_code for path, page in pages.items()} == dict.fromkeys(paths, 200)


def test_the_reason_of_a_recusal_is_typed_in_the_dialog_or_on_its_page(hold):
    held = hold()
    client = held.member()
    asked = [client.get(held.dossier() + path).content.decode() for path in ("", "deport/")]
    answer = client.post(f"{held.dossier()}deport/", {"reason": "Je connais l'équipe"})
    assert ['name="reason"' in page for page in asked] == [True, True]
    assert answer["Location"] == f"{held.url}salle/"
    with held.inside():
        assert held.passages[0].recusals.get().reason == "Je connais l'équipe"


def test_a_proposal_is_answered_before_the_dossier_opens(hold):
    held = hold()
    client = held.member()
    with held.inside():
        seat = held.jury.seats.get(presides=False)
    sent = {"seat": seat.pk, "passage": held.passages[0].pk, "reason": "Même direction"}
    assert held.president().post(f"{held.url}deports/", sent)["Location"] == held.url
    assert client.get(f"{held.dossier()}dossier/")["Location"] == held.dossier()
    page = client.get(held.dossier()).content.decode()
    assert ("Même direction" in page, "Lire le dossier" in page) == (True, False)
    with held.inside():
        key = held.passages[0].recusals.get().pk
    assert client.post(f"{held.url}deports/{key}/decliner/")["Location"] == held.dossier()
    assert client.get(f"{held.dossier()}dossier/").status_code == 200


def test_no_file_is_looked_for_before_asking_who_reads(hold, monkeypatch):
    held = hold()
    asked = []
    monkeypatch.setattr(type(held.side), "_file_response", lambda side, passage, file: asked.append(file))
    reader, file = held.members[1].at(held.site), UUID(KEYS["file"])
    with held.inside():
        seat, passage = held.jury.seats.get(email=held.members[1].email), held.passages[0]
        recusal = domain.propose_recusal(passage, seat, by=held.runs)
        with pytest.raises(Http404, match="Aucun fichier ne se trouve à cette adresse"):
            held.side.file_response(passage, file, by=reader)
        assert asked == []

        domain.decline_recusal(recusal, by=reader)
        held.side.file_response(passage, file, by=reader)
        assert asked == [file]


def test_a_pending_decision_is_taken_back(hold):
    held = hold()
    client = held.leader()
    held.deliberate()
    with held.inside():
        verdict = held.side.verdicts(held.side.passages.objects.get(pk=held.passages[0].pk))[0][0]
    client.post(f"{held.dossier()}decision/", {"verdict": verdict, "weeks": "9", "motivation": "Juste."})
    assert "Revenir sur cette décision" in client.get(f"{held.dossier()}decision/").content.decode()
    assert client.post(f"{held.dossier()}decision/reprendre/")["Location"] == held.url
    with held.inside():
        assert held.side.obstacle(held.jury).facts["undecided"] == 2


def test_a_member_is_taken_off_once_it_has_been_asked(hold):
    held = hold()
    client = held.leader()
    with held.inside():
        seat = held.jury.seats.get(presides=False)
    address = f"{held.url}membres/{seat.pk}/retirer/"
    assert f"Retirer {seat.name} du jury" in client.get(address).content.decode()
    assert client.post(address)["Location"] == f"{held.url}membres/"
    with held.inside():
        assert list(held.jury.seats.values_list("presides", flat=True)) == [True]


def test_the_console_says_what_comes_next(hold):
    held = hold()
    opened = _next(held)
    held.deliberate()
    closed = _next(held)
    president = held.members[0].at(held.site)
    with held.inside():
        domain.reveal(held.jury, by=president)
    revealed = _next(held)
    prepares, papers = ["Ordre du jour", "Corriger la séance", "Critères"], "Programme et papiers"
    composing = [*(["Ajouter des passages"] if held.side.adds_passages else []), prepares[0], "Relancer", *prepares[1:]]
    besides = [*prepares, "Réserves", "Reprendre la séance", "Préparer la publication"]
    rows = ("Décider", "Votes", "Décider", "Votes")
    undo, last = "Annuler l'ouverture", ["Ouvrir l'écran de la salle", "Saisir des bulletins papier", papers]
    assert opened == ("Passer à la délibération", [*composing, undo, *last], ("Rouvrir", "Rouvrir"))
    assert closed == ("Décider", [*besides, *last], rows)
    assert revealed == ("Décider", [*besides, "Voir le classement", *last], rows)


def test_pages_cost_the_same_statements_on_both_sides(hold):
    held = hold()
    asked = {"console": (held.president(), ""), "room": (held.member(), "salle/"), "list": (held.member(), "/jurys/")}
    asked["ballot"] = (held.member(), f"passages/{held.passages[0].pk}/")
    counts = {}
    for name, (client, path) in asked.items():
        with Statements() as sql:
            assert client.get(path if path.startswith("/") else held.url + path).status_code == 200
        counts[name] = len(sql)
    assert counts == {"console": 8, "room": 7, "list": 3, "ballot": 8}


def test_marks_are_posted_in_few_statements_new_changed_or_the_same(hold):
    held = hold()
    client, counts = held.member(), []
    for sent in (held.marks(4), held.marks(5), held.marks(5)):
        with Statements() as sql:
            assert client.post(held.dossier(), sent).status_code == 302
        counts.append(len(sql))
    assert counts == [11, 11, 9]


def _next(held):
    """What the console proposes: the act that is waited for, what may be done besides, and on each row."""
    shown = held.leader().get(held.url).context["console"]
    set_urlconf("eclore.config.urls.territory" if held.side.adds_passages else "eclore.config.urls.national")
    first = shown.primary_action.label if shown.primary_action else None
    rows = tuple(action.label for row in shown.passages for action in row.actions)
    besides = [action.label for action in shown.actions]
    set_urlconf(None)
    return first, besides, rows
