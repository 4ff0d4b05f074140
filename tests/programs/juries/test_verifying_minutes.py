"""Anybody who holds a file learns whether it is one of a site's minutes, and nothing else, on both sides."""

from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from programs.juries import domain
from programs.juries.minutes_forms import MOST
from tests.programs.juries.published import amended, freeze, frozen, publish
from tests.support.browsing import words
from tests.support.personas import browser

VERIFY = "/verifier/"


@pytest.fixture
def signed(hold):
    held = publish(hold())
    with held.inside():
        freeze(held)
    president, [made] = held.members[0].at(held.site), frozen(held)
    with held.inside():
        domain.sign_minutes(made, by=president, capacity="presidency")
    return held


def dropped(held, data, site=None):
    file = SimpleUploadedFile("pv.pdf", bytes(data), "application/pdf")
    return browser(site or held.site).post(VERIFY, {"file": file})


def named(held, told):
    return browser(held.site).post(VERIFY, {"sha256": told})


def test_the_file_or_its_fingerprint_is_recognised_without_naming_anybody(signed):
    [made] = frozen(signed)
    pages = [words(dropped(signed, made.full_pdf)), words(named(signed, made.redacted_sha256))]
    with signed.inside():
        seats = signed.side.seats.objects.filter(jury=signed.jury)
        names = [text for seat in seats for text in (seat.name, seat.email)]
    assert not any("facultatif" in page for page in pages)
    for page, kind in zip(pages, ("version complète n° 1", "version communicable n° 1"), strict=True):
        assert "Authentique" in page and kind in page and signed.jury.title in page
        assert "Signé par la présidence le" in page and "Signé par le secrétariat" not in page
        assert str(signed.jury.held_on.year) in page
        assert not any(name in page for name in names)


def test_another_file_is_unknown_and_so_is_ours_elsewhere(signed, oise):
    [made] = frozen(signed)
    for answer in (dropped(signed, bytes(made.full_pdf) + b" "), dropped(signed, made.full_pdf, oise)):
        assert (answer.status_code, "Fichier inconnu" in words(answer)) == (200, True)
        assert signed.jury.title not in words(answer)


def test_an_older_version_still_verifies_and_says_that_there_is_another(signed):
    amended(signed)
    with signed.inside():
        freeze(signed, motive="Durée rectifiée.")
    first, second = frozen(signed)
    assert sha256(bytes(first.full_pdf)).hexdigest() == first.full_sha256
    old, new = words(dropped(signed, first.full_pdf)), words(dropped(signed, second.full_pdf))
    assert "Authentique" in old and "Une version plus récente a été figée le" in old
    assert "pas encore signé" in new and "plus récente" not in new


def test_what_is_not_sent_too_heavy_or_no_fingerprint_is_refused(signed):
    for answer, said in (
        (browser(signed.site).post(VERIFY, {}), "Choisissez le fichier PDF"),
        (dropped(signed, bytes(MOST + 1)), "trop lourd"),
        (named(signed, "zz"), "Vérifi"),
    ):
        assert (answer.status_code, said in words(answer)) == (422, True)


def test_the_page_opens_to_anybody_and_is_limited(signed, settings):
    settings.LIMITS = {**settings.LIMITS, "verification": ("2/h", "2/h")}
    assert browser(signed.site).get(VERIFY).status_code == 200
    answers = [named(signed, "0" * 64).status_code for _time in range(3)]
    assert answers == [200, 200, 429]
