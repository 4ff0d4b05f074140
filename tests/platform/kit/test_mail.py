"""E-mails: rendered in French, queued with their transaction, sent by the worker, refused for good or for now."""

from smtplib import SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core import mail as outbox
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from eclore.config.settings.mail import server
from eclore.kit import jobs, mail
from tenants.contexts import in_territory
from tests.support.smtp import mail_server

WORDS = {"subject": "Objet", "body": "Corps.\n"}


@pytest.fixture
def post_office(settings):
    """A real server to send to."""
    with mail_server() as office:
        for name, value in server(office.url).items():
            setattr(settings, name, value)
        yield office


@pytest.mark.usefixtures("own_templates")
def test_a_letter_is_in_french_plain_text_and_escapes_nothing():
    with translation.override("en"):
        subject, body = mail.render("example", {"place": "l'Aisne & co", "name": "<Zoé>\nÉlan"})
    assert subject == "Bonjour <Zoé> Élan"
    assert body == "Votre idée est arrivée dans l'Aisne & co.\n"


@pytest.mark.usefixtures("own_templates")
def test_a_subject_is_cut_at_its_length():
    subject, _body = mail.render("example", {"place": "", "name": "x" * 300})
    assert (len(subject), subject[-1]) == (mail.SUBJECT_LENGTH, "x")


@pytest.mark.usefixtures("own_templates")
def test_posting_queues_one_job_behind_the_open_context(somme, queue):
    with in_territory(somme):
        mail.post("example", to_email="a@b.fr", context={"place": "l'Aisne", "name": "Zoé"})
    job = {"to_email": "a@b.fr", "subject": "Bonjour Zoé", "body": "Votre idée est arrivée dans l'Aisne.\n"}
    assert queue.waiting == [(mail.SEND, {**job, "tenant_context": somme.role})]


@pytest.mark.usefixtures("own_templates")
def test_nothing_is_queued_while_mail_is_muted_and_it_speaks_again_after(somme, queue):
    with in_territory(somme), pytest.raises(RuntimeError), mail.muted():
        mail.post("example", to_email="a@b.fr", context={})
        heard = mail.is_muted()
        raise RuntimeError
    assert (queue.waiting, heard, mail.is_muted()) == ([], True, False)


@pytest.mark.parametrize(
    ("sender", "header"),
    [
        (mail.Sender(), "Éclore <bonjour@eclore.test>"),
        (mail.Sender("Somme"), "Somme via Éclore <bonjour@eclore.test>"),
        (mail.Sender("Aisne, Oise\nBcc: x"), '"Aisne, Oise Bcc: x via Éclore" <bonjour@eclore.test>'),
    ],
)
def test_emails_leave_from_the_program_s_own_address_under_the_territory_s_name(settings, sender, header):
    settings.DEFAULT_FROM_EMAIL = "Éclore <bonjour@eclore.test>"
    assert sender.address == header


def test_a_letter_leaves_as_it_was_written(settings):
    settings.DEFAULT_FROM_EMAIL = "Éclore <bonjour@eclore.test>"
    mail.send(to_email="zoe@b.fr", to_name="Zoé", sender=mail.Sender("Somme", "reponse@somme.fr"), **WORDS)
    [email] = outbox.outbox
    assert (email.subject, email.body, email.from_email, email.to, email.reply_to, email.extra_headers) == (
        "Objet",
        "Corps.\n",
        "Somme via Éclore <bonjour@eclore.test>",
        ["Zoé <zoe@b.fr>"],
        ["reponse@somme.fr"],
        {"Auto-Submitted": "auto-generated"},
    )


@pytest.mark.parametrize("reply_to", ["", "pas une adresse", "a@b.fr\nBcc: c@d.fr"])
def test_a_wrong_address_for_answers_is_left_out(reply_to):
    mail.send(to_email="zoe@b.fr", sender=mail.Sender("Somme", reply_to), **WORDS)
    assert outbox.outbox[0].reply_to == []


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("", "L'adresse est mal écrite."),
        ("zoe", "L'adresse est mal écrite."),
        ("a@b.fr\nBcc: c@d.fr", "L'adresse est mal écrite."),
        ("a@b.fr, c@d.fr", "L'adresse est mal écrite."),
        ("key@efface.invalid", "Cette personne a été effacée : elle n'a plus d'adresse."),
    ],
)
def test_an_address_that_no_mail_reaches_is_hopeless_and_nothing_leaves(address, why):
    with pytest.raises(jobs.Hopeless) as refused:
        mail.send(to_email=address, **WORDS)
    assert (str(refused.value), outbox.outbox) == (why, [])


def test_a_server_takes_a_letter_with_its_accents(post_office):
    mail.send(to_email="zoe@b.fr", to_name="Zoé Élan", subject="Idée nº 3", body="Reçue.\n")
    [email] = post_office.received
    assert (email["Subject"], email["To"], email["Auto-Submitted"]) == (
        "Idée nº 3",
        "Zoé Élan <zoe@b.fr>",
        "auto-generated",
    )
    assert email.get_content().strip() == "Reçue."


def test_an_address_refused_for_good_is_hopeless_in_the_server_s_words(post_office):
    with pytest.raises(jobs.Hopeless) as refused:
        mail.send(to_email="refuse@b.fr", **WORDS)
    assert str(refused.value) == "Le serveur de courrier refuse ce message : 550 no such mailbox here"
    assert isinstance(refused.value.__cause__, SMTPRecipientsRefused)


def test_an_address_refused_for_now_is_tried_again(post_office):
    with pytest.raises(SMTPRecipientsRefused):
        mail.send(to_email="occupe@b.fr", **WORDS)


@pytest.mark.parametrize(("code", "kind"), [(550, jobs.Hopeless), (554, jobs.Hopeless), (451, SMTPDataError)])
def test_a_message_refused_for_good_is_hopeless_and_for_now_is_not(code, kind):
    error = SMTPDataError(code, "non\xa0".encode())
    with pytest.raises(kind):
        mail._refused(error.smtp_code, error.smtp_error, error)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Une idée", "Une idée"),
        ("Objet\r\nBcc: a@b.fr", "Objet Bcc: a@b.fr"),
        ("a\u2028b\u0000c\td", "a b c d"),
        ("  trop   large ", "trop large"),
        ("=?utf-8?q?x?=", "= ?utf-8?q?x?="),
    ],
)
def test_a_header_is_one_line_of_letters(text, line):
    assert mail.one_line(text) == line


@given(st.text())
def test_whatever_was_typed_makes_one_printable_line_that_nobody_decodes(text):
    line = mail.one_line(text)
    assert line.isprintable()
    assert "=?" not in line
    assert mail.one_line(line) == line
