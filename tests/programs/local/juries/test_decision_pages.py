"""Pages of what a jury decides: decisions, replies, publication, minutes and the spreadsheet of results."""

import re
from io import BytesIO
from zipfile import ZipFile

from programs.local.juries import domain
from programs.local.messages.models import Message
from tenants.contexts import in_territory
from tests.factories.juries import a_jury_setup, decide_all, deliberating, mark
from tests.support.personas import browser, person


def test_a_manager_reads_every_reply_again_then_publishes_once(somme):
    jury_setup = deliberating(somme, kind="reading", titles="A B")
    client = browser(somme, jury_setup.manager)
    not_yet = client.get(f"{jury_setup.url}publication/").content.decode()
    decision = {"verdict": "shortlisted", "motivation": "Problème bien chiffré."}
    client.post(f"{jury_setup.url}passages/{jury_setup.passages[0].pk}/decision/", decision)
    client.post(f"{jury_setup.url}passages/{jury_setup.passages[1].pk}/decision/", {"verdict": "not_shortlisted"})
    page = client.get(f"{jury_setup.url}publication/").content.decode()
    reply = f"{jury_setup.url}passages/{jury_setup.passages[1].pk}/reponse/"
    empty = client.post(reply, {"subject": "", "body": "Bonjour"})
    client.post(reply, {"subject": "Pour B", "body": "Bonjour, revenez."})
    published, again = client.post(f"{jury_setup.url}publier/"), client.post(f"{jury_setup.url}publier/")
    somebody_else = browser(somme, person("manager", at=somme))
    late = somebody_else.post(f"{jury_setup.url}publier/", follow=True)

    assert "Il manque une décision pour : A, B." in not_yet
    assert "Problème bien chiffré." in page
    assert empty.status_code == 422
    assert published.status_code == 302
    assert (again.status_code, again["Location"]) == (302, published["Location"])
    assert "déjà publiées" in late.content.decode()
    with in_territory(somme):
        letters = Message.objects.filter(kind="local_juries.reply").order_by("subject")
        assert list(letters.values_list("subject", flat=True)) == ["Pour B", "« A » est présélectionnée"]


def test_a_wrong_decision_keeps_what_was_typed(somme):
    jury_setup = deliberating(somme, titles="A")
    client = browser(somme, jury_setup.manager)
    sent = {"verdict": "continued", "motivation": "Longue explication", "weeks": "900", "next_on": "un jour"}
    response = client.post(f"{jury_setup.url}passages/{jury_setup.passages[0].pk}/decision/", sent)

    assert response.status_code == 422
    assert "Longue explication" in response.content.decode()


def test_a_verdict_that_grants_no_time_carries_no_weeks(somme):
    jury_setup = deliberating(somme, titles="A")
    client = browser(somme, jury_setup.manager)
    sent = {"verdict": "not_retained", "motivation": "Trop tôt.", "weeks": "9", "days_per_week": "1"}
    client.post(f"{jury_setup.url}passages/{jury_setup.passages[0].pk}/decision/", sent)
    with in_territory(somme):
        decision = jury_setup.jury.passages.get().decision

    assert (decision.verdict, decision.weeks, decision.days_per_week) == ("not_retained", None, None)


def test_minutes_come_full_for_whoever_led_and_redacted_for_others_to_read(somme):
    jury_setup = deliberating(somme, titles="Anti-Gaspi Allo")
    with in_territory(somme):
        domain.recuse(jury_setup.passages[0], by=jury_setup.actors[2])
        decide_all(jury_setup, "laureate", "not_retained", weeks=12)
        domain.publish(jury_setup.jury, by=jury_setup.runs)
    manager, president, juror = (
        browser(somme, each) for each in (jury_setup.manager, jury_setup.members[0], jury_setup.members[1])
    )
    full, redacted = (
        manager.get(f"{jury_setup.url}pv/{query}").content.decode() for query in ("", "?version=communicable")
    )
    names = [each.name for each in jury_setup.members]

    assert juror.get(f"{jury_setup.url}pv/").status_code == 403
    assert all(name in full for name in names)
    assert "Parce que Allo." in full
    assert "Bulletins</caption>" not in full
    with_ballots = [
        client.get(f"{jury_setup.url}pv/?version=bulletins").content.decode() for client in (president, manager)
    ]
    assert ["Bulletins</caption>" in page for page in with_ballots] == [True, False]
    assert not any(name in redacted for name in names)
    assert "Anti-Gaspi" in redacted
    assert "Dossier occulté" in redacted
    assert "Allo" not in redacted
    assert "Parce que" not in redacted


def test_the_minutes_keep_the_ballots_of_a_dossier_from_a_president_who_stepped_aside(somme):
    jury_setup = a_jury_setup(somme, titles="A B")
    with in_territory(somme):
        domain.recuse(jury_setup.passages[0], by=jury_setup.president)
        for passage in jury_setup.passages:
            mark(passage, jury_setup.actors[1], 5, comment=f"Secret de {passage.title}")
            mark(passage, jury_setup.actors[2], 5)
        domain.deliberate(jury_setup.jury, by=jury_setup.president)
        decide_all(jury_setup, "laureate")
        domain.publish(jury_setup.jury, by=jury_setup.runs)
    page = browser(somme, jury_setup.members[0]).get(f"{jury_setup.url}pv/?version=bulletins").content.decode()

    assert ("Secret de A" in page, "Secret de B" in page) == (False, True)


def test_results_leave_as_a_spreadsheet_without_anybody_s_own_marks(somme):
    jury_setup = deliberating(somme, titles="A =B")
    with in_territory(somme):
        domain.reveal(jury_setup.jury, by=jury_setup.president)
    response = browser(somme, jury_setup.manager).get(f"{jury_setup.url}resultats.xlsx")
    with ZipFile(BytesIO(response.content)) as book:
        strings = re.findall(r"<t[^>]*>(.*?)</t>", book.read("xl/sharedStrings.xml").decode())
        sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert strings == [
        "Rang",
        "Passage",
        "Nature",
        "Moyenne",
        "Bulletins",
        "Papier",
        "Attendus",
        "Le problème",
        "L'équipe",
        "L'impact attendu",
        "Décision",
        "A",
        "Sélection",
        "=B",
    ]
    assert re.findall(r'<c r="D[23]"[^>]*><v>(.*?)</v>', sheet) == ["4", "4"]
    assert "<f>" not in sheet
