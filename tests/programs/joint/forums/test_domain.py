"""What the national team may do to a forum, and what it is told when it may not."""

from datetime import timedelta

import pytest

from eclore.kit import clock, mail
from eclore.kit.actor import ANONYMOUS, MANAGER, MEMBER
from eclore.kit.errors import NotAllowed, Refusal
from programs.joint.forums import domain
from programs.joint.forums.models import Forum, Participation
from tenants.contexts import in_programme
from tests.factories.forums import NATIONAL, a_forum, a_nomination, territory_of
from tests.support.personas import person


@pytest.fixture
def fields(national):
    return {
        "name": "1er Forum interdépartemental",
        "place": "Amiens",
        "held_on": clock.today() + timedelta(days=30),
        "nominations_until": clock.now() + timedelta(days=20),
    }


def codes(call, *args, **options):
    with pytest.raises(Refusal) as refused:
        call(*args, **options)
    return refused.value.code, refused.value.field


def test_a_forum_starts_from_the_first_ones_sizes(fields):
    with in_programme():
        forum = domain.open_forum(by=NATIONAL, **fields)
        stored = Forum.objects.values("slug", "state", "quota_total", "places", "criteria", "nominated").get(
            pk=forum.pk
        )
        assert stored == {
            "slug": "1er-forum-interdepartemental",
            "state": "draft",
            "quota_total": 15,
            "places": 10,
            "criteria": ["Le problème et l'idée", "La capacité de l'équipe à s'engager"],
            "nominated": 0,
        }
        assert list(forum.events.values_list("verb", "by_name")) == [("open", "Coach nationale")]


def test_two_forums_of_one_name_have_two_addresses(fields):
    with in_programme():
        assert [domain.open_forum(by=NATIONAL, **fields).slug for _ in range(3)] == [
            "1er-forum-interdepartemental",
            "1er-forum-interdepartemental-2",
            "1er-forum-interdepartemental-3",
        ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": "  "}, ("missing", "name")),
        ({"place": "x" * 161}, ("too_long", "place")),
        ({"places": 16}, ("more_places_than_dossiers", "places")),
        ({"quota_total": 0}, ("number_out_of_range", "quota_total")),
        ({"criteria": [" ", ""]}, ("criteria_count", "criteria")),
        ({"criteria": [str(n) for n in range(7)]}, ("criteria_count", "criteria")),
    ],
)
def test_what_does_not_fit_names_its_field(fields, changes, expected):
    with in_programme():
        assert codes(domain.open_forum, by=NATIONAL, **{**fields, **changes}) == expected
        assert Forum.objects.count() == 0


def test_nominations_cannot_end_after_the_forum(fields):
    late = clock.now() + timedelta(days=31)
    with in_programme():
        refused = codes(domain.open_forum, by=NATIONAL, **{**fields, "nominations_until": late})
        assert refused == ("dates_out_of_order", "nominations_until")


def test_nobody_else_opens_a_forum(fields):
    with in_programme(), pytest.raises(NotAllowed):
        domain.open_forum(by=ANONYMOUS, **fields)


def test_a_forum_is_published_with_participants_and_a_date_to_come(somme, fields):
    with in_programme():
        forum = domain.open_forum(by=NATIONAL, **fields)
        assert codes(domain.publish, forum, by=NATIONAL) == ("no_participant", None)
        domain.add_participant(forum, by=NATIONAL, territory=territory_of(somme))
        with clock.at(forum.nominations_until):
            assert codes(domain.publish, forum, by=NATIONAL) == ("nominations_date_past", None)
        assert domain.publish(forum, by=NATIONAL).state == "published"


def test_a_territory_added_after_publication_is_late(somme, oise):
    forum = a_forum(somme)
    with in_programme():
        domain.add_participant(forum, by=NATIONAL, territory=territory_of(oise), quota=2)
        rows = Participation.objects.order_by("created_at").values_list("territory_role", "quota", "late")
        assert list(rows) == [("territory_somme", 3, False), ("territory_oise", 2, True)]
        note = forum.events.get(verb="add_participant", note__startswith="Oise").note
        assert note == "Oise, 2 dossiers au plus"


def test_participants_are_added_once_within_the_total(somme):
    forum = a_forum(somme, published=False)
    with in_programme():
        territory = territory_of(somme)
        assert codes(domain.add_participant, forum, by=NATIONAL, territory=territory) == (
            "already_participating",
            "territory",
        )
        assert codes(domain.add_participant, forum, by=NATIONAL, territory=territory, quota=16) == (
            "quota_over_total",
            "quota",
        )


def test_a_territory_whose_site_is_closed_joins_no_more(somme, oise):
    forum = a_forum(somme)
    with in_programme():
        left = territory_of(oise)
        left.closed_at = clock.now()
        assert codes(domain.add_participant, forum, by=NATIONAL, territory=left) == ("territory_closed", "territory")


def test_quotas_never_go_below_what_has_come(somme, oise):
    forum = a_forum(somme, oise)
    a_nomination(somme, forum, "Une")
    a_nomination(somme, forum, "Deux")
    with in_programme():
        mine = Participation.objects.select_related("forum", "territory").get(territory_role="territory_somme")
        assert codes(domain.change_quota, mine, by=NATIONAL, quota=1) == ("quota_below_nominated", "quota")
        assert codes(domain.edit, forum, by=NATIONAL, quota_total=1, places=1) == (
            "quota_below_nominated",
            "quota_total",
        )
        assert domain.change_quota(mine, by=NATIONAL, quota=2).remaining == 0
        assert codes(domain.remove_participant, mine, by=NATIONAL) == ("has_nominated", None)
        other = Participation.objects.select_related("forum", "territory").get(territory_role="territory_oise")
        domain.remove_participant(other, by=NATIONAL)
        assert forum.participations.count() == 1


def test_editing_says_what_has_changed_and_keeps_the_rest(somme):
    forum = a_forum(somme)
    with in_programme():
        edited = domain.edit(forum, by=NATIONAL, name="Forum des Hauts-de-France", places=8)
        assert (edited.name, edited.places, edited.slug, edited.place) == (
            "Forum des Hauts-de-France",
            8,
            forum.slug,
            "Amiens",
        )
        assert forum.events.get(verb="edit").note == "nom, projets à retenir"


def test_nominations_close_and_reopen_until_the_jury_opens(somme):
    forum = a_forum(somme)
    with in_programme():
        domain.close(forum, by=NATIONAL)
        assert domain.reopen(forum, by=NATIONAL).closed_at is None
        domain.hear(forum, by=NATIONAL)
        assert (forum.state, forum.jury_opened_at is not None) == ("closed", True)
        assert codes(domain.reopen, forum, by=NATIONAL) == ("jury_opened", None)
        mine = forum.participations.select_related("territory").get()
        assert codes(domain.change_quota, mine, by=NATIONAL, quota=5) == ("jury_opened", None)


def test_managers_are_told_when_their_territory_may_nominate(somme, oise, monkeypatch):
    for site in (somme, oise):
        person(MANAGER, at=site, email=f"programme@{site.slug}.fr")
        person(MEMBER, at=site)
    told = []
    monkeypatch.setattr(mail, "post", lambda kind, *, to_email, context: told.append((kind, to_email, context)))
    forum = a_forum(somme, quota=2)
    with in_programme():
        domain.add_participant(forum, by=NATIONAL, territory=territory_of(oise), quota=1)
    assert [(kind, email, context["quota"]) for kind, email, context in told] == [
        ("forums.opened", "programme@somme.fr", 2),
        ("forums.opened", "programme@oise.fr", 1),
    ]
    assert told[0][2]["link"] == f"http://somme.eclore.localhost:8000/forums/{forum.slug}/"
    subject, body = mail.render("forums.opened", told[1][2])
    assert (subject, "nommer 1 de vos idées" in body) == (f"Nommez vos idées pour « {forum.name} »", True)
