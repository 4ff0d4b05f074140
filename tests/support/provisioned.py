"""`python -m tests.support.provisioned 40`: so many territories, one process; seconds of each, as JSON."""

import json
import sys
import time

import django


def main(number: int) -> None:
    django.setup()
    from tenants.territories.models import Territory
    from tenants.territories.provisioning import provision

    known = set(Territory.objects.using("owner").values_list("slug", flat=True))
    spent = []
    for slug in slugs(number):
        if slug not in known:
            began = time.perf_counter()
            provision(slug=slug, name=f"Lieu {slug}", kind="ville")
            spent.append(time.perf_counter() - began)
    json.dump(spent, sys.stdout)


def slugs(number: int) -> list[str]:
    return [f"lieu-{rank:04}" for rank in range(1, number + 1)]


if __name__ == "__main__":
    main(int(sys.argv[1]))
