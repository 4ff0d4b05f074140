"""What projects hold of people: teams, coaches, sponsors, and the journal's words."""

from django.utils.translation import gettext_lazy as _

from eclore.kit.personal import Through, history, register

register(
    "incubation_project",
    _("Projets"),
    words="sponsor",
    free="name problem",
    plain="state",
    through=(Through("id", "incubation_projectmember", "project_id"),),
)
register(
    "incubation_projectmember",
    _("Personnes d'un projet"),
    keys="user_id",
    emails="email",
    names="name",
    plain="part status",
)
register("incubation_phase", _("Phases"), free="means conditions", plain="kind")
register(
    "incubation_journalentry",
    _("Journal des projets"),
    keys="author_id",
    names="author_name",
    free="text next_step",
    plain="kind",
)
register("incubation_committee", _("Comités"), free="title place", plain="state")
register(
    "incubation_review",
    _("Décisions des comités"),
    words="author_name",
    plain="verdict",
    free="means conditions motivation learnt why restart pivot_name pivot_problem",
    through=(Through("project_id", "incubation_project"),),
    shown="decided_at IS NOT NULL",
)
register("incubation_postmortem", _("Bilans"), words="author_name", free="learnt why restart")
history("incubation_projectevent", _("Histoire des projets"))
history("incubation_committeeevent", _("Histoire des comités"))
