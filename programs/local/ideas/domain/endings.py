"""What must hold before a season ends: nobody is left without an answer."""

from django.utils.translation import gettext as _

from programs.local.calls.domain.editions import UnansweredIdeas
from programs.local.calls.models import Edition
from programs.local.ideas.models import Idea
from programs.local.ideas.states import UNANSWERED


def ensure_everyone_is_answered(edition: Edition) -> None:
    """Raise UnansweredIdeas while a submitted idea of this edition waits."""
    left = Idea.objects.filter(call__edition=edition, submitted_at__isnull=False, state__in=UNANSWERED).count()
    if left:
        sentence = _("Encore sans réponse : %(count)d. Répondez à chaque équipe, puis terminez l'édition.")
        raise UnansweredIdeas(sentence % {"count": left}, count=left)
