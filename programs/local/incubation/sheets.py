"""The projects of a territory as an archive tells them in a spreadsheet."""

from programs.local.incubation.states import ProjectState
from tenants.moving.sheets import Sheet

PROJECTS = """
SELECT p.name AS "Projet", p.state AS "Étape", p.problem AS "Problème", p.sponsor AS "Sponsor",
    (SELECT string_agg(m.name, ', ' ORDER BY m.name, m.id) FROM {schema}.incubation_projectmember m
     WHERE m.project_id = p.id) AS "Équipe",
    p.started_at AS "Commencé le", p.closed_at AS "Terminé le",
    (SELECT sum(j.days_freed) FROM {schema}.incubation_journalentry j WHERE j.project_id = p.id) AS "Jours libérés"
FROM {schema}.incubation_project p ORDER BY p.created_at, p.id
"""


def projects() -> Sheet:
    """Every project, in the order in which they were opened."""
    return Sheet("projets", PROJECTS, {"Étape": dict(ProjectState.choices)})
