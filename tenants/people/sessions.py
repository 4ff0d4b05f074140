"""Django's own database sessions, in a table whose rows belong to one role."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from tenants.people.models import Session


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session
