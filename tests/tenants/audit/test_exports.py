"""Whatever leaves in one piece leaves one line in the log of the site it left, and only when it has left."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from eclore.kit import audit
from programs.joint.forums.models import CoachingMorning, MorningCoach
from programs.local.juries import domain
from programs.local.messages.models import Message
from tenants.contexts import in_programme, in_territory
from tenants.hosts import Site
from tenants.moving.models import Archive
from tenants.privacy.models import Request
from tests.factories import forums
from tests.factories.juries import JurySetup, decide_all, deliberating
from tests.support.personas import HostClient, Persona, browser, person
from tests.support.queue import Queue

ALSO = {"juries-minutes"}  # pages that are printed
NOTHING_OF_ANYBODY = {"api-schema"}
READ = {"juries-transcript-by-link"}  # a page of one's own, read by a link: limited as what leaves, and leaves nothing
EXPORTS = {name for name, action in settings.LIMITED.items() if action in ("exports", "papers")} | ALSO
EXPORTS -= NOTHING_OF_ANYBODY | READ


def lines(site):
    """(verb, format or version) of each export in the log of a site."""
    with in_territory(site) if site.schema_name != "public" else in_programme():
        found = audit.log()._default_manager.filter(act="export").order_by("at")
        return [(line.verb, line.told.get("format") or line.told.get("version", "")) for line in found]


@dataclass
class Export:
    """A page where something leaves, whose browser opens it, and the line that is then in the log of `site`."""

    client: HostClient
    kind: str
    name: str
    arguments: list[Any]
    line: tuple[str, str]
    site: Site

    @property
    def path(self) -> str:
        return reverse(self.name, settings.URLCONFS[self.kind], args=self.arguments)


@pytest.fixture
def exports(somme, oise, national, auth_host, queue) -> list[Export]:
    """All that there are, each with something to take."""
    jury = a_published_jury(somme)
    copy, own = a_copy_of(jury.manager, auth_host, queue)
    return [
        *_of_the_territory(somme, jury),
        Export(
            browser(somme, jury.manager),
            "territory",
            "reversibility-download",
            [an_archive(somme, jury.manager, queue)],
            ("download_archive", ""),
            somme,
        ),
        *_of_the_nation(national, forums.a_decided_forum(somme, oise)),
        Export(own, "auth", "own-data-download", [copy, "json"], ("copy", "json"), national),
        Export(own, "auth", "own-data-download", [copy, "pdf"], ("copy", "pdf"), national),
    ]


def a_published_jury(site: Site) -> JurySetup:
    jury_setup = deliberating(site, titles="A")
    with in_territory(site):
        decide_all(jury_setup, "laureate")
        domain.publish(jury_setup.jury, by=jury_setup.runs)
    return jury_setup


def a_copy_of(whom: Persona, auth_host: Site, queue: Queue) -> tuple[UUID, HostClient]:
    """Of their own data: the request, and the browser that has asked for it."""
    own = browser(auth_host, whom)
    own.post("/compte/reauthenticate/", {"password": "mot de passe long"})
    own.post("/compte/mes-donnees/")
    queue.run()
    with in_programme():
        return Request.objects.get().pk, own


def an_archive(site: Site, manager: Persona, queue: Queue) -> UUID:
    """Of the whole territory, ready."""
    browser(site, manager).post("/reglages/reversibilite/demander/")
    queue.run()
    with in_territory(site):
        return Archive.objects.get().pk


def _of_the_territory(site: Site, jury_setup: JurySetup) -> list[Export]:
    manager, jury = browser(site, jury_setup.manager), jury_setup.jury
    manager.post(f"{jury_setup.url}pv/figer/")
    return [
        Export(manager, "territory", "ideas-export", [jury.edition_id, "csv"], ("ideas", "csv"), site),
        Export(manager, "territory", "ideas-export", [jury.edition_id, "xlsx"], ("ideas", "xlsx"), site),
        Export(manager, "territory", "juries-workbook", [jury.pk], ("results", "xlsx"), site),
        Export(manager, "territory", "juries-minutes", [jury.pk], ("minutes", "full"), site),
        Export(manager, "territory", "juries-minutes-pdf", [jury.pk], ("minutes", "pdf"), site),
        *_papers(manager, "territory", jury.pk, site),
        *_letters(manager, jury, site),
        Export(manager, "territory", "audit-xlsx", [], ("log", "xlsx"), site),
        Export(manager, "territory", "audit-csv", [], ("log", "csv"), site),
        Export(manager, "territory", "processing-xlsx", [], ("processing", "xlsx"), site),
        Export(manager, "territory", "processing-pdf", [], ("processing", "pdf"), site),
    ]


def _letters(manager: HostClient, jury: Any, site: Site) -> list[Export]:
    """Of a decision that is published, and of one that is about to be."""
    pending = deliberating(site, titles="B")
    with in_territory(site):
        decide_all(pending, "laureate")
        letter = Message.objects.exclude(decision_id=None).latest("created_at").pk
    other = browser(site, pending.manager)
    passage = [pending.jury.pk, pending.passages[0].pk]
    line = ("letter", "pdf")
    return [
        Export(manager, "territory", "messages-document", [letter], line, site),
        Export(other, "territory", "juries-reply-document", passage, line, site),
    ]


def _of_the_nation(national: Site, forum: Any) -> list[Export]:
    team = browser(national, person(national=("national_administrator",)))
    team.post(f"/jurys/{forum.pk}/pv/figer/")
    return [
        Export(team, "national", "portfolio-export", ["csv"], ("portfolio", "csv"), national),
        Export(team, "national", "portfolio-export", ["xlsx"], ("portfolio", "xlsx"), national),
        Export(team, "national", "juries-workbook", [forum.pk], ("results", "xlsx"), national),
        Export(team, "national", "juries-minutes", [forum.pk], ("minutes", "full"), national),
        Export(team, "national", "juries-minutes-pdf", [forum.pk], ("minutes", "pdf"), national),
        *_papers(team, "national", forum.pk, national),
        *_morning(team, forum.forum, national),
    ]


def _morning(team: HostClient, forum: Any, site: Site) -> list[Export]:
    """The coaches' morning of a forum, and the calendar of one coach."""
    with in_programme():
        morning = CoachingMorning.objects.create(forum=forum)
        coach = MorningCoach.objects.create(morning=morning, name="Awa")
    return [
        Export(team, "national", "forums-morning-pdf", [forum.slug], ("coaches_morning", "pdf"), site),
        Export(team, "national", "forums-morning-calendar", [forum.slug, coach.pk], ("coaches_morning", "ics"), site),
    ]


def _papers(client: Any, kind: str, jury: Any, site: Site) -> list[Export]:
    """What a session gives to print, and to a calendar."""
    lines = {
        "juries-agenda-pdf": ("order", "pdf"),
        "juries-agenda-calendar": ("order", "ics"),
        "juries-booklet": ("booklet", "pdf"),
        "juries-table-cards": ("table_cards", "pdf"),
        "juries-paper-ballots": ("paper_ballots", "pdf"),
    }
    return [Export(client, kind, name, [jury], line, site) for name, line in lines.items()]


def test_every_export_there_is_is_tried_here(exports):
    assert {export.name for export in exports} == EXPORTS


def test_every_export_leaves_one_line_where_it_left(exports):
    for export in exports:
        before = lines(export.site)
        answer = export.client.get(export.path)
        assert (export.name, answer.status_code) == (export.name, 200)
        assert (export.name, lines(export.site)) == (export.name, [*before, export.line])


def test_an_export_that_is_refused_leaves_no_line(exports, somme):
    stranger = browser(somme, person("member", at=somme))
    before = lines(somme)
    answers = {export.path: stranger.get(export.path).status_code for export in exports if export.kind == "territory"}

    assert len(answers) == 17
    assert set(answers.values()) <= {403, 404}, answers
    assert lines(somme) == before


def test_an_operator_who_copies_somebody_s_data_leaves_a_line(db, somme, national, tmp_path):
    who = person("member", at=somme, email="aurelie@exemple.fr")
    call_command("export_person", who.email, to=str(tmp_path), verbosity=0)

    with in_programme():
        [line] = audit.log()._default_manager.filter(verb="copy")
    assert (line.by_kind, line.told) == ("system", {"person": str(who.user_id)})
