"""What a seat keeps of what its member was asked and sent: their answer, a reminder, the link to their own marks."""

from django.db import models


class Written(models.Model):
    """`conflicts_until`: they have said, of every dossier taken in until then, whether they step aside; None: of none.

    `reminded_at`: when whoever leads last reminded them of what is awaited from them; None: never.

    `transcript_hash`: what is kept of the link to their own marks (programs.juries.transcripts), sent at
    `transcript_sent_at`, which opens them until `transcript_until`; empty: none was sent, or it was withdrawn.
    """

    conflicts_until = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    transcript_hash = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)
    transcript_sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    transcript_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
