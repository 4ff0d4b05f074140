"""What was sent, by its fingerprint, and what was answered, sealed: nothing here can be read without the key."""

from django.db import models

from eclore.kit import clock
from eclore.kit.fields import current_role_field


class Submission(models.Model):
    """One thing sent with a key; `answer` is empty while it is being dealt with.

    `digest`: of the role, the person or browser, the key, and for pages what was sent. A row belongs to one role.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    owner_role = current_role_field()
    fingerprint = models.CharField(max_length=64)
    answer = models.BinaryField(null=True)
    begun_at = models.DateTimeField(default=clock.now)
