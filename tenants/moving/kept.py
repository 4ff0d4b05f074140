"""What others must keep of a territory that is forgotten: what a joint jury has heard and decided, about nobody.

A dossier that no jury has heard goes. One that was heard keeps its title, its marks and its decision: they are also
the other territories'. What told of people goes from it: the team, its words, its files, who nominated it.
"""

from collections import Counter
from typing import Any

from eclore.database.context import PROGRAMME_ROLE

HEARD = "EXISTS (SELECT FROM public.joint_juries_passage p WHERE p.nomination_id = t.id)"
# Forums whose jury has heard it and has not said, or not sent home, what it has decided.
AWAITED = f"""
SELECT DISTINCT f.name FROM public.forums_nomination t JOIN public.forums_forum f ON f.id = t.forum_id
LEFT JOIN public.joint_juries_decision d ON d.nomination_id = t.id AND d.delivered_at IS NOT NULL
WHERE t.territory_role = %(role)s AND t.withdrawn_at IS NULL AND d.id IS NULL AND {HEARD} ORDER BY 1
"""
EMPTIED = """jsonb_build_object('title', t.title, 'problem', '', 'answers', '[]'::jsonb, 'team', '[]'::jsonb,
    'direction', '', 'files', '[]'::jsonb)"""
# Table → what it becomes; in this order. The records of juries are frozen: their triggers are silent meanwhile.
FROZEN = ("joint_juries_decision", "joint_juries_seat", "joint_juries_passage")
CHANGES: tuple[tuple[str, str], ...] = (
    (
        "joint_juries_passage",
        "UPDATE public.joint_juries_passage p SET summary = '' FROM public.forums_nomination t"
        " WHERE t.id = p.nomination_id AND t.territory_role = %(role)s",
    ),
    (
        "joint_juries_decision",
        f"UPDATE public.joint_juries_decision SET territory_role = '{PROGRAMME_ROLE}' WHERE territory_role = %(role)s",
    ),
    ("joint_juries_seat", "UPDATE public.joint_juries_seat SET territory_id = NULL WHERE territory_id = %(territory)s"),
    (
        "forums_nomination",
        f"UPDATE public.forums_nomination t SET territory_id = NULL, territory_role = '{PROGRAMME_ROLE}',"
        f" snapshot = {EMPTIED}, nominated_by = '', ties = '[]' WHERE t.territory_role = %(role)s AND {HEARD}",
    ),
)
# Forums count those that are nominated: a trigger hears of withdrawals.
WITHDRAWN = (
    "UPDATE public.forums_nomination t SET withdrawn_at = now()"
    f" WHERE t.territory_role = %(role)s AND t.withdrawn_at IS NULL AND NOT {HEARD}"
)


def awaited(cursor: Any, names: dict[str, Any]) -> list[str]:
    """The forums that must end first."""
    cursor.execute(AWAITED, names)
    return [name for (name,) in cursor.fetchall()]


def keep(cursor: Any, names: dict[str, Any]) -> Counter[str]:
    """Take the territory and its people out of what others keep; how many rows of each table stay so."""
    cursor.execute(WITHDRAWN, names)
    for table in FROZEN:
        cursor.execute(f"ALTER TABLE public.{table} DISABLE TRIGGER USER")
    kept: Counter[str] = Counter()
    for table, sql in CHANGES:
        cursor.execute(sql, names)
        kept[table] += cursor.rowcount
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in FROZEN:
        cursor.execute(f"ALTER TABLE public.{table} ENABLE TRIGGER USER")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return +kept
