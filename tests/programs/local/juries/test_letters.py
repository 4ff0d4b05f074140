"""Letters to ideas and projects heard in one session: made from the verdict, read again, sent together, kept."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from django.core import mail as django_mail

from eclore.kit import clock
from eclore.kit.transitions import AlreadyDone, apply
from programs.local.ideas.models import Idea
from programs.local.incubation.domain import projects
from programs.local.juries import domain
from programs.local.juries.domain import replies
from programs.local.messages.models import Message
from tenants.contexts import in_territory
from tests.factories.juries import a_jury_setup, passages_of
from tests.support.browsing import words
from tests.support.personas import browser

TERMS = {
    "motivation": "L'usage est là.",
    "weeks": 12,
    "days_per_week": Decimal("1.5"),
    "means": "Une salle.",
    "conditions": "Un point par mois.",
    "next_on": date(2027, 9, 3),
}


@pytest.fixture
def mixed(somme):
    """An audition of an idea, D, and of a running project, A; both are decided on, with all their terms."""
    before = a_jury_setup(somme, titles="A", opened=False)
    with in_territory(somme):
        for verb in ("hear", "retain"):
            apply(before.passages[0].idea, verb, by=before.runs)
    held = a_jury_setup(somme, titles="D", opened=False, quota=4)
    with in_territory(somme):
        running = projects.open_from_idea(Idea.objects.get(state="laureate"), by=held.runs)
        projects.start(running, by=held.runs, on=clock.today(), weeks=9)
        domain.add_renewal(held.jury, by=held.runs, project_id=running.pk, title=running.name)
        domain.open_session(held.jury, by=held.president)
        domain.deliberate(held.jury, by=held.president)
        held.passages = passages_of(held.jury)
        for passage, verdict in zip(held.passages, ("laureate", "continued"), strict=True):
            domain.decide(passage, by=held.runs, verdict=verdict, **TERMS)
        Message.objects.all().delete()
    return held


def drafts(held):
    return replies.of(replies.answered(held.jury))


def told(somme, *fields):
    with in_territory(somme):
        return list(Message.objects.filter(decision_id__isnull=False).order_by("subject").values_list(*fields))


def test_every_letter_tells_all_that_was_decided(somme, mixed):
    with in_territory(somme):
        letters = drafts(mixed)
        people = [[each.email for each in letter.people] for letter in letters]
        everybody = [[member.email for member in Idea.objects.get(title=title).team.all()] for title in ("D", "A")]
    assert [letter.subject for letter in letters] == ["« D » est lauréate", "« A » continue"]
    assert people == everybody
    said = ["L'usage est là.", "12 semaines", "1,5 jour par semaine", "Moyens : Une salle."]
    said += ["Conditions : Un point par mois.", "Prochaine échéance : vendredi 3 septembre 2027."]
    for letter in letters:
        assert [words for words in said if words not in letter.body.replace("\xa0", " ")] == []


def test_a_renewal_is_written_to_once_by_its_letter_and_not_before_publication(somme, mixed, queue):
    queue.waiting.clear()
    with in_territory(somme):
        domain.rewrite_reply(mixed.passages[1], by=mixed.runs, body="Bravo, continuez.")
        assert Message.objects.count() == 0
        domain.publish(mixed.jury, by=mixed.runs)
        with pytest.raises(AlreadyDone):
            domain.publish(mixed.jury, by=mixed.runs)
        kinds = set(Message.objects.values_list("kind", flat=True))
    assert (kinds, queue.names) == ({"local_juries.reply"}, ["messages.deliver"] * 2)
    assert told(somme, "subject", "state") == [("« A » continue", "queued"), ("« D » est lauréate", "queued")]
    queue.run()
    assert [state for (state,) in told(somme, "state")] == ["sent", "sent"]
    assert "Bravo, continuez." in [letter.body.strip() for letter in django_mail.outbox]
    assert [letter.attachments[0][0] for letter in django_mail.outbox] == ["lettre.pdf"] * 2


def test_a_manager_previews_each_pdf_then_follows_every_letter(somme, mixed, queue):
    client = browser(somme, mixed.manager)
    address = f"{mixed.url}publication/"
    before = words(client.get(address))
    assert ("« A » continue" in before, "« D » est lauréate" in before) == (True, True)
    pdf = client.get(f"{mixed.url}passages/{mixed.passages[1].pk}/reponse/lettre.pdf")
    assert pdf["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(pdf.content)) as document:
        assert str(document.docinfo["/Title"]) == "« A » continue"
        assert "pdfuaid:part" in document.Root.Metadata.read_bytes().decode()
    queue.waiting.clear()
    assert client.post(f"{mixed.url}publier/").headers["Location"] == address
    leaving = client.get(address)
    assert ("En cours d'envoi" in words(leaving), "hx-trigger" in leaving.content.decode()) == (True, True)
    queue.run()
    arrived = client.get(address)
    assert (words(arrived).count("Envoyé"), "hx-trigger" in arrived.content.decode()) == (2, False)
    assert client.get(f"{mixed.url}passages/{mixed.passages[1].pk}/reponse/lettre.pdf").status_code == 404


def test_who_does_not_publish_reads_no_letter(somme, mixed):
    president = browser(somme, mixed.members[0])
    addresses = ("publication/", f"passages/{mixed.passages[0].pk}/reponse/lettre.pdf")
    assert [president.get(f"{mixed.url}{address}").status_code for address in addresses] == [403, 403]
