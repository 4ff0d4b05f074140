"""What a programme manager should know of who signs for somebody's time: whose mailbox, and from where."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from eclore.kit.mailboxes import folded
from programs.local.ideas.models import Commitment, Idea


def about(commitment: Commitment, idea: Idea, known_domains: Iterable[str]) -> str:
    """A sentence, or nothing: the signatory's mailbox is one of the team's, or outside the territory's domains.

    Reads the team as prefetched. `known_domains`: none when the territory has said none, and then none is unknown.
    """
    mailbox = folded(commitment.signatory_email)
    carries = next((member.name for member in idea.team.all() if folded(member.email) == mailbox), "")
    if carries:
        return _("Adresse de signature : c'est la messagerie de %(name)s, qui porte l'idée.") % {"name": carries}
    domain, known = mailbox.rpartition("@")[2], {one.lower().lstrip("@") for one in known_domains}
    if known and not any(domain == one or domain.endswith(f".{one}") for one in known):
        return _("Adresse de signature hors des domaines du territoire : %(domain)s.") % {"domain": domain}
    return ""
