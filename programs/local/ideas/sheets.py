"""The ideas of a territory as an archive tells them in a spreadsheet."""

from programs.local.ideas.states import IdeaState
from tenants.moving.sheets import Sheet

IDEAS = """
SELECT i.number AS "Numéro", i.title AS "Titre", i.state AS "Étape", i.direction AS "Direction",
    c.label AS "Appel", lead.name AS "Porteur ou porteuse", lead.email AS "Adresse", p.text AS "Problème de départ",
    i.submitted_at AS "Déposée le", i.answered_at AS "Répondue le",
    (SELECT string_agg(q.label || E'\\n' || (i.answers ->> q.key), E'\\n\\n' ORDER BY q.position, q.id)
     FROM {schema}.calls_question q WHERE q.call_id = i.call_id AND i.answers ->> q.key <> '') AS "Réponses"
FROM {schema}.ideas_idea i JOIN {schema}.calls_call c ON c.id = i.call_id
LEFT JOIN {schema}.calls_problemstatement p ON p.id = i.problem_id
LEFT JOIN LATERAL (SELECT m.name, m.email FROM {schema}.ideas_teammember m WHERE m.idea_id = i.id AND m.leads
    ORDER BY m.created_at, m.id LIMIT 1) lead ON true
ORDER BY i.created_at, i.id
"""


def ideas() -> Sheet:
    """Every idea, in the order in which they came."""
    return Sheet("idees", IDEAS, {"Étape": dict(IdeaState.choices)})
