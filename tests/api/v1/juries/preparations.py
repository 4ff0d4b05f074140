"""How far a session has gone before it is asked something; each takes one that `hold` has made."""

from decimal import Decimal

from django.conf import settings

from eclore.kit.transitions import apply
from programs.joint.juries.domain import note_failure
from programs.juries import domain
from programs.juries.domain import entry_cards
from programs.local.calls.models import Call
from programs.local.juries.side import LOCAL
from tenants.territories import sites
from tests.factories.entry_cards import holder
from tests.factories.forums import a_forum, somebody
from tests.factories.ideas import an_idea
from tests.programs.juries.deliberations import jury_of
from tests.programs.juries.sides import Held
from tests.support.personas import person

TERMS = {"motivation": "Bien vu.", "phase": "Découverte", "weeks": 9, "days_per_week": Decimal("1.5")}
MORE = {"means": "Une salle", "conditions": "Un point mensuel"}


def marked(held: Held) -> None:
    """The member has marked A, the president A and B; the president's marks of A are lower."""
    president, member = (each.at(held.site) for each in held.members)
    with held.inside():
        criteria = list(held.jury.criteria.all())
        for passage, by, value in (
            (held.passages[0], member, 5),
            (held.passages[0], president, 4),
            (held.passages[1], president, 2),
        ):
            domain.cast(passage, by=by, marks={each.pk: value for each in criteria}, comment="Vu.")


def drafted(held: Held) -> None:
    """The member keeps marks of A that do not count yet."""
    member = held.members[1].at(held.site)
    with held.inside():
        first = held.jury.criteria.first()
        domain.save(held.passages[0], by=member, marks={first.pk: 3}, comment="À revoir.")


def deliberating(held: Held) -> None:
    marked(held)
    held.deliberate()


def late(held: Held) -> None:
    """The member's marks of A come once more, after they are closed."""
    deliberating(held)
    member = held.members[1].at(held.site)
    with held.inside():
        passage = held.side.passages.objects.get(pk=held.passages[0].pk)
        marks = {each.pk: 3 for each in passage.jury.criteria.all()}
        domain.hand_in(passage, by=member, marks=marks, comment="Hors ligne.")


def late_and_resumed(held: Held) -> None:
    late(held)
    president = held.members[0].at(held.site)
    with held.inside():
        domain.resume(held.jury, by=president)


def revealed(held: Held) -> None:
    deliberating(held)
    president = held.members[0].at(held.site)
    with held.inside():
        domain.reveal(held.jury, by=president)


def decided(held: Held) -> None:
    """A goes on, with all its terms; B does not."""
    revealed(held)
    favourable = "laureate" if held.side is LOCAL else "retained"
    with held.inside():
        first, second = held.side.passages_for(held.jury, held.runs)
        held.side.decide(first, by=held.runs, verdict=favourable, **TERMS, **MORE)
        held.side.decide(second, by=held.runs, verdict="not_retained", motivation="Trop tôt.")


def published(held: Held) -> None:
    decided(held)
    with held.inside():
        held.side.publish(held.side.juries.objects.get(pk=held.jury.pk), by=held.runs)


def half_failed(held: Held) -> None:
    """The decisions of a joint jury could not be brought home to the Somme; nobody has tried the Oise."""
    published(held)
    with held.inside():
        note_failure("somme")


def published_by_somebody_else(held: Held) -> None:
    decided(held)
    other = person("manager", at=held.site) if held.side is LOCAL else person(national=("national_administrator",))
    by = other.at(held.site)
    with held.inside():
        held.side.publish(held.side.juries.objects.get(pk=held.jury.pk), by=by)


def amended(held: Held) -> None:
    """Once the session, then once the passage A."""
    published(held)
    with held.inside():
        jury = held.side.juries.objects.get(pk=held.jury.pk)
        domain.amend(jury, by=held.runs, correction="Deux membres.", reason="Compte faux")
        passage = jury.passages.get(pk=held.passages[0].pk)
        domain.amend(jury, by=held.runs, correction="Neuf semaines.", reason="Faute", passage=passage)


def lent(held: Held) -> None:
    """The member presides on A alone."""
    with held.inside():
        domain.lend_passage(held.passages[0], held.jury.seats.get(presides=False), by=held.runs)


def voted(held: Held) -> None:
    """Two are for, of A."""
    deliberating(held)
    with held.inside():
        passage = held.side.passages.objects.get(pk=held.passages[0].pk)
        domain.record_vote(passage, by=held.runs, question="Retenir ?", in_favour=2)


def reserved(held: Held) -> None:
    """The member has written a reservation about A, which is decided."""
    decided(held)
    member = held.members[1].at(held.site)
    with held.inside():
        passage = held.side.passages.objects.get(pk=held.passages[0].pk)
        domain.write_opinion(passage, by=member, text="Sous réserve du calendrier.")


def frozen(held: Held) -> None:
    published(held)
    site = {"site": held.site.name, "verify_url": held.site.page("juries-verify")}
    with held.inside():
        domain.freeze_minutes(jury_of(held), by=held.runs, **site)


def signed(held: Held) -> None:
    """By whoever presides."""
    frozen(held)
    president = held.members[0].at(held.site)
    with held.inside():
        minutes = held.side.juries.objects.get(pk=held.jury.pk).minutes.get()
        domain.sign_minutes(minutes, by=president, capacity="presidency")


def signed_then_amended(held: Held) -> None:
    signed(held)
    with held.inside():
        jury = held.side.juries.objects.get(pk=held.jury.pk)
        domain.amend(jury, by=held.runs, correction="Deux membres.", reason="Compte faux")


def proposed(held: Held) -> None:
    """The member is asked to step aside from A."""
    _propose(held, presides=False)


def proposed_to_president(held: Held) -> None:
    """The other one is."""
    _propose(held, presides=True)


def _propose(held: Held, *, presides: bool) -> None:
    with held.inside():
        seat = held.jury.seats.get(presides=presides)
        domain.propose_recusal(held.passages[0], seat, by=held.runs, reason="Même direction")


def stepped_aside(held: Held) -> None:
    """The member has left A."""
    member = held.members[1].at(held.site)
    with held.inside():
        domain.recuse(held.passages[0], by=member)


def carded(held: Held) -> None:
    """The member has a card that nobody has used."""
    with held.inside():
        entry_cards.prepare(held.jury, by=held.runs, seats=[held.jury.seats.get(presides=False)])


def inside(held: Held) -> None:
    """The member has come in with a card."""
    holder(held.site, held.jury, by=held.runs)


def reopened(held: Held) -> None:
    """A is before the jury again."""
    with held.inside():
        domain.open_passage(held.side.passages_for(held.jury, held.runs).first(), by=held.runs)


def another_occasion(held: Held) -> None:
    """What a jury may still hear, or be convened for: an idea C of the same call, a forum that has no jury."""
    if held.side is not LOCAL:
        a_forum(*filter(None, [sites.find(f"nord.{settings.BASE_HOST}")]))
        return
    author = somebody(schema=held.site.schema_name)
    with held.inside():
        idea = an_idea(Call.objects.get(edition=held.jury.edition), author, title="C")
        apply(idea, "shortlist", by=held.runs)
