"""QR codes hold their text, and are drawn without style nor script."""

from xml.etree import ElementTree

import segno

from eclore.kit.qr import qr

LINK = "https://somme.exemple.fr/jury/carte/abc?d=1&e=2"


def test_a_code_is_a_drawing_of_two_paths_without_style_nor_script():
    drawing = ElementTree.fromstring(qr(LINK))
    assert (drawing.tag.rpartition("}")[2], drawing.get("class")) == ("svg", "qr")
    assert {piece.tag.rpartition("}")[2] for piece in drawing.iter()} == {"svg", "path"}
    assert "style" not in qr(LINK)


def test_a_code_is_dark_on_light_with_a_margin_that_cameras_need():
    width = segno.make(LINK, error="m", micro=False).symbol_size(scale=1, border=3)[0]
    drawing = ElementTree.fromstring(qr(LINK))
    colours = [piece.get("fill") or piece.get("stroke") for piece in drawing]
    assert (drawing.get("viewBox"), colours) == (f"0 0 {width} {width}", ["#fff", "#000"])


def test_other_words_make_another_code_and_are_not_written_in_it():
    assert qr(LINK) == qr(LINK) != qr("<script>alert(1)</script>")
    assert "alert" not in qr("<script>alert(1)</script>")
