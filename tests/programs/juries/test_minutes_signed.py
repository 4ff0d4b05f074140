"""Minutes that are frozen once and signed by the presidency, then the secretary, on both sides."""

from datetime import timedelta
from hashlib import sha256

import pytest

from eclore.kit import clock
from eclore.kit.errors import Invalid, NotAllowed, Refusal
from eclore.kit.transitions import AlreadyDone
from programs.juries import domain
from programs.juries.minutes import document, facts
from programs.juries.queries import related
from programs.juries.states import SeatRole
from tenants import hosts
from tests.programs.juries.published import amended, decide, freeze, frozen, jury_of, publish
from tests.support.browsing import words
from tests.support.personas import browser, person

PRESIDENCY, SECRETARY = "presidency", "secretary"


@pytest.fixture
def published(hold):
    return publish(hold())


def signs(held, capacity=PRESIDENCY, *, by=None, rank=-1):
    by = by or (held.members[0].at(held.site) if capacity == PRESIDENCY else held.manager.at(held.site))
    minutes = frozen(held)[rank]
    with held.inside():
        return domain.sign_minutes(minutes, by=by, capacity=capacity)


def test_both_documents_are_made_once_tagged_and_hashed(published):
    with published.inside():
        freeze(published), freeze(published)
    [made] = frozen(published)
    full, redacted = bytes(made.full_pdf), bytes(made.redacted_pdf)
    assert (made.number, made.motive) == (1, "")
    assert [sha256(each).hexdigest() for each in (full, redacted)] == [made.full_sha256, made.redacted_sha256]
    for each in (full, redacted):
        assert each.startswith(b"%PDF-1.7")
        assert b"/StructTreeRoot" in each and b"pdfuaid:part" in each and b"/Lang" in each


def test_they_are_not_frozen_before_publication_nor_by_a_member(hold):
    held = hold()
    with held.inside(), pytest.raises(NotAllowed):
        freeze(held)
    publish(held)
    assert held.member().post(f"{held.url}pv/figer/").status_code == 403
    assert frozen(held) == []


def test_the_presidency_signs_then_the_secretary_each_once(published):
    with published.inside():
        freeze(published)
    with pytest.raises(Refusal, match="présidence signe d'abord"):
        signs(published, SECRETARY)
    signs(published)
    with pytest.raises(AlreadyDone):
        signs(published)
    signs(published, SECRETARY)
    with pytest.raises(Refusal, match="déjà signé"):
        signs(published, SECRETARY, by=published.members[0].at(published.site))
    [made] = frozen(published)
    told = [(each.capacity, each.means, each.name) for each in made.signatures.all()]
    with published.inside():
        seat = jury_of(published).seats.get(presides=True)
        events = set(jury_of(published).events.filter(verb__endswith="_minutes").values_list("verb", flat=True))
    assert told == [(PRESIDENCY, "account", seat.name), (SECRETARY, "account", published.manager.name)]
    assert events == {"freeze_minutes", "sign_minutes"}


def test_a_member_signs_nothing_and_a_manager_not_for_a_president_who_is_there(published):
    with published.inside():
        freeze(published)
    for who in (published.members[1], published.manager):
        with pytest.raises(NotAllowed):
            signs(published, by=who.at(published.site))
    assert published.member().get(f"{published.url}pv/signer/").status_code == 403


def test_whoever_manages_signs_for_a_presidency_that_nobody_holds(hold):
    held = hold()
    with held.inside():
        held.side.seats.objects.filter(jury=held.jury).update(presides=False)
    publish(held, presided=False)
    with held.inside():
        freeze(held)
    signs(held, by=held.manager.at(held.site))
    with pytest.raises(AlreadyDone):
        signs(held, by=held.manager.at(held.site))
    assert frozen(held)[0].signatures.count() == 1


def test_the_secretary_s_seat_signs_and_then_who_manages_does_not(hold):
    held = hold()
    clerk = person("juror", at=held.site) if held.site.kind == hosts.TERRITORY else person()
    with held.inside():
        held.side.add_seat(jury_of(held), by=held.runs, email=clerk.email, name=clerk.name, role=SeatRole.SECRETARY)
    publish(held)
    with held.inside():
        freeze(held)
    signs(held)
    with pytest.raises(NotAllowed):
        signs(held, SECRETARY)
    signed = signs(held, SECRETARY, by=clerk.at(held.site))
    assert (signed.name, signed.capacity) == (clerk.name, SECRETARY)


def test_what_is_amended_makes_another_version_with_its_motive_and_the_old_one_stays(published):
    with published.inside():
        freeze(published)
    signs(published)
    before = frozen(published)[0]
    amended(published)
    with published.inside(), pytest.raises(Refusal, match="rectification a été faite depuis"):
        domain.sign_minutes(before, by=published.runs, capacity=SECRETARY)
    with published.inside(), pytest.raises(Invalid, match="dites pourquoi"):
        freeze(published)
    with published.inside():
        freeze(published, motive="Durée rectifiée.")
    first, second = frozen(published)
    assert (first.full_sha256, bytes(first.full_pdf)) == (before.full_sha256, bytes(before.full_pdf))
    assert (second.number, second.motive) == (2, "Durée rectifiée.")
    assert first.full_sha256 != second.full_sha256
    with pytest.raises(Refusal, match="version plus récente"):
        signs(published, SECRETARY, rank=0)
    signs(published, rank=1)


def test_an_unsigned_version_is_made_again_without_a_motive(published):
    with published.inside():
        freeze(published)
    amended(published)
    with published.inside():
        freeze(published)
    assert [(each.number, each.motive) for each in frozen(published)] == [(1, ""), (2, "")]


def test_the_page_leads_from_freezing_to_both_signatures(published):
    president, leader = published.president(), published.leader()
    assert "Figer le procès-verbal" in words(leader.get(f"{published.url}pv/"))
    leader.post(f"{published.url}pv/figer/")
    leader.post(f"{published.url}pv/figer/")
    [made] = frozen(published)
    waits = words(leader.get(f"{published.url}pv/"))
    assert "À signer par la présidence" in waits and made.full_sha256 in waits
    early = leader.get(f"{published.url}pv/signer/", follow=True)
    assert "Rien n'attend votre signature" in words(early)
    form = {"version": made.pk, "capacity": PRESIDENCY}
    assert "Vous signez en cette qualité : Présidence." in words(president.get(f"{published.url}pv/signer/"))
    for _time in range(2):
        answer = president.post(f"{published.url}pv/signer/", form, follow=True)
        assert "Vous avez signé le procès-verbal." in words(answer)
    leader.post(f"{published.url}pv/signer/", {"version": made.pk, "capacity": SECRETARY})
    done = words(leader.get(f"{published.url}pv/"))
    assert "Signée" in done and "identité confirmée à l'instant" in done
    assert frozen(published)[0].signatures.count() == 2


def test_whoever_signed_in_long_ago_proves_again_who_they_are(published):
    with published.inside():
        freeze(published)
    president = published.president()
    with clock.at(clock.now() + timedelta(hours=1)):
        answer = president.get(f"{published.url}pv/signer/")
    assert (answer.status_code, "preuve=1" in answer["Location"]) == (302, True)


def test_the_files_are_served_to_whoever_reads_the_minutes(published):
    with published.inside():
        freeze(published)
    [made] = frozen(published)
    leader, url = published.leader(), f"{published.url}pv.pdf"
    full, redacted = leader.get(url), leader.get(f"{url}?version=communicable&numero=1")
    assert [sha256(each.content).hexdigest() for each in (full, redacted)] == [made.full_sha256, made.redacted_sha256]
    assert full["Content-Type"] == "application/pdf"
    assert [leader.get(f"{url}?numero={number}").status_code for number in (2, "9" * 30)] == [404, 404]
    assert published.member().get(url).status_code == 403


def test_a_version_of_another_session_is_not_signed_from_this_one(published):
    with published.inside():
        freeze(published)
    unknown = {"version": "5c3b8c1e-6f0b-4c39-9d53-1a0f6d7c2b11", "capacity": PRESIDENCY}
    assert published.president().post(f"{published.url}pv/signer/", unknown).status_code == 404


def test_the_minutes_of_another_site_are_not_there(published, oise, national):
    with published.inside():
        freeze(published)
    elsewhere = browser(oise, person("manager", at=oise))
    for path in ("pv/", "pv.pdf", "pv/signer/", "pv/figer/"):
        assert elsewhere.get(published.url + path).status_code == 404


def test_the_redacted_document_holds_no_name_and_dates_bear_their_year(published):
    with published.inside():
        told = document.contents(facts.read(jury_of(published)), site="Ici", verify_url="https://ici.fr/verifier/")
        names = [seat.name for seat in jury_of(published).seats.all()]
    full, redacted = str(told.full), str(told.redacted)
    assert all(name in full for name in names) and not any(name in redacted for name in names)
    assert "Problème chiffré." in full and "Problème chiffré." not in redacted
    assert "Trop tôt." not in redacted and "Dossier occulté" in redacted
    year = str(published.jury.held_on.year)
    assert told.full["lead"].count(year) == 1
    hours = next(each for each in told.full["before"] if each["title"] == "Déroulement")
    assert all(year[:2] in line["text"] for line in hours["lines"])


def test_the_ranking_is_told_as_it_was_revealed(published):
    full, redacted = (
        words(published.leader().get(f"{published.url}pv/{query}")) for query in ("", "?version=communicable")
    )
    assert ("Tel qu'il a été dévoilé" in full, "Tel qu'il a été dévoilé" in redacted) == (True, False)
    assert "4,50" in full and "3,50" in full and "3,50" not in redacted


def test_taken_up_again_the_session_forgets_the_ranking_that_was_seen(hold):
    held = hold()
    for rank in (0, 1):
        held.president().post(held.dossier(rank), held.marks(5))
    held.deliberate()
    president = held.members[0].at(held.site)
    with held.inside():
        domain.reveal(jury_of(held), by=president)
        seen = set(held.side.passages.objects.values_list("seen_rank", "seen_ballots"))
        domain.resume(jury_of(held), by=held.runs)
        after = set(held.side.passages.objects.values_list("seen_rank", "seen_mean", "seen_ballots"))
    assert (seen, after) == ({(1, 1)}, {(None, None, None)})


def test_a_ballot_that_came_late_is_told_with_its_answer_and_the_ranking_stays_as_it_was_seen(hold):
    held = hold()
    held.president().post(held.dossier(), held.marks(5))
    held.member().post(held.dossier(), held.marks(3))
    held.deliberate()
    president = held.members[0].at(held.site)
    with held.inside():
        domain.reveal(jury_of(held), by=president)
    held.member().post(held.dossier(), held.marks(1))
    with held.inside():
        late = related(held.side.passages, "late_ballots").select_related("passage__jury", "seat").get()
        domain.count_late(late, by=held.runs, reason="La tablette était sans réseau.")
        decide(held)
        held.side.publish(jury_of(held), by=held.runs)
        names = [seat.name for seat in jury_of(held).seats.all()]
    full, redacted = (words(held.leader().get(f"{held.url}pv/{query}")) for query in ("", "?version=communicable"))
    for page, told in ((full, True), (redacted, False)):
        assert "Bulletins arrivés après la clôture" in page and ": compté." in page
        assert ("La tablette était sans réseau." in page, any(name in page for name in names)) == (told, told)
    assert "4,00" in full and "moyenne 3,00" in full and "Des bulletins tardifs ont été comptés depuis" in full


def test_conflicts_arrivals_and_departures_are_told_with_their_hours(hold):
    held, start = hold(heard=False, quorum=1), clock.now()
    president = held.members[0].at(held.site)
    with held.inside():
        seat = jury_of(held).seats.get(presides=False)
        passages = list(held.side.passages.objects.select_related("jury").order_by("position", "pk"))
        domain.propose_recusal(passages[0], by=president, seat=seat, reason="Même direction")
        recusal = passages[0].recusals.get()
    held.member().post(f"{held.url}deports/{recusal.pk}/decliner/")
    acts = [
        (1, lambda: domain.open_passage(passages[0], by=held.runs)),
        (5, lambda: domain.open_passage(passages[1], by=held.runs)),
        (9, lambda: domain.note_presence(seat, by=held.runs, present=False)),
        (12, lambda: domain.deliberate(jury_of(held), by=held.runs)),
        (20, lambda: decide(held)),
        (21, lambda: held.side.publish(jury_of(held), by=held.runs)),
    ]
    for minute, act in acts:
        with clock.at(start + timedelta(minutes=minute)), held.inside():
            act()
    page = words(held.leader().get(f"{held.url}pv/"))
    assert "déport proposé, décliné" in page and "Même direction" in page
    assert f"Absents : {seat.name}. Départ de {seat.name} à" in page
