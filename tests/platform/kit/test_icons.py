"""Icons never stand alone: they are hidden from whoever reads the words beside."""

from xml.etree import ElementTree

import pytest

from eclore.kit.icons import PATHS, icon, initials


@pytest.mark.parametrize("name", sorted(PATHS))
def test_an_icon_is_a_drawing_of_20_units_hidden_from_screen_readers(name):
    drawing = ElementTree.fromstring(icon(name))
    assert (drawing.tag, drawing.attrib) == (
        "svg",
        {"class": "icon", "viewBox": "0 0 20 20", "aria-hidden": "true", "focusable": "false"},
    )
    assert [(piece.tag, piece.attrib) for piece in drawing] == [("path", {"d": PATHS[name]})]


def test_a_drawing_that_we_do_not_have_is_an_error():
    with pytest.raises(KeyError):
        icon("unicorn")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Camille Durand", "CD"),
        ("Anne-Marie de La Tour", "AT"),
        ("jean-luc", "JL"),
        ("Cher", "C"),
        ("  ", "?"),
        ("", "?"),
        ("<b> élan", "&lt;É"),
    ],
)
def test_initials_are_the_first_letters_of_the_first_and_last_names(name, letters):
    assert initials(name) == f'<span class="initials" aria-hidden="true">{letters}</span>'
