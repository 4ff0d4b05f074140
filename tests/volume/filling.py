"""One territory's rows, through its own context, in the order that keys ask for."""

from tenants.contexts import in_territory
from tenants.territories.models import Territory
from tests.volume import files, ideas, juries, people, projects
from tests.volume.plan import Volume, thawed


def fill(territory: Territory, volume: Volume) -> None:
    """Bring a territory to this volume; what is there already stays. Call it outside any context."""
    people.settle(territory, volume)
    with thawed(territory.schema_name, "local_juries"), in_territory(territory):
        ideas.open_editions(territory.slug, volume)
        ideas.write(territory.slug, volume)
        files.attach(territory.slug, min(volume.entries, 5))
        files.taken_away(territory.slug)
        juries.sit(territory.slug, volume)
        projects.follow(territory.slug, volume)
