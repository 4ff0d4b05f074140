"""What a territory may never read of forums and joint juries, asked in SQL in its own context."""

import pytest
from django.db import DatabaseError, connection, transaction

from programs.joint.forums.models import Forum, Nomination
from programs.joint.juries import domain
from programs.joint.juries.models import Passage
from tenants.contexts import in_programme, in_territory
from tests.factories.forums import NATIONAL, a_decided_forum, a_forum, a_jury, a_nomination, marked
from tests.support.personas import browser, person

JURY_TABLES = (
    "jury",
    "criterion",
    "seat",
    "passage",
    "ballot",
    "mark",
    "lateballot",
    "paperentry",
    "vote",
    "opinion",
    "preference",
    "recusal",
    "juryevent",
)


def rows(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def refused(statement):
    """Whether the database says no; nothing is changed then."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        return True
    return False


@pytest.fixture
def sitting(somme, oise, national):
    """A session with one ballot cast, of two territories; the third one, Nord, watches."""
    forum = a_forum(somme, oise)
    a_nomination(somme, forum, "Dossier de la Somme")
    a_nomination(oise, forum, "Dossier de l'Oise")
    jury = a_jury(forum, ("membre@exemple.fr", None))
    member = person(email="membre@exemple.fr")
    actor = member.at(national)
    with in_programme():
        domain.open_session(jury, by=NATIONAL)
        passage = Passage.objects.select_related("jury").first()
        domain.open_passage(passage, by=NATIONAL)
        marked(passage, actor)
    return jury


def test_a_territory_reads_its_own_nominations_only(sitting, somme, oise, nord):
    seen = {}
    for site in (somme, oise, nord):
        with in_territory(site.schema_name):
            seen[site.name] = [title for (title,) in rows("SELECT title FROM public.forums_nomination")]
    assert seen == {"Somme": ["Dossier de la Somme"], "Oise": ["Dossier de l'Oise"], "Nord": []}


def test_a_territory_cannot_nominate_for_another_nor_touch_a_snapshot(sitting, somme):
    with in_territory("somme"):
        copied = (
            "INSERT INTO public.forums_nomination (id, created_at, forum_id, territory_id, territory_role,"
            " territory_name, idea_id, title, snapshot, nominated_by, generated)"
            " SELECT gen_random_uuid(), now(), forum_id, territory_id, 'territory_oise', 'Oise', gen_random_uuid(),"
            " title, snapshot, nominated_by, false FROM public.forums_nomination"
        )
        assert refused(copied)
        assert refused("UPDATE public.forums_nomination SET title = 'autre'")
        assert refused("UPDATE public.forums_nomination SET snapshot = '{}'")
        assert refused("DELETE FROM public.forums_nomination")
        assert refused("UPDATE public.forums_forum SET quota_total = 99")
        assert refused("UPDATE public.forums_participation SET quota = 99")


def test_a_territory_cannot_nominate_as_itself_on_anothers_quota(somme, oise):
    forum = a_forum(somme, oise)
    a_nomination(somme, forum, "Dossier de la Somme")
    with in_territory("somme"):
        assert refused(
            "INSERT INTO public.forums_nomination (id, created_at, forum_id, territory_id, territory_name, idea_id,"
            " title, snapshot, nominated_by, generated)"
            " SELECT gen_random_uuid(), now(), n.forum_id, t.id, 'Oise', gen_random_uuid(), n.title, n.snapshot, '',"
            " false FROM public.forums_nomination n, public.territories_territory t WHERE t.slug = 'oise'"
        )
    with in_programme():
        assert list(forum.participations.order_by("territory__slug").values_list("nominated", flat=True)) == [0, 1]


def test_nothing_comes_in_or_out_behind_an_open_jury(sitting):
    with in_territory("somme"):
        assert refused("UPDATE public.forums_nomination SET withdrawn_at = now()")
        inserted = (
            "INSERT INTO public.forums_nomination (id, created_at, forum_id, territory_id, territory_role,"
            " territory_name, idea_id, title, snapshot, nominated_by, generated)"
            " SELECT gen_random_uuid(), now(), forum_id, territory_id, territory_role, territory_name,"
            " gen_random_uuid(), title, snapshot, nominated_by, false FROM public.forums_nomination"
        )
        assert refused(inserted)


@pytest.mark.parametrize("table", JURY_TABLES)
def test_no_territory_reads_anything_of_a_joint_jury(sitting, somme, nord, table):
    for site in (somme, nord):
        with in_territory(site.schema_name):
            assert refused(f"SELECT 1 FROM public.joint_juries_{table}")


def test_decisions_are_read_by_their_own_territory_once_published(somme, oise, nord):
    jury = a_decided_forum(somme, oise, published=False)
    seen = {}
    for published in (False, True):
        if published:
            with in_programme():
                domain.publish(jury, by=NATIONAL)
        for site in (somme, oise, nord):
            with in_territory(site.schema_name):
                seen[site.name, published] = rows("SELECT motivation FROM public.joint_juries_decision")
    assert seen == {
        ("Somme", False): [],
        ("Oise", False): [],
        ("Nord", False): [],
        ("Somme", True): [("Motif pour Somme.",)],
        ("Oise", True): [("Motif pour Oise.",)],
        ("Nord", True): [],
    }


def test_a_territory_stamps_a_delivery_and_changes_nothing_else(somme):
    a_decided_forum(somme)
    with in_territory("somme"):
        assert refused("UPDATE public.joint_juries_decision SET verdict = 'retained'")
        assert refused("UPDATE public.joint_juries_decision SET motivation = ''")
        assert not refused("UPDATE public.joint_juries_decision SET delivered_at = now()")


def test_drafts_of_forums_are_the_programmes(somme):
    a_forum(somme, published=False)
    with in_territory("somme"):
        assert rows("SELECT name FROM public.forums_forum") == []
        assert refused("SELECT 1 FROM public.forums_forumevent")


def test_the_programme_reads_snapshots_and_no_territorys_tables(sitting):
    with in_programme():
        assert sorted(Nomination.objects.values_list("title", flat=True)) == [
            "Dossier de l'Oise",
            "Dossier de la Somme",
        ]
        assert refused("SELECT 1 FROM somme.ideas_idea")
        assert refused("SELECT 1 FROM oise.incubation_project")


def test_a_third_territorys_pages_say_nothing_of_the_others(sitting, nord):
    manager = browser(nord, person("manager", at=nord))
    with in_programme():
        forum = Forum.objects.get()
    for path in ("/forums/", f"/forums/{forum.slug}/", "/api/v1/nominations/", "/api/v1/nominations/forums/"):
        answer = manager.get(path)
        assert answer.status_code == 200
        assert "Dossier" not in answer.content.decode().replace("Dossiers", "").replace("dossiers", ""), path
