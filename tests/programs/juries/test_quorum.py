"""Without quorum nothing holds, and the refusal says how many are short and who."""

import pytest

from programs.juries.quorum import NoQuorum, Quorum, require_quorum


def test_a_reached_quorum_lets_the_act_pass():
    quorum = Quorum(required=2, present=("Ada", "Bo"), absent=("Cy",))

    require_quorum(quorum)
    assert (quorum.reached, quorum.short_of, quorum.total) == (True, 0, 3)


def test_a_refusal_names_who_is_absent_and_who_steps_aside():
    quorum = Quorum(required=4, present=("Ada", "Bo"), absent=("Cy",), recused=("Di",))

    with pytest.raises(NoQuorum) as refusal:
        require_quorum(quorum, "Allo 62")

    assert refusal.value.code == "no_quorum"
    assert refusal.value.facts == {"required": 4, "present": 2, "short_of": 2}
    assert refusal.value.sentence == (
        "Le quorum n'est pas atteint pour « Allo 62 » : 2 sur 4 requis, il en manque 2. Absents : Cy."
        " En déport : Di. Notez les présences, corrigez leurs heures ou complétez le jury, puis recommencez."
    )
