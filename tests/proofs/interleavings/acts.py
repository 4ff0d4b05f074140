"""How each verb is called on the rows of a scene; a verb that is missing here fails the proof."""

from collections.abc import Callable
from functools import partial
from typing import Any

from tenants.contexts import in_programme, in_territory
from tests.proofs.interleavings.hands import Act
from tests.proofs.interleavings.scenes import World

Loading = Callable[[Any], Callable[[], Any]]
# Where a verb is called from: the territory, or the programme; None: as the scene says (juries are on both sides).
Factory = tuple[str, str | None, Loading]
HERE, TOGETHER = "territory", "programme"

# What the code has that changes nothing that two people could both change.
NO_VERBS = {
    "files.keep": "a file that `local.ideas.attachments.attach` keeps under its idea's lock",
    "juries.amendments.write": "what `amend`, a place given back and a promotion write, under the jury's lock",
    "juries.ballots.write": "what a mark and the answer to a late ballot write, under the jury's lock",
    "juries.late_ballots.keep": "what `hand_in` and two typings of a sheet hand over, under the jury's lock",
    "juries.attendance.arrive": "what a mark, a card and the roll note, under the jury's lock",
    "juries.minutes.send_signing_code": "a code on one card, under the jury's lock; the last one counts",
    "juries.conflicts.propose": "what each side's `propose_recusals` asks, under the jury's lock",
    "juries.recusals.step_aside": "what `recuse` and `answer_conflicts` write, under the jury's lock",
    "juries.recusals.declined": "what `decline_recusal` and `answer_conflicts` write, under the jury's lock",
    "juries.presidency.release": "what `recuse` writes of a dossier that its member presided, under the jury's lock",
    "juries.passages.lapse": "what `publish` writes of a dossier that has gone, under the jury's lock",
    "local.ideas.teams.let_go": "what falls with an idea, under the lock of the verb that ends it",
    "memberships.pending_invitations.fall": "what falls with a place or a seat, under the lock of its own",
    "memberships.pending_invitations.expect_no_more": "the same, of who has not come",
    "memberships.pending_invitations.let_go": "the same, told by the place or the seat",
    "juries.recusals.require_reader": "a check, which writes nothing",
    "memberships.invitation_links.opened": "a look at an invitation, which writes nothing",
    "juries.sessions.require_publishable": "a check, which writes nothing",
    "local.juries.replies.send": "letters that `publish` posts under the jury's lock",
}


def a(model: Any, key: Any) -> Any:
    """The row as a request finds it."""
    return model._default_manager.get(pk=key)


def every(world: World) -> dict[str, Act]:
    """Name → act, in its own scene; a name may bear a variant in brackets."""
    return {name: in_scene(world, name, scene) for name, (scene, _side, _load) in factories().items()}


def in_scene(world: World, name: str, scene: str) -> Act:
    """The verb `name` on the rows of `scene`, its own or that of another verb."""
    _own, side, load = factories()[name]
    found = world.scene(scene)
    together = found.in_programme if side is None else side == TOGETHER
    opened = in_programme if together else partial(in_territory, world.somme.schema_name)
    return Act(name, scene, opened, partial(load, found))


def factories() -> dict[str, Factory]:
    from tests.proofs.interleavings import ideas_acts, incubation_acts, jury_acts, shared_acts

    return {**ideas_acts.FACTORIES, **incubation_acts.FACTORIES, **jury_acts.FACTORIES, **shared_acts.FACTORIES}


def may_share_a_scene(first: str, second: str) -> bool:
    """A verb of every jury has one factory for each side: the same twice in a scene would be one pair told as two."""
    own, _side, _load = factories()[first]
    is_joint = own.startswith("joint_")
    return factories()[second][1] is not None or is_joint == second.endswith("(together)")


def verb_of(name: str) -> str:
    """The verb of a factory, its variant left aside."""
    return name.partition(" (")[0]
