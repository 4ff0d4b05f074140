"""A president who came in with a card signs the minutes with a fresh code, on their own device, and does no more."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from eclore.kit import clock
from programs.juries.models import EntryCard
from tests.factories.entry_cards import holder
from tests.programs.juries.published import freeze, frozen, publish
from tests.support.browsing import words

PRESIDENCY = "presidency"


@pytest.fixture
def tablet(hold):
    """The president's, in with a card since the session; the minutes are frozen."""
    held = hold()
    client = holder(held.site, held.jury, 0, by=held.runs)
    member = holder(held.site, held.jury, 1, by=held.runs)
    publish(held)
    with held.inside():
        freeze(held)
    return held, client, member


def code_sent(held, client, queue):
    answer = client.post(f"{held.url}pv/signer/code/")
    assert answer["Location"] == f"{held.url}pv/signer/"
    queue.run()
    return re.search(r"\b\d{4}-\d{4}\b", mail.outbox[-1].body).group()


def signed(held, client, code):
    sent = {"version": frozen(held)[0].pk, "capacity": PRESIDENCY, "code": code}
    return client.post(f"{held.url}pv/signer/", sent, follow=True)


def test_a_code_sent_to_the_seat_s_address_signs_once_and_the_minutes_name_the_means(tablet, queue):
    held, client, _member = tablet
    code = code_sent(held, client, queue)
    assert held.members[0].email in mail.outbox[-1].to[0]
    assert "dix minutes" in mail.outbox[-1].body
    with held.inside():
        assert not EntryCard.objects.filter(code_hash__contains=code.replace("-", "")).exists()
    assert "Vous avez signé le procès-verbal." in words(signed(held, client, code))
    again = signed(held, client, code)
    assert "Vous avez signé le procès-verbal." in words(again)
    [signature] = frozen(held)[0].signatures.all()
    assert (signature.capacity, signature.means) == (PRESIDENCY, "code")
    assert "Code à usage unique envoyé à l'adresse du membre" in words(held.leader().get(f"{held.url}pv/"))
    with held.inside():
        assert set(EntryCard.objects.values_list("code_hash", flat=True)) == {""}


def test_a_wrong_code_an_old_one_and_none_at_all_sign_nothing(tablet, queue):
    held, client, _member = tablet
    assert "Ce code n'est plus valable" in words(signed(held, client, "1234-5678"))
    code = code_sent(held, client, queue)
    wrong = signed(held, client, "0000-0000" if code != "0000-0000" else "1111-1111")
    assert (wrong.status_code, "vérifiez-le" in words(wrong)) == (422, True)
    assert signed(held, client, "").status_code == 422
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert "Ce code n'est plus valable" in words(signed(held, client, code))
    assert list(frozen(held)[0].signatures.all()) == []


def test_guesses_are_few_whatever_the_network(tablet, queue, settings):
    held, client, _member = tablet
    settings.LIMITS = {**settings.LIMITS, "signature": ("3/10m", "3/10m")}
    code_sent(held, client, queue)
    guesses = [signed(held, client, f"0000-000{rank}").status_code for rank in range(4)]
    assert guesses == [422, 422, 422, 429]


def test_whoever_does_not_sign_is_out_with_the_publication_and_the_president_corrects_nothing(tablet):
    held, client, member = tablet
    assert member.get(held.url).status_code == 403
    assert client.get(f"{held.url}pv/").status_code == 200
    assert client.get(f"{held.url}rectifier/").status_code == 403
    assert "Rectifier" not in words(client.get(f"{held.url}pv/"))


def test_an_account_asks_for_no_code(tablet):
    held, _client, _member = tablet
    assert held.president().post(f"{held.url}pv/signer/code/").status_code == 403
