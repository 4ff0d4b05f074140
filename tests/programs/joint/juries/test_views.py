"""A joint jury's pages: who opens which, what they cost with fifteen passages and fourteen members."""

import pytest

from eclore.kit import mail
from programs.joint.forums.models import Forum
from programs.joint.juries import domain, publication_pages
from programs.joint.juries.models import Ballot, Decision, Passage, Recusal
from programs.juries import verdicts
from tenants.contexts import in_programme
from tests.factories.forums import NATIONAL, a_decided_forum, a_forum, a_jury, a_nomination, a_seat, marked
from tests.support.browsing import words
from tests.support.personas import api_client, browser, person
from tests.support.statements import Statements


@pytest.fixture
def coach(national):
    return browser(national, person(national=("national_coach",)))


@pytest.fixture
def forum(somme, oise):
    forum = a_forum(somme, oise)
    a_nomination(somme, forum, "Allo 80")
    a_nomination(oise, forum, "Les Locavors")
    return forum


def marks_of(passage, value="4"):
    return {f"critere_{criterion.pk.hex}": value for criterion in passage.jury.criteria.all()}


def passage(title):
    return Passage.objects.select_related("jury").get(title=title)


def test_the_jury_is_convened_from_the_forums_own_values(forum, coach):
    page = coach.get(f"/forums/{forum.slug}/jury/")
    first = {name: page.context["form"][name].value() for name in ("title", "place", "quorum", "places")}
    assert first == {"title": "Jury final", "place": "Amiens", "quorum": 3, "places": 10}
    answer = coach.post(f"/forums/{forum.slug}/jury/", {**first, "held_on": forum.held_on.isoformat()})
    with in_programme():
        jury = Forum.objects.get().jury
    assert answer.headers["Location"] == f"/jurys/{jury.pk}/"
    again = coach.post(f"/forums/{forum.slug}/jury/", {**first, "held_on": forum.held_on.isoformat()})
    assert again.status_code == 422


def test_a_member_is_added_with_a_territory_and_said_twice_is_refused_by_its_field(forum, coach, somme):
    jury = a_jury(forum)
    typed = {"name": "Élue de la Somme", "email": "elue@somme.fr", "territory": somme.territory_id}
    assert coach.post(f"/jurys/{jury.pk}/membres/", typed).status_code == 302
    again = coach.post(f"/jurys/{jury.pk}/membres/", typed)
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["email"])
    with in_programme():
        assert Recusal.objects.values_list("passage__title", "proposed").get() == ("Allo 80", True)


def test_a_member_marks_a_passage_then_finds_their_room(forum, national):
    jury = a_jury(forum, ("agent@exemple.fr", None), presided=False)
    member = browser(national, person(email="agent@exemple.fr"))
    with in_programme():
        domain.open_session(jury, by=NATIONAL)
        allo = passage("Allo 80")
        domain.open_passage(allo, by=NATIONAL)
        typed = marks_of(allo)
    url = f"/jurys/{jury.pk}/passages/{allo.pk}/"
    incomplete = member.post(url, {**dict(list(typed.items())[:1]), "comment": "À garder"})
    assert (incomplete.status_code, "À garder" in incomplete.content.decode()) == (422, True)
    answer = member.post(url, {**typed, "comment": "Équipe solide."})
    assert answer.headers["Location"] == f"/jurys/{jury.pk}/salle/"
    with in_programme():
        ballot = Ballot.objects.get()
        assert (ballot.comment, sorted(ballot.marks.values_list("value", flat=True))) == ("Équipe solide.", [4, 4])
    assert member.get(f"/jurys/{jury.pk}/").headers["Location"] == f"/jurys/{jury.pk}/salle/"


def test_a_member_of_a_presenting_territory_answers_before_reading(forum, national, somme):
    jury = a_jury(forum, ("elue@somme.fr", somme), presided=False)
    member = browser(national, person(email="elue@somme.fr"))
    with in_programme():
        allo, recusal = passage("Allo 80"), Recusal.objects.get()
    url = f"/jurys/{jury.pk}/passages/{allo.pk}/"
    assert member.get(f"{url}dossier/").headers["Location"] == url
    page = member.get(url).content.decode()
    assert ("Un déport vous est proposé" in page, "Un appel sur trois" in page) == (True, False)
    assert member.post(f"/jurys/{jury.pk}/deports/{recusal.pk}/decliner/").headers["Location"] == url
    assert "Un appel sur trois" in member.get(f"{url}dossier/").content.decode()
    assert member.post(f"{url}deport/", {"reason": "Je connais l'équipe"}).status_code == 302
    for path in ("", "dossier/", "deport/"):
        assert member.get(f"{url}{path}").status_code == 404
    room = member.get(f"/jurys/{jury.pk}/salle/").content.decode()
    assert "Allo 80" not in room.replace("Vous êtes en déport pour « Allo 80 ».", "")


def test_a_member_neither_leads_nor_sees_marks(forum, national):
    jury = a_jury(forum, ("agent@exemple.fr", None), presided=False)
    member, stranger = browser(national, person(email="agent@exemple.fr")), browser(national, person())
    with in_programme():
        domain.open_session(jury, by=NATIONAL)
        allo = passage("Allo 80")
        domain.deliberate(jury, by=NATIONAL)
    base = f"/jurys/{jury.pk}/"
    paths = ["classement/", "pv/", "publication/", "membres/", "ordre/", "deports/", f"passages/{allo.pk}/decision/"]
    assert [member.get(base + path).status_code for path in paths] == [403] * len(paths)
    assert [stranger.get(base + path).status_code for path in ["", "salle/", *paths]] == [404] * (len(paths) + 2)
    assert member.post(f"{base}devoiler/").status_code == 403


def test_the_day_is_led_from_the_console_to_the_publication(forum, coach, national, monkeypatch):
    jury = a_jury(forum, ("agent@exemple.fr", None), presided=False)
    base = f"/jurys/{jury.pk}/"
    with in_programme():
        keys = [row.pk for row in jury.passages.all()]
    assert coach.post(f"{base}ouvrir/").status_code == 302
    assert coach.post(f"{base}passages/{keys[0]}/commencer/").status_code == 302
    assert coach.post(f"{base}passages/{keys[0]}/terminer/").status_code == 302
    assert coach.post(f"{base}deliberer/").status_code == 302
    assert coach.post(f"{base}devoiler/").headers["Location"] == f"{base}classement/"
    refused = coach.post(f"{base}publier/", follow=True)
    assert refused.redirect_chain == [(f"{base}publication/", 302)]
    assert "Il manque une décision pour" in refused.content.decode()
    monkeypatch.setattr(publication_pages, "ON_A_PAGE", 1)
    monkeypatch.setattr(verdicts, "NAMED", 1)
    pages = [coach.get(f"{base}publication/", {"page": page}) for page in (1, 2)]
    shown = [[row.passage.pk for row in page.context["publication"].rows] for page in pages]
    assert shown == [[key] for key in keys]
    assert pages[1].context["publication"].undecided == 2
    assert "et 1 de plus" in words(coach.post(f"{base}publier/", follow=True))
    for key in keys:
        sent = coach.post(f"{base}passages/{key}/decision/", {"verdict": "retained", "weeks": "9"})
        assert sent.status_code == 302
    bad = coach.post(f"{base}passages/{keys[0]}/decision/", {"verdict": "laureate", "motivation": "À garder"})
    assert (bad.status_code, "À garder" in bad.content.decode()) == (422, True)
    assert coach.post(f"{base}publier/").headers["Location"] == f"{base}publication/"
    assert "Transmis à 0 territoires sur 2" in coach.get(f"{base}publication/").content.decode()
    with in_programme():
        assert Decision.objects.filter(published_at__isnull=False, verdict="retained", weeks=9).count() == 2


def test_pages_hold_their_budget_with_fifteen_passages_and_fourteen_members(national, somme, oise, nord, coach):
    places = (somme, oise, nord)
    forum = a_forum(*places, quota=5)
    for number in range(15):
        a_nomination(places[number % 3], forum, f"Dossier {number}")
    jury = a_jury(forum)
    members = [person(email=f"membre-{number}@exemple.fr") for number in range(14)]
    with in_programme():
        for number, member in enumerate(members):
            a_seat(jury, member.email, [*places, None][number % 4], presides=number == 3)
    president = browser(national, members[3])
    actors = [member.at(national) for member in members]
    with in_programme():
        domain.open_session(jury, by=NATIONAL)
        for row in Passage.objects.select_related("jury"):
            domain.open_passage(row, by=NATIONAL)
            for actor in actors[3::4]:
                marked(row, actor)
        first = Passage.objects.first()
    base = f"/jurys/{jury.pk}/"
    costs = {path: _cost(president, base + path) for path in ("", "salle/", f"passages/{first.pk}/")}
    costs["dossier/"] = _cost(president, f"{base}passages/{first.pk}/dossier/")
    with in_programme():
        domain.deliberate(jury, by=NATIONAL)
        domain.reveal(jury, by=actors[3])
    for path in ("classement/", "publication/", "ordre/", f"passages/{first.pk}/decision/"):
        costs[path] = _cost(president, base + path)
    costs["organisation"] = _cost(coach, forum.organisation_url)
    assert {path: cost for path, cost in costs.items() if cost > 10} == {}


def _cost(client, path):
    with Statements() as sql:
        answer = client.get(path)
    assert answer.status_code == 200, path
    assert len(answer.content) < 100_000
    return len(sql)


def test_the_minutes_have_a_redacted_version(national, somme, coach):
    jury = a_decided_forum(somme)
    full = coach.get(f"/jurys/{jury.pk}/pv/").content.decode()
    redacted = coach.get(f"/jurys/{jury.pk}/pv/?version=communicable").content.decode()
    assert ("Motif pour Somme." in full, "Motif pour Somme." in redacted) == (True, False)


def test_people_find_the_juries_where_they_sit(forum, national):
    jury = a_jury(forum, ("agent@exemple.fr", None))
    member = browser(national, person(email="agent@exemple.fr")).get("/jurys/").content.decode()
    stranger = browser(national, person()).get("/jurys/").content.decode()
    assert [f"/jurys/{jury.pk}/" in page for page in (member, stranger)] == [True, False]


def test_members_are_invited_by_mail_to_the_national_host(forum, monkeypatch):
    told = []
    monkeypatch.setattr(mail, "post", lambda kind, *, to_email, context: told.append((kind, to_email, context)))
    jury = a_jury(forum, ("agent@exemple.fr", None))
    ((kind, email, context),) = told
    assert (kind, email) == ("joint_juries.invitation", "agent@exemple.fr")
    assert context["link"] == f"http://eclore.localhost:8000/jurys/{jury.pk}/"
    subject, body = mail.render(kind, context)
    assert subject == f"Vous êtes membre du jury de « {forum.name} »"
    assert "Identifiez-vous avec l'adresse agent@exemple.fr" in body


def test_whoever_presides_reads_no_decision_of_a_dossier_they_have_left(forum, national):
    jury = a_jury(forum, ("presidente@exemple.fr", None), ("membre@exemple.fr", None))
    somebody = person(email="presidente@exemple.fr")
    with in_programme():
        domain.open_session(jury, by=NATIONAL)
    president = somebody.at(national)
    with in_programme():
        domain.recuse(passage("Allo 80"), by=president)
        domain.deliberate(jury, by=NATIONAL)
        for each in Passage.objects.select_related("jury__forum", "nomination"):
            domain.decide(each, by=NATIONAL, verdict="retained", motivation=f"Motif pour {each.title}.", weeks=9)
    page = browser(national, somebody).get(f"/jurys/{jury.pk}/publication/").content.decode()
    rows = api_client(national, somebody).get(f"/api/v1/juries/{jury.pk}/decisions/").json()["results"]
    assert ("Motif pour Les Locavors." in page, "Motif pour Allo 80." in page) == (True, False)
    assert [row["motivation"] for row in rows] == ["Motif pour Les Locavors."]
