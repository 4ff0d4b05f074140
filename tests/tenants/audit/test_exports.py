"""Whatever leaves in one piece leaves one line in the log of the site it left, and only when it has left."""

from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from eclore.kit import audit
from programs.local.juries import domain
from tenants.contexts import in_programme, in_territory
from tenants.privacy.models import Request
from tests.factories import forums
from tests.factories.juries import decide_all, deliberating
from tests.support.personas import browser, person

ALSO = {"juries-minutes"}  # pages that are printed
NOTHING_OF_ANYBODY = {"api-schema"}
EXPORTS = {name for name, action in settings.LIMITED.items() if action == "exports"} - NOTHING_OF_ANYBODY | ALSO


def lines(site):
    """(verb, format or version) of each export in the log of a site."""
    with in_territory(site) if site.schema_name != "public" else in_programme():
        found = audit.log()._default_manager.filter(act="export").order_by("at")
        return [(line.verb, line.told.get("format") or line.told.get("version", "")) for line in found]


def test_every_export_leaves_one_line_where_it_left(somme, oise, national, auth_host, queue):
    jury_setup = deliberating(somme, titles="A")
    with in_territory(somme):
        decide_all(jury_setup, "laureate")
        domain.publish(jury_setup.jury, by=jury_setup.runs)
    forum = forums.a_decided_forum(somme, oise)
    manager, team = browser(somme, jury_setup.manager), browser(national, person(national=("national_administrator",)))
    own = browser(auth_host, jury_setup.manager)
    own.post("/compte/reauthenticate/", {"password": "mot de passe long"})
    own.post("/compte/mes-donnees/")
    queue.run()
    with in_programme():
        copy = Request.objects.get().pk
    national_urls, local_urls = settings.URLCONFS["national"], settings.URLCONFS["territory"]
    tried = [
        (manager, local_urls, "ideas-export", [jury_setup.jury.edition_id, "csv"], ("ideas", "csv"), somme),
        (manager, local_urls, "ideas-export", [jury_setup.jury.edition_id, "xlsx"], ("ideas", "xlsx"), somme),
        (manager, local_urls, "juries-workbook", [jury_setup.jury.pk], ("results", "xlsx"), somme),
        (manager, local_urls, "juries-minutes", [jury_setup.jury.pk], ("minutes", "full"), somme),
        (manager, local_urls, "audit-xlsx", [], ("log", "xlsx"), somme),
        (manager, local_urls, "audit-csv", [], ("log", "csv"), somme),
        (manager, local_urls, "processing-xlsx", [], ("processing", "xlsx"), somme),
        (manager, local_urls, "processing-pdf", [], ("processing", "pdf"), somme),
        (team, national_urls, "portfolio-export", ["csv"], ("portfolio", "csv"), national),
        (team, national_urls, "portfolio-export", ["xlsx"], ("portfolio", "xlsx"), national),
        (team, national_urls, "juries-workbook", [forum.pk], ("results", "xlsx"), national),
        (team, national_urls, "juries-minutes", [forum.pk], ("minutes", "full"), national),
        (own, settings.URLCONFS["auth"], "own-data-download", [copy, "json"], ("copy", "json"), national),
        (own, settings.URLCONFS["auth"], "own-data-download", [copy, "pdf"], ("copy", "pdf"), national),
    ]

    for client, urlconf, name, arguments, line, site in tried:
        before = lines(site)
        answer = client.get(reverse(name, urlconf, args=arguments))
        assert (name, answer.status_code) == (name, 200)
        assert (name, lines(site)) == (name, [*before, line])
    assert {name for _client, _urls, name, *_more in tried} == EXPORTS

    stranger = browser(somme, person("member", at=somme))
    before = lines(somme)
    for client, urlconf, name, arguments, _line, _place in tried:
        if client is manager:
            assert stranger.get(reverse(name, urlconf, args=arguments)).status_code in (403, 404), name
    assert lines(somme) == before


def test_an_operator_who_copies_somebody_s_data_leaves_a_line(db, somme, national, tmp_path):
    who = person("member", at=somme, email="aurelie@exemple.fr")
    call_command("export_person", who.email, to=str(tmp_path), verbosity=0)

    with in_programme():
        [line] = audit.log()._default_manager.filter(verb="copy")
    assert (line.by_kind, line.told) == ("system", {"person": str(who.user_id)})
