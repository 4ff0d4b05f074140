"""Whoever carries an idea, signed for its team or has a part in a project is asked to step aside when they sit."""

from programs.local.ideas.domain import commitments
from programs.local.ideas.models import Idea
from programs.local.incubation.domain import hearings, members
from programs.local.juries import domain
from programs.local.juries.models import Recusal
from tenants.contexts import in_territory
from tests.factories import incubation
from tests.factories.calls import manager
from tests.factories.juries import a_jury_setup, passages_of


def asked(jury):
    return sorted(Recusal.objects.filter(passage__jury=jury).values_list("seat__email", "passage__title", "reason"))


def seated(jury_setup, email):
    return domain.add_seat(jury_setup.jury, by=jury_setup.runs, email=email, name="Membre")


def test_a_teammate_and_a_line_manager_who_sit_are_asked_by_whatever_form_of_their_address(somme):
    jury_setup = a_jury_setup(somme, titles="A B", opened=False)
    with in_territory(somme):
        first, second = (Idea.objects.get(pk=passage.idea_id) for passage in jury_setup.passages)
        author = first.team.get()
        commitments.request(
            second.team.get(), by=jury_setup.runs, signatory_name="Cheffe", signatory_email="la.cheffe@exemple.fr"
        )
        seated(jury_setup, author.email)
        seated(jury_setup, "LaCheffe+jury@exemple.fr")

        assert asked(jury_setup.jury) == sorted(
            [
                (author.email, "A", "Cette personne porte l'idée."),
                ("lacheffe+jury@exemple.fr", "B", "Cette personne encadre quelqu'un de l'équipe."),
            ]
        )


def test_whoever_sits_already_is_asked_of_a_dossier_that_comes_later_or_at_the_opening(somme):
    jury_setup = a_jury_setup(somme, titles="A", opened=False)
    with in_territory(somme):
        project = incubation.project(started=incubation.clock.today())
        members.assign(project, by=manager("somme"), email="coach@exemple.fr", name="Coach", part="coach")
        seated(jury_setup, "coach@exemple.fr")
        hearings.hear(project, jury_setup.jury, by=jury_setup.runs)
        told = asked(jury_setup.jury)
        idea = Idea.objects.get(pk=jury_setup.passages[0].idea_id)
        idea.team.update(email=jury_setup.members[1].email)
        domain.open_session(jury_setup.jury, by=jury_setup.runs)

        assert told == [("coach@exemple.fr", "Allo 80", "Cette personne a un rôle dans le projet : Coach.")]
        assert (jury_setup.members[1].email, "A", "Cette personne porte l'idée.") in asked(jury_setup.jury)
        assert len(passages_of(jury_setup.jury)) == 2
