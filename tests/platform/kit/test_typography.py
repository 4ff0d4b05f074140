"""French typography, of catalogues and of the lines that people type."""

import pytest
from django.template import Context, Template

from eclore.kit.typography import typeset


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("l'idée d'une équipe", "l’idée d’une équipe"),
        ("Où en est-il ?", "Où en est-il\u00a0?"),
        ("L'état : « %(state)s » ; suite", "L’état\u00a0: «\u00a0%(state)s\u00a0»\u00a0; suite"),
        ("https://exemple.fr à 18:00", "https://exemple.fr à 18:00"),
    ],
)
def test_a_text_is_set_as_french_printers_do(written, printed):
    assert typeset(written) == printed


def test_a_question_that_somebody_typed_is_set_when_shown_and_still_escaped():
    page = Template("{% load eclore %}<h1>{{ question|typeset }}</h1>")

    assert page.render(Context({"question": "Quel <b> ?"})) == "<h1>Quel &lt;b&gt;\u00a0?</h1>"
    assert page.render(Context({"question": None})) == "<h1></h1>"
