"""How the embedded server is set: small, private, in UTC, and able to lock a thousand schemas at once."""

from pathlib import Path

DEFAULT_PORT = 5432

COMMON = {
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "max_locks_per_transaction": "1024",
    "shared_buffers": "128MB",
    "jit": "off",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "wal_level": "minimal",
}
WITHOUT_DURABILITY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "checkpoint_timeout": "1h",
    "max_wal_size": "4GB",
}


def server_options(*, socket_folder: Path, port: int, listen: bool, durable: bool) -> list[str]:
    """The arguments of `postgres`; TCP on 127.0.0.1 only when `listen`."""
    quoted = str(socket_folder).replace('"', '""')
    settings = {
        **COMMON,
        **({} if durable else WITHOUT_DURABILITY),
        "unix_socket_directories": f'"{quoted}"',
        "listen_addresses": "127.0.0.1" if listen else "",
        "port": str(port),
    }
    return [argument for name, value in settings.items() for argument in ("-c", f"{name}={value}")]
