"""What a seat keeps of what its member was asked: their answer, the last reminder."""

from django.db import models


class Asked(models.Model):
    """`conflicts_until`: they have said, of every dossier taken in until then, whether they step aside; None: of none.

    `reminded_at`: when whoever leads last reminded them of what is awaited from them; None: never.
    """

    conflicts_until = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
