"""What a territory types to a forum; the domain checks it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from eclore.kit.forms import Form
from programs.joint.forums.validators import LONGEST_QUESTION


class ForumAnswerForm(Form):
    text = forms.CharField(
        label=_("Votre réponse"),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "L'équipe qui organise le forum la lit dès qu'elle est envoyée. Aucun autre territoire ne la voit."
        ),
    )
