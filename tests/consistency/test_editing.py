"""A form that is bound to what exists says what it was drawn from (eclore.kit.editing)."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("programs", "tenants")
DRAWN_WITH = {"initial", "instance"}
# What is filled in before anything exists, or asks for an act: nobody's words can be under it.
BEGINNINGS = {
    ("programs/joint/forums/views/editing.py", "ForumForm"): "a new forum, from the usual values",
    ("programs/joint/juries/views.py", "ConveneForm"): "a new jury, from its forum",
    (
        "programs/juries/views/paper_entries.py",
        "ConfirmationForm",
    ): "an act, with the version of the sheet it was read on",
    ("programs/joint/forums/views/morning_page.py", "ComposeForm"): "an act, with how many times it was composed",
    ("programs/juries/views/presiding.py", "HandOverForm"): "an act, with whoever is proposed and who presides now",
    ("programs/juries/views/voting.py", "VoteForm"): "a new vote, with the verdict that is proposed",
    ("programs/juries/projection_pages.py", "DrawnForm"): "an act, with what its page shows",
    ("programs/juries/views/projection.py", "DrawnForm"): "an act, with what its page shows",
    ("programs/local/calls/forms.py", "EditionForm"): "from_edition makes it follow its edition; from_template is new",
    ("programs/juries/views/minutes.py", "SignForm"): "a signature, on the version that the page shows",
    ("programs/local/ideas/views/callbacks.py", "CallbackForm"): "a request, with the name of who asks",
    ("programs/local/ideas/views/commitments.py", "SigningForm"): "a signature, given once, on what was asked",
    ("programs/local/ideas/views/drafting.py", "ResumeForm"): "where to send a link, with the address known",
    ("programs/local/ideas/views/teams.py", "CommitmentRequestForm"): "a request that replaces the former one",
    ("programs/local/ideas/views/teams.py", "TeammateForm"): "somebody to invite",
    ("programs/local/incubation/views/committees.py", "NewCommitteeForm"): "a new committee",
    ("programs/local/incubation/views/committees.py", "VerdictChoice"): "which decision to write next",
    ("programs/local/incubation/views/following.py", "JournalForm"): "a new note of today",
    ("programs/local/incubation/views/projects.py", "StartForm"): "an act, with the terms of the edition",
    ("programs/local/incubation/views/projects.py", "WakeForm"): "an act, with the phase that it was in",
    ("programs/local/juries/views.py", "JuryForm"): "a new jury of an edition",
    ("programs/local/juries/views.py", "PromotionForm"): "an act, with the terms of the edition and who is first",
}


def _drawn() -> Iterator[tuple[str, str]]:
    """(file, form) of each call that fills a form in by itself."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and {word.arg for word in node.keywords} & DRAWN_WITH:
                    called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                    if called[:1].isupper() and "Field" not in called:
                        yield path.relative_to(ROOT).as_posix(), called


def test_no_form_is_drawn_from_what_exists_without_saying_so():
    assert set(_drawn()) == set(BEGINNINGS)
