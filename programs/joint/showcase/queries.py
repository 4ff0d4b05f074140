"""What everybody may read: published projects, open calls, territories that take part."""

from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from eclore.kit import clock, folding
from eclore.kit.folding import holds, in_order, same, searched, sort_key
from programs.joint.forums.models import Forum
from programs.joint.forums.states import ForumState
from programs.joint.showcase.models import Edition, Project
from programs.joint.showcase.states import MEMBERS
from tenants.territories.models import Domain


def published(*, text: str = "", territory: str = "", stage: str = "", forum: str = "") -> QuerySet[Project]:
    """Projects of the showcase, under way first."""
    found = Project.published.select_related("territory").defer("learnt", "why", "restart")
    if territory:
        found = found.filter(territory__slug=territory)
    if forum:
        retained = Forum.objects.filter(slug=forum, state=ForumState.DECIDED)
        found = found.filter(forum_id__in=retained.values("pk"))
    if stage in MEMBERS:
        found = found.filter(state__in=MEMBERS[stage])
    found = searched(found, text, "name", "problem")
    return found.order_by(F("closed_at").desc(nulls_first=True), *in_order("name"), "pk")


def project_or_404(pk: UUID) -> Project:
    return get_object_or_404(Project.published.select_related("territory"), pk=pk)


def showing_territories() -> list[tuple[str, str]]:
    """(slug, name) of those that show a project."""
    known = Project.published.order_by().values_list("territory__slug", "territory__name").distinct()
    return sorted(known, key=lambda one: sort_key(one[1]))


def showing_forums() -> list[tuple[str, str]]:
    """(slug, name) of those that have published their results, of which a project is shown; the latest first."""
    shown = Project.published.filter(forum_id=OuterRef("pk"))
    decided = Forum.objects.filter(Exists(shown), state=ForumState.DECIDED).order_by("-held_on", "slug")
    return list(decided.values_list("slug", "name")[:50])


def open_calls() -> list[tuple[Edition, str]]:
    """Calls that one may answer now, the first to close first, each with its territory's host."""
    now = clock.now()
    calls = Edition.objects.filter(opens_at__lte=now, closes_at__gt=now).select_related("territory")
    own = Domain.objects.filter(tenant_id=OuterRef("territory__pk"), is_primary=True).values("domain")[:1]
    found = calls.annotate(host=Subquery(own)).exclude(host=None)
    return [(call, call.host) for call in found.order_by("closes_at", "pk")[:50]]


def hosts(words: str = "") -> QuerySet[Domain]:
    """Each territory's own address, with the territory, by name; those that some words name, or their code."""
    rows = Domain.objects.filter(is_primary=True).select_related("tenant")
    for word in folding.words(words):
        rows = rows.filter(
            holds(word, "tenant__name", "tenant__slug") | same("tenant__code", word) | same("tenant__department", word)
        )
    return rows.order_by(*in_order("tenant__name"), "pk")


def host_of(territory_id: UUID) -> str:
    """The address of one territory, empty when it has none."""
    found = Domain.objects.filter(tenant_id=territory_id).order_by("-is_primary").values_list("domain", flat=True)
    return found.first() or ""
