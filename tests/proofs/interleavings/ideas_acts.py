"""Calls, ideas, their teams, files, commitments; what crosses the bridge; messages."""

from dataclasses import replace
from functools import partial
from typing import Any

from programs.bridge import nominations, questions, takeovers
from programs.joint.forums.models import Forum, ForumQuestion, Nomination
from programs.local.calls.domain import contents, editions
from programs.local.calls.models import Call, Edition
from programs.local.calls.template import CriterionDraft
from programs.local.ideas.domain import attachments, callbacks, commitments, drafts, ideas, teams, triage
from programs.local.ideas.models import Attachment, Callback, Commitment, Draft, Idea, TeamMember
from programs.local.messages import domain as messages
from programs.local.messages.models import Message
from tests.factories import files
from tests.factories.calls import draft
from tests.proofs.interleavings.acts import HERE, Factory, a


def signing(act: Any, s: Any, **more: Any) -> Any:
    """As the page of a link finds it: by its secret."""
    return partial(act, Commitment.objects.select_related("member__idea__call__edition").get(token_hash=s.link), **more)


def changed_questions(s: Any) -> Any:
    call = a(Call, s.call)
    drafts_now = [contents.draft_of(each) for each in call.questions.all()]
    longer = [replace(each, max_length=1300) for each in drafts_now]  # whatever it was: no page is drawn from it
    return partial(contents.set_questions, call, longer, by=s.manager)


def edited(s: Any) -> Any:
    return partial(editions.edit, a(Edition, s.edition), by=s.manager, title="Une autre accroche", team_max=6, quota=3)


def new_edition(s: Any) -> Any:
    return partial(editions.open_edition, by=s.manager, programme="Neuf", number=7, call=draft())


def posted(s: Any) -> Any:
    context = {"name": "Nom", "idea": a(Idea, s.idea).title, "forum": "Forum"}
    return partial(messages.post, "bridge.nominated", to_email="x@exemple.fr", context=context, by=s.manager)


def both(s: Any) -> Any:
    rows = list(Message.objects.filter(pk__in=[s.message, s.other_message]))
    return partial(messages.send, rows, by=s.manager)


def idea(s: Any) -> Idea:
    return Idea.objects.select_related("call__edition").get(pk=s.idea)


FACTORIES: dict[str, Factory] = {
    "local.calls.contents.set_problems": (
        "edition",
        HERE,
        lambda s: partial(contents.set_problems, a(Call, s.call), ["Un", "Trois"], by=s.manager),
    ),
    "local.calls.contents.set_questions": ("edition", HERE, changed_questions),
    "local.calls.contents.set_criteria": (
        "edition",
        HERE,
        lambda s: partial(contents.set_criteria, a(Edition, s.edition), [CriterionDraft("Utile", "", 1)], by=s.manager),
    ),
    "local.calls.editions.open_edition": ("edition", HERE, new_edition),
    "local.calls.editions.edit": ("edition", HERE, edited),
    "local.calls.editions.publish": (
        "edition_prepared",
        HERE,
        lambda s: partial(editions.publish, a(Edition, s.edition), by=s.manager),
    ),
    "local.calls.editions.close": (
        "edition",
        HERE,
        lambda s: partial(editions.close, a(Edition, s.edition), by=s.manager),
    ),
    "local.calls.editions.reopen": (
        "edition_closed",
        HERE,
        lambda s: partial(editions.reopen, a(Edition, s.edition), by=s.manager),
    ),
    "local.ideas.attachments.attach": (
        "draft",
        HERE,
        lambda s: partial(attachments.attach, idea(s), files.upload(files.pdf()), by=s.author),
    ),
    "local.ideas.attachments.detach": (
        "draft",
        HERE,
        lambda s: partial(attachments.detach, a(Attachment, s.attachment), by=s.author),
    ),
    "local.ideas.callbacks.ask": (
        "draft",
        HERE,
        lambda s: partial(callbacks.ask, a(Call, s.call), by=s.anonymous, name="Lou", contact="06 11 22 33 44"),
    ),
    "local.ideas.callbacks.answer": (
        "draft",
        HERE,
        lambda s: partial(callbacks.answer, a(Callback, s.callback), by=s.manager),
    ),
    "local.ideas.commitments.request": (
        "draft",
        HERE,
        lambda s: partial(
            commitments.request,
            a(TeamMember, s.member),
            by=s.author,
            signatory_name="Autre",
            signatory_email="autre@exemple.fr",
        ),
    ),
    "local.ideas.commitments.request (first)": (
        "draft",
        HERE,
        lambda s: partial(
            commitments.request,
            a(TeamMember, s.lead_member),
            by=s.author,
            signatory_name="Autre",
            signatory_email="autre@exemple.fr",
        ),
    ),
    "local.ideas.commitments.remind": (
        "draft",
        HERE,
        lambda s: partial(commitments.remind, a(Commitment, s.commitment), by=s.author),
    ),
    "local.ideas.commitments.sign": ("draft", HERE, lambda s: signing(commitments.sign, s)),
    "local.ideas.commitments.refuse": ("draft", HERE, lambda s: signing(commitments.refuse, s, reason="Non.")),
    "local.ideas.drafts.begin": (
        "draft",
        HERE,
        lambda s: partial(drafts.begin, a(Call, s.call), by=s.anonymous, title="Neuve"),
    ),
    "local.ideas.drafts.save": (
        "draft",
        HERE,
        lambda s: partial(drafts.save, a(Draft, s.begun), by=s.anonymous, title="Relue"),
    ),
    "local.ideas.drafts.save (answers)": (
        "draft",
        HERE,
        lambda s: partial(drafts.save, a(Draft, s.begun), by=s.anonymous, answers={"solution": "Un annuaire"}),
    ),
    "local.ideas.drafts.send_link": (
        "draft",
        HERE,
        lambda s: partial(drafts.send_link, a(Draft, s.begun), s.secret, by=s.anonymous, email="moi@exemple.fr"),
    ),
    "local.ideas.drafts.adopt": ("draft", HERE, lambda s: partial(drafts.adopt, a(Draft, s.begun), by=s.newcomer)),
    "local.ideas.drafts.discard": ("draft", HERE, lambda s: partial(drafts.discard, a(Draft, s.begun), by=s.anonymous)),
    "local.ideas.ideas.start": (
        "draft",
        HERE,
        lambda s: partial(ideas.start, a(Call, s.call), by=s.newcomer, title="Neuve"),
    ),
    "local.ideas.ideas.save": ("draft", HERE, lambda s: partial(ideas.save, idea(s), by=s.author, title="Relue")),
    "local.ideas.ideas.save (answers)": (
        "submitted",
        HERE,
        lambda s: partial(ideas.save, idea(s), by=s.author, answers={"users": "Tout le monde"}, direction="DSI"),
    ),
    "local.ideas.ideas.submit": ("draft", HERE, lambda s: partial(ideas.submit, idea(s), by=s.author)),
    "local.ideas.ideas.complete": ("to_complete", HERE, lambda s: partial(ideas.complete, idea(s), by=s.author)),
    "local.ideas.ideas.withdraw": ("submitted", HERE, lambda s: partial(ideas.withdraw, idea(s), by=s.author)),
    "local.ideas.teams.invite": (
        "draft",
        HERE,
        lambda s: partial(teams.invite, idea(s), by=s.author, email="neuf@exemple.fr", name="Neuf"),
    ),
    "local.ideas.teams.invite (another)": (
        "submitted",
        HERE,
        lambda s: partial(teams.invite, idea(s), by=s.author, email="dix@exemple.fr", name="Dix", status="partner"),
    ),
    "local.ideas.teams.remove": ("draft", HERE, lambda s: partial(teams.remove, a(TeamMember, s.member), by=s.author)),
    "local.ideas.teams.consent": (
        "draft",
        HERE,
        lambda s: partial(teams.consent, a(TeamMember, s.member), by=s.colleague),
    ),
    "local.ideas.teams.consent (lead)": (
        "draft",
        HERE,
        lambda s: partial(teams.consent, a(TeamMember, s.lead_member), by=s.author),
    ),
    "local.ideas.teams.take_consent_back": (
        "shortlisted",
        HERE,
        lambda s: partial(teams.take_consent_back, a(TeamMember, s.lead_member), by=s.author),
    ),
    "local.ideas.teams.ask_to_join": ("submitted", HERE, lambda s: partial(teams.ask_to_join, idea(s), by=s.newcomer)),
    "local.ideas.triage.ask_completion": (
        "submitted",
        HERE,
        lambda s: partial(triage.ask_completion, idea(s), by=s.manager, reason="Qui ?"),
    ),
    "local.ideas.triage.set_aside": (
        "submitted",
        HERE,
        lambda s: partial(triage.set_aside, idea(s), by=s.manager, ground="other", text="Hors sujet."),
    ),
    "local.ideas.triage.merge": (
        "submitted",
        HERE,
        lambda s: partial(triage.merge, idea(s), by=s.manager, into=a(Idea, s.other)),
    ),
    "local.ideas.triage.merge (the other way)": (
        "submitted",
        HERE,
        lambda s: partial(triage.merge, a(Idea, s.other), by=s.manager, into=idea(s)),
    ),
    "local.messages.posting.post": ("draft", HERE, posted),
    "local.messages.sending.edit": (
        "letters",
        HERE,
        lambda s: partial(messages.edit, a(Message, s.message), by=s.manager, subject="Relu", body="Relu aussi"),
    ),
    "local.messages.sending.send": ("letters", HERE, both),
    "bridge.nominations.nominate": (
        "shortlisted",
        HERE,
        lambda s: partial(nominations.nominate, idea(s), a(Forum, s.forum), by=s.manager),
    ),
    "bridge.nominations.withdraw": (
        "nominated",
        HERE,
        lambda s: partial(nominations.withdraw, a(Nomination, s.nomination), by=s.manager),
    ),
    "bridge.questions.answer": (
        "forum",
        HERE,
        lambda s: partial(questions.answer, a(ForumQuestion, s.question), by=s.manager, text="Nous."),
    ),
    "bridge.takeovers.take_up": (
        "jury_published",
        HERE,
        lambda s: partial(takeovers.take_up, a(Idea, s.other), by=s.manager),
    ),
}
