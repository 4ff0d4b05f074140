"""What messages hold of people: to whom they went, and their words."""

from django.utils.translation import gettext_lazy as _

from eclore.kit.personal import register

register(
    "local_messages_message",
    _("Messages reçus"),
    emails="to_email",
    names="to_name",
    words="prepared_by",
    free="subject body calendar error",
    plain="kind state document_sha256",
    shown="state = 'sent'",
)
