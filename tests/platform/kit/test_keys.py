"""Keys of links, cards and hand-offs: unlike each other, fit for an address, kept as a digest."""

import re

from eclore.kit.keys import digest, new_key
from programs.local.messages.secrets import KEY


def test_keys_differ_and_are_hidden_in_letters_that_others_read():
    made = {new_key() for _ in range(100)}
    assert len(made) == 100
    assert [key for key in made if not KEY.search(f"https://somme.example/engagement/{key}/")] == []


def test_a_digest_is_the_same_each_time_and_holds_nothing_of_the_key():
    key = new_key()
    assert digest(key) == digest(key) != digest(new_key())
    assert re.fullmatch(r"[0-9a-f]{64}", digest(key))


def test_what_no_text_can_hold_opens_nothing_rather_than_failing():
    assert digest("\udce9") != digest(new_key())
