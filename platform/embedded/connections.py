"""Where the running server is reached, said as libpq and as Django's settings want it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from psycopg.conninfo import make_conninfo

from embedded.credentials import SUPERUSER
from embedded.errors import EmbeddedError

SETTINGS = {"DATABASE_URL": "eclore_app", "DATABASE_OWNER_URL": "eclore_owner", "DATABASE_WORKER_URL": "eclore_worker"}


@dataclass(frozen=True)
class Address:
    """The socket's folder, the port that names the socket in it, and each role's password."""

    folder: Path
    port: int
    passwords: Mapping[str, str] = field(repr=False)

    @property
    def socket(self) -> Path:
        return self.folder / f".s.PGSQL.{self.port}"

    def password(self, role: str) -> str:
        try:
            return self.passwords[role]
        except KeyError:
            raise EmbeddedError(f"No role {role}: choose among {', '.join(sorted(self.passwords))}.") from None


def connection_string(address: Address, role: str, database: str) -> str:
    return make_conninfo(
        host=str(address.folder), port=address.port, user=role, password=address.password(role), dbname=database
    )


def connection_url(address: Address, role: str, database: str) -> str:
    """`postgresql://role:password@/database?host=<socket folder>&port=N`."""
    credentials = f"{quote(role, safe='')}:{quote(address.password(role), safe='')}"
    place = urlencode({"host": str(address.folder), "port": address.port}, quote_via=quote, safe="")
    return f"postgresql://{credentials}@/{quote(database, safe='')}?{place}"


def environment(address: Address, database: str, *, superuser: bool) -> dict[str, str]:
    """The settings' variables; `superuser` adds the one that only tests may see."""
    roles = {**SETTINGS, **({"ECLORE_SUPERUSER_URL": SUPERUSER} if superuser else {})}
    return {name: connection_url(address, role, database) for name, role in roles.items()}
