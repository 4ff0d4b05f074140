"""A share is the same for the same commit, and everything when everything is asked."""

from tests.proofs import shares


def test_a_share_is_drawn_again_from_its_seed(monkeypatch):
    monkeypatch.setattr(shares, "WHOLE", False)
    drawn = shares.share("numbers", range(1000), 10)

    assert drawn == shares.share("numbers", range(1000), 10) == sorted(set(drawn))
    assert len(drawn) == 10
    assert drawn != shares.share("others", range(1000), 10)


def test_everything_is_tried_when_it_is_asked(monkeypatch):
    monkeypatch.setattr(shares, "WHOLE", True)

    assert shares.share("numbers", range(1000), 10) == list(range(1000))
