"""Addresses with several identifiers that do not belong together: the parent of one place, the child of another.

None of them is anything: whoever asks is refused, even those who may open either. Found in the resolver, like the rest.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from tests.budgets import season
from tests.budgets.addresses import Address, all_addresses
from tests.budgets.season import Identifiers
from tests.isolation.cast import OTHER, OURS, Visitor
from tests.isolation.rounds import Try

# Whoever may do most with the parent, the child or both; short of the whole, they alone try.
FEW = {
    "territory": {"manager", "president", "holder of a card"},
    "national": {"national administrator", "joint juror", "holder of a joint card"},
}
# A page answers other methods as it answers one of these.
OF_PAGES, OF_PROGRAMS = ("GET", "POST"), ("GET", "POST", "PUT", "PATCH", "DELETE")


def mixed(kind: str, everybody: list[Visitor], *, whole: bool) -> Iterator[Try]:
    """One mixture of each sort × few people × method; `whole`: these by everybody, and all the others by few."""
    worlds = worlds_of(kind)
    for address in all_addresses():
        if address.kind != kind or address.route in season.NOT_ROWS:
            continue
        is_api = address.route.startswith("api/")
        for path, is_sample in paths(address, worlds).items():
            for visitor in everybody:
                asks = visitor.nature in FEW[kind] if not (is_sample and whole) else is_api or not visitor.is_program
                for method in (OF_PROGRAMS if is_api else OF_PAGES) if asks and (is_sample or whole) else ():
                    yield Try(address, path, method, visitor)


def worlds_of(kind: str) -> list[list[Identifiers]]:
    """What belongs to one place: ours, and the other territory; the nation is one, with several forums and juries."""
    if kind != "territory":
        return [season.identifiers_of(kind)]
    ours = season.identifiers_of(kind, OURS)
    return [[*ours, {**ours[0], **season.project_of(OURS, 2)}], season.identifiers_of(kind, OTHER)]


def paths(address: Address, worlds: Sequence[Sequence[Identifiers]]) -> dict[str, bool]:
    """This address with some identifiers of one thing and the rest of another, in every way that is no real one.

    True for the first of each sort: whose the two things are, and which identifiers come from which.
    """
    whose = [(place, address.values(things)) for place, world in enumerate(worlds) for things in world]
    real, sorts, found = {address.filled(values) for _place, values in whose}, set(), {}
    for (here, one), (there, two) in combinations(whose, 2):
        for turns in product((True, False), repeat=len(one)):
            path = address.filled([a if turn else b for a, b, turn in zip(one, two, turns, strict=True)])
            if path not in real and path not in found:
                found[path] = (here, there, turns) not in sorts
                sorts.add((here, there, turns))
    return found
