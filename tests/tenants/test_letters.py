"""Letters are counted where they leave: by sender and addressee when they are written, by addressee when they go."""

import ast
from pathlib import Path

from django.conf import settings as configured
from django.core import mail as outbox

from eclore.kit import limits, mail
from eclore.kit.errors import TooMany
from programs.local.messages.models import Message
from tenants.contexts import in_territory
from tests.factories.calls import a_call
from tests.factories.ideas import a_draft
from tests.support.browsing import words
from tests.support.personas import browser, person

ROOT = Path(__file__).resolve().parents[2]
# Where a letter may be put in the queue or on its way: each counts it, or speaks for nobody (why, on its line).
WAYS_OUT = {
    ("platform/eclore/kit/mail.py", "SEND"),
    ("platform/eclore/kit/mail.py", "EmailMessage"),
    ("programs/local/messages/domain/posting.py", "DELIVER"),
    ("programs/local/messages/domain/sending.py", "DELIVER"),
    ("programs/local/messages/tasks.py", "DELIVER"),  # the same letter, later
    ("tenants/territories/tasks.py", "SEND"),  # the same letter, later
    ("tenants/accounts/adapter.py", "render_mail"),
    ("programs/bridge/tasks.py", "DELIVER"),  # decisions to territories, no letters: these are written there
}


def sources():
    for folder in ("platform/eclore", "tenants", "programs", "api"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def called(node):
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def named(node):
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def test_no_letter_leaves_by_another_way():
    """A view that would write to somebody without being counted has to go out by one of these."""
    found = set()
    for path, tree in sources():
        for node in (each for each in ast.walk(tree) if isinstance(each, ast.Call)):
            name = called(node)
            if name in ("EmailMessage", "EmailMultiAlternatives", "send_mass_mail", "render_mail"):
                found.add((path, name))
            elif name in ("defer", "defer_all") and node.args and named(node.args[0]) in ("SEND", "DELIVER"):
                found.add((path, named(node.args[0])))

    assert found == WAYS_OUT


def test_every_kind_of_letter_has_a_rate():
    emails = ROOT / "templates" / "emails"
    kinds = {
        ".".join(path.relative_to(emails).parts).removesuffix("_subject.txt") for path in emails.rglob("*_subject.txt")
    }

    assert len(kinds) > 30
    assert kinds | {"account"} == set(configured.LETTERS)
    for rates in configured.LETTERS.values():
        assert [limits.Rate.of(rate).amount > 0 for rate in rates] == [True, True]


def test_a_reminder_pressed_sixty_times_leaves_five_times(somme, queue):
    """60 reminders to one address left in 1.3 s."""
    author = person("member", at=somme)
    actor = author.at(somme)
    with in_territory(somme):
        idea = a_draft(a_call(), actor)
        member = idea.team.get()
    client, path = browser(somme, author), f"/idees/{idea.pk}/equipe/{member.pk}/"
    client.post(
        f"{path}engagement/", {"signatory_name": "Cheffe", "signatory_email": "cheffe@exemple.fr", "days_per_week": "1"}
    )
    answers = [client.post(f"{path}relance/") for _press in range(20)]
    with in_territory(somme):
        left = Message.objects.filter(to_email="cheffe@exemple.fr").count()

    assert ([answer.status_code for answer in answers], left) == ([302] * 4 + [429] * 16, 5)
    assert "Trop de messages à cette adresse en peu de temps : attendez" in words(answers[-1])


def test_one_address_one_sender_and_one_kind_are_each_counted(somme, settings, queue):
    settings.LIMITS = {**settings.LIMITS, "letter:ideas.invitation": ("2/h", "3/h"), "letters": ("4/h", "9/h")}

    def write(kind, to_email, sender):
        try:
            with in_territory(somme), mail.written_by(sender):
                mail.count(kind, to_email)
        except TooMany as refusal:
            return refusal.facts["wait"] > 0
        return False

    other = "ideas.acknowledgement"
    to_one = [write("ideas.invitation", "A@exemple.fr ", "person 1") for _time in range(3)]
    to_others = [write("ideas.invitation", f"{name}@exemple.fr", "person 1") for name in "bc"]
    in_all = [write(other, "a@exemple.fr", "person 1") for _time in range(3)]
    of_another = [write("ideas.invitation", "a@exemple.fr", "person 2")]
    of_nobody = [write("ideas.invitation", "a@exemple.fr", "") for _time in range(5)]

    assert to_one == [False, False, True]
    assert to_others == [False, True]
    assert in_all == [False, False, True]
    assert (of_another, of_nobody) == ([False], [False] * 5)


def test_an_address_that_receives_too_many_is_written_to_later(somme, settings, queue):
    settings.LIMITS = {**settings.LIMITS, "letters_received": ("2/h", "2/h")}
    with in_territory(somme):
        for number in range(3):
            mail.post("memberships.grant", to_email="a@exemple.fr", context={"name": str(number)})
    three = list(queue.waiting)
    queue.waiting.clear()
    for name, args in three:
        mail.jobs.TASKS[name].run(**args)

    assert len(outbox.outbox) == 2
    assert queue.waiting == three[2:]
