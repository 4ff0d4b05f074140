"""A value kept behind one context is not found behind another."""

from django.core.cache import cache

from eclore.kit import caches
from tenants.contexts import in_programme, in_territory


def test_the_role_of_the_open_context_leads_the_key(somme):
    outside = caches.key("n", "p", 1)
    with in_territory(somme):
        inside = caches.key("n", "p", 1)
    with in_programme():
        programme = caches.key("n", "p", 1)

    assert (outside, inside, programme) == ("outside:p:1:n", f"{somme.role}:p:1:n", "eclore_programme:p:1:n")


def test_what_a_territory_keeps_is_found_there_alone(somme, oise):
    with in_territory(somme):
        cache.set("figure", 12)
    with in_territory(oise):
        elsewhere = cache.get("figure")
    with in_territory(somme):
        again = cache.get("figure")
        cache.delete("figure")

    assert (elsewhere, again, cache.get("figure")) == (None, 12, None)
