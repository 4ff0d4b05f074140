"""The programmes that can be replayed, by name, and the territories that they need."""

from collections.abc import Callable
from dataclasses import dataclass

from programs.replays import fabrique, forum, investigations, le_havre
from programs.replays.facts import facts
from tenants.contexts import in_programme
from tenants.territories.models import Territory
from tenants.territories.provisioning import provision
from tenants.territories.template import OWNER

ACCENTS = {
    "somme": "#0b5c7a",
    "nord": "#3b4a9c",
    "pas-de-calais": "#1c6b45",
    "oise": "#8a3b12",
    "val-d-oise": "#6a3d8f",
    "le-havre": "#9c2b4b",
    "fabrique-numerique": "#2f5d50",
}


@dataclass(frozen=True)
class Replay:
    """`play` returns False when the programme was there already."""

    title: str
    play: Callable[[dict[str, Territory]], bool]


REPLAYS = {
    "fabrique-numerique": Replay("Fabrique numérique (2017-2018)", fabrique.play),
    "forum-interdepartemental": Replay("Forum interdépartemental d'Amiens (2019-2020)", forum.play),
    "le-havre": Replay("Appel à innovateur territorial du Havre (2020-2022)", le_havre.play),
    "le-havre-investigations": Replay("Programme d'investigations du Havre (2022)", investigations.play),
}


def territories() -> dict[str, Territory]:
    """The territories of the replays by slug, made if they are not there. Needs the owner's connection."""
    known = set(Territory.objects.using(OWNER).values_list("slug", flat=True))
    for row in facts()["territories"]:
        if row["slug"] not in known:
            department = row["code"] if row["kind"] == "departement" else {"le-havre": "76"}.get(row["slug"], "")
            provision(**row, department=department, accent=ACCENTS[row["slug"]])
    with in_programme():
        return {territory.slug: territory for territory in Territory.objects.all()}
