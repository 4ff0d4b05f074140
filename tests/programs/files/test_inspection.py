"""What a file is comes from its bytes: honest ones are kept, those that hide something are refused with a sentence."""

import binascii
import hashlib
import random
import zipfile
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from PIL import Image

from eclore.kit.errors import Invalid
from eclore.kit.reading.faults import Fault
from programs.files import faults, inspection
from programs.files.inspection import glanced
from tests.factories import files
from tests.factories.files import upload

MOST = 10_000_000
SCRIPT = b"<script>alert(document.domain)</script>"


def inspect(sent, *, most):
    """As an upload is taken: told by its first bytes, then read in a process of its own."""
    glanced(sent, most=most)
    return inspection.inspect(sent, most=most)


def refused(data, name="piece.pdf", most=MOST):
    with pytest.raises((Invalid, Fault)) as error:
        inspect(upload(data, name), most=most)
    return error.value


@pytest.mark.parametrize(
    ("data", "extension"),
    [
        (files.pdf(), "pdf"),
        (files.packed_pdf(b"<</Type/Page>>"), "pdf"),
        (files.packed_pdf(b"<</Type/Page>>", plain=True), "pdf"),
        (files.pdf(b"4 0 obj<</S(a text that says /JavaScript)>>endobj\n"), "pdf"),
        (files.office("docx"), "docx"),
        (files.office("xlsx", xl__printerSettings__printerSettings1_dot_bin=b"x"), "xlsx"),
        (files.office("pptx"), "pptx"),
        (files.office("docx", main="word/document2.xml"), "docx"),
        (files.open_document("text"), "odt"),
        (files.open_document("spreadsheet"), "ods"),
        (files.open_document("presentation"), "odp"),
    ],
)
def test_a_document_is_kept_as_it_is_whatever_it_is_called(data, extension):
    kept = inspect(upload(data, "vacances.jpg", "image/jpeg"), most=MOST)

    assert (kept.kind.extension, kept.size, kept.sha256) == (extension, len(data), hashlib.sha256(data).hexdigest())
    assert kept.content.read() == data


@pytest.mark.parametrize(
    ("data", "extension"),
    [
        (files.picture("JPEG"), "jpg"),
        (files.picture("PNG"), "jpg"),
        (files.picture("PNG", mode="RGBA"), "png"),
        (files.picture("WEBP"), "jpg"),
        (files.picture("HEIF"), "jpg"),
    ],
)
def test_a_picture_is_drawn_again(data, extension):
    assert inspect(upload(data), most=MOST).kind.extension == extension


def test_a_photograph_loses_its_place_its_date_and_its_owner_and_stands_upright():
    sent = files.photograph()
    assert b"Camille Canari" in sent
    kept = inspect(upload(sent), most=MOST).content.read()
    drawn = Image.open(BytesIO(kept))

    assert (dict(drawn.getexif()), dict(drawn.getexif().get_ifd(0x8825)), drawn.size) == ({}, {}, (40, 60))
    assert b"Exif" not in kept
    assert b"anari" not in kept


def test_a_photograph_whose_exif_says_that_its_width_is_a_text_is_refused():
    lying = files.photograph().replace(b"\x01\x3b\x00\x02", b"\x01\x00\x00\x02")
    assert refused(lying, "photo.jpg").code == "broken_picture"


def test_a_picture_that_is_a_page_too_keeps_its_pixels_only():
    kept = inspect(upload(files.picture("JPEG", comment=SCRIPT) + SCRIPT, "piege.html"), most=MOST)

    assert (kept.kind.media_type, b"script" in kept.content.read()) == ("image/jpeg", False)


def test_a_large_picture_is_made_smaller():
    kept = inspect(upload(files.picture("PNG", size=(6000, 1500))), most=MOST)

    assert Image.open(kept.content).size == (3000, 750)


@pytest.mark.parametrize("make", [files.enormous_picture, lambda: files.picture("WEBP", (7000, 7000), lossless=True)])
def test_fifty_megapixels_are_refused_before_any_is_drawn(make):
    refusal = refused(make())

    assert (refusal.code, refusal.numbers[0]) == ("picture_too_large", 49 + (refusal.numbers[1] == 40))
    assert refusal.cost.memory < 60_000_000


def test_a_refused_picture_is_told_how_large_it_may_be():
    told = faults.sentence("picture_too_large:50,40")
    assert told == "Cette image compte 50 millions de pixels, et 40 au plus sont acceptés : réduisez-la."


@pytest.mark.parametrize("begun", [b"\n", b"\r\n\0 "])
@pytest.mark.parametrize("ended", [b"", bytes(3000), b"\n\n"])
def test_a_pdf_with_white_space_around_it_is_kept(begun, ended):
    kept = inspect(upload(begun + files.pdf() + ended), most=MOST)

    assert kept.kind.extension == "pdf"
    assert kept.content.read().rstrip().endswith(b"%%EOF")


def test_a_document_made_from_a_template_of_the_service_is_kept_and_leads_there_no_more():
    link = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
        b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
        b' Target="file:///\\\\serveur\\modeles\\Note.dotx" TargetMode="External"/></Relationships>'
    )
    kept = inspect(
        upload(files.office(word___rels__settings_dot_xml_dot_rels=link, word__a_dot_xml=b"<a/>")), most=MOST
    )
    with zipfile.ZipFile(kept.content) as archive:
        parts, rels = archive.namelist(), archive.read("word/_rels/settings.xml.rels")

    assert (kept.kind.extension, "word/a.xml" in parts, b"serveur" in rels) == ("docx", True, False)
    assert b'Target="Normal.dotm"' in rels
    assert b'Id="rId1"' in rels


def test_a_photograph_of_a_telephone_is_converted_without_its_place():
    """Such a file says how it is turned in a box of its own, which the library obeys: its EXIF turns nothing again."""
    sent = files.photograph("HEIF")
    assert b"Camille Canari" in sent
    kept = inspect(upload(sent, "IMG_0042.HEIC"), most=MOST)
    content = kept.content.read()
    drawn = Image.open(BytesIO(content))

    assert (kept.kind.extension, drawn.size, dict(drawn.getexif())) == ("jpg", (60, 40), {})
    assert b"anari" not in content


def test_what_would_take_too_much_is_ended_and_told(monkeypatch):
    monkeypatch.setattr("eclore.kit.reading.limits.SECONDS", 0.001)
    refusal = refused(files.pdf())

    assert refusal.code == "too_costly"
    assert "demande trop de calcul ou de mémoire" in faults.sentence(str(refusal))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html>" + SCRIPT, "file_type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>", "file_type"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "file_type"),
        (b"MZ\x90\x00" + bytes(200), "file_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file_type"),
        (b"Bonjour", "file_type"),
        (b"\x00", "file_type"),
        (b"", "empty_file"),
        (files.archive({"note.txt": b"x"}), "office_type"),
        (files.picture("JPEG")[:300], "broken_picture"),
        (b"\xff\xd8\xff\xe0" + SCRIPT * 20, "broken_picture"),
        (b"%PDF-1.4\n" + SCRIPT, "broken_pdf"),
        (files.pdf() + SCRIPT, "broken_pdf"),
        (files.pdf()[:-20], "broken_pdf"),
        (files.pdf(b"4 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n"), "active_pdf"),
        (files.pdf(b"4 0 obj<</S/J#61vaScript/JS(1)>>endobj\n"), "active_pdf"),
        (files.packed_pdf(b"<</S/Launch/F(cmd.exe)>>"), "active_pdf"),
        (files.packed_pdf(b"<</Type/EmbeddedFile>>"), "active_pdf"),
        (files.packed_pdf(b"<</S/JavaScript>>", name=b"/O#62j#53tm"), "active_pdf"),
        (files.packed_pdf(b"<</S/JavaScript>>", name=b"/ObjStm" + b" " * 5000), "active_pdf"),
        (files.packed_pdf(b"<</S/JavaScript>>", pack=lambda data: binascii.hexlify(zlib.compress(data))), "broken_pdf"),
        (files.packed_pdf(b"<</S/JavaScript>>", pack=lambda data: b"78 01 " + binascii.hexlify(data)), "broken_pdf"),
        (files.packed_pdf(b"<</S/JavaScript>>", pack=lambda data: zlib.compress(data)[::-1]), "broken_pdf"),
        (SCRIPT + files.office(), "file_type"),
        (files.office() + SCRIPT, "broken_document"),
        (files.office(word__vbaProject_dot_bin=b"x"), "active_document"),
        (files.office(word__activeX__activeX1_dot_xml=b"x"), "active_document"),
        (files.open_document(Basic__Standard__Module1_dot_xml=b"x"), "active_document"),
        (files.office("docx", **{"../../etc/passwd": b"x"}), "broken_document"),
        (files.office("docx", **{"word\\settings.xml": b"x"}), "broken_document"),
        (files.office("docx", WORD__document_dot_xml=b"<autre/>"), "broken_document"),
        (files.office("docx", word__vbaProject_percent_bin=b"x"), "active_document"),
        (b"GIF89a=1;" + SCRIPT, "file_type"),
        (b"GIF89a/*" + bytes(40) + b"*/=alert(1)", "file_type"),
        (files.texted_picture(80_000_000), "broken_picture"),
    ],
)
def test_what_is_something_else_is_refused(data, code):
    assert refused(data).code == code


@pytest.mark.parametrize(
    "link",
    [
        b'<Relationship Type="x/attachedTemplate" Target="https://exemple.fr/t.dotm" TargetMode="External"/>',
        b'<r:Relationship xmlns:r="r" TargetMode="External" Target="https://exemple.fr/t.dotm" Type="x/oleObject"/>',
        b'<Relationship Type="x/image" Target="file:////exemple.fr/partage/i.png" TargetMode="External"/>',
        b'<Relationship Type="x/&#97;ttachedTemplate" Target="https://exemple.fr/" TargetMode="&#x45;xternal"/>',
        '<Relationship Type="x/attachedTemplate" Target="https://exemple.fr/" TargetMode="External"/>'.encode("utf-16"),
    ],
)
@pytest.mark.parametrize("part", ["word___rels__settings_dot_xml_dot_rels", "word___rels__settings_dot_xml_dot_RELS"])
def test_a_document_that_fetches_something_from_elsewhere_is_refused(link, part):
    assert refused(files.office(**{part: link})).code == "linked_document"


def test_a_document_that_declares_a_type_of_its_own_is_refused():
    bomb = b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Relationship Type="&b;"/>'
    assert refused(files.office(word___rels__document_dot_xml_dot_rels=bomb)).code == "broken_document"
    assert refused(files.office(word___rels__document_dot_xml_dot_rels=b"<Relationship")).code == "broken_document"


def test_streams_of_objects_by_the_thousand_are_read_in_a_moment():
    """They cost 0.5 s for 72 kB, 20 s for 432 kB, hours for 10 MB."""
    stream = b"/ObjStm stream\n" + zlib.compress(b"<<>>") + b"\nendstream "
    for hostile in (
        files.pdf(stream * 10_000 + b"/ObjStm " * 100_000 + b"%" * 5_000_000 + b"\n"),
        files.pdf(b"obj/ObjStm stream\n" * 500_000),
        files.pdf()[:-60] + b"obj/ObjStm stream\n" * 500_000 + files.pdf(),
    ):
        cost = inspect(upload(hostile), most=MOST).cost
        assert (cost.cpu < 3, cost.memory < 200_000_000) == (True, True)


def test_relationships_by_the_thousand_are_weighed_together():
    """Four parts of 4.9 MB took 1.3 s and 291 MB."""
    parts = {f"word__{name}_dot_rels": b"<R>" + b"".join(b"<L a='%d'/>" % n for n in range(300_000)) for name in "abcd"}
    assert refused(files.office(**parts)).code == "too_costly"
    one = inspect(upload(files.office(word__a_dot_rels=parts["word__a_dot_rels"] + b"</R>")), most=MOST)
    assert (one.cost.cpu < 6, one.cost.memory < 100_000_000) == (True, True)


@pytest.mark.parametrize("make", [files.pdf, files.office, files.open_document, files.picture, files.photograph])
def test_bytes_changed_at_random_are_kept_or_refused_and_break_nothing(make):
    chance, data = random.Random(7), make()
    for _number in range(6):
        changed = bytearray(data)
        for _times in range(chance.randint(1, 6)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        with suppress(Invalid, Fault):
            inspect(upload(bytes(changed)), most=MOST)


def test_a_document_may_have_links():
    link = b'<Relationship Type="x/hyperlink" Target="https://exemple.fr/" TargetMode="External"/>'
    kept = inspect(upload(files.office(word___rels__document_dot_xml_dot_rels=link)), most=MOST)

    assert kept.kind.extension == "docx"


def test_a_bomb_is_refused_by_what_it_announces():
    bomb = files.office(word__media__image1=bytes(30_000_000))
    refusal = refused(bomb)

    assert (len(bomb) < 100_000, refusal.code, refusal.cost.memory < 30_000_000) == (True, "archive_bomb", True)


def test_a_part_that_lies_about_its_size_is_refused():
    data = bytearray(files.office(word__media__image1=bytes(5_000_000)))
    directory = data.rindex(b"word/media/image1") - 46
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")

    assert refused(bytes(data)).code == "broken_document"


def test_a_file_that_is_too_heavy_is_told_how_heavy_it_may_be():
    refusal = refused(files.pdf() + b" " * 2_400_000, most=1_000_000)

    assert (refusal.code, refusal.facts) == ("file_too_large", {"most": 1_000_000})
    assert "pèse 2,4 Mo, et chacun peut peser 1 Mo au plus" in refusal.sentence
