"""Django's own database sessions, in a table whose rows belong to one role."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from tenants.accounts.models import Session

# The hand-off that opened a session.
OPENED_BY = "_opened_by"


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    @property
    def is_to_be_read(self) -> bool:
        """Whether nobody has looked yet for what is under its key."""
        return not hasattr(self, "_session_cache")

    def hold(self, session_data: str | None) -> None:
        """What a statement has found under this key; None for nothing, and the key is forgotten."""
        if session_data is None:
            self._session_key = None
        self._session_cache = {} if session_data is None else self.decode(session_data)

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = super().create_model_instance(data)
        assert isinstance(session, Session)
        session.user_id, session.opened_by = data.get(SESSION_KEY) or None, data.get(OPENED_BY) or ""
        return session
