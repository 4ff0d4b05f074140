"""`python -m embedded`: run a program on the embedded server, look at it, start over."""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from embedded.binaries import find_binaries
from embedded.credentials import LOGIN_ROLES, SUPERUSER
from embedded.errors import EmbeddedError
from embedded.places import default_state
from embedded.processes import StopRequestedError, end_all, end_with_parent, spawn, stopped_by_signals
from embedded.reset import reset
from embedded.server import EmbeddedServer
from embedded.throwaway import throwaway_server

SECONDS_TO_STOP = 10.0
NOT_RUNNING = 3  # what service scripts answer for a stopped program (Linux Standard Base)


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    if options.end_with_parent:
        end_with_parent(signal.SIGTERM)
    handler: Callable[[argparse.Namespace], int] = options.handler
    try:
        return handler(options)
    except EmbeddedError as error:
        sys.stderr.write(f"{error.sentence}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m embedded", description=__doc__)
    parser.add_argument("--end-with-parent", action="store_true", help="stop when the program that called us ends")
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    run = verbs.add_parser("run", help="start the server, run a program with DATABASE_URL set, stop the server")
    run.add_argument("--throwaway", action="store_true", help="on a fresh server of its own, removed at the end")
    run.add_argument("--durable", action="store_true", help="keep a throwaway server as careful as a real one")
    run.add_argument("program", nargs="+", help="after --, the program and its arguments")
    run.set_defaults(handler=_run)

    status = verbs.add_parser("status", help="say whether the server runs, and where")
    status.set_defaults(handler=_status)

    url = verbs.add_parser("url", help="print the connection string of a role on the running server")
    url.add_argument("role", nargs="?", default="eclore_app", choices=[*LOGIN_ROLES, SUPERUSER])
    url.set_defaults(handler=_url)

    psql = verbs.add_parser("psql", help="open psql as a role")
    psql.add_argument("role", nargs="?", default="eclore_app", choices=[*LOGIN_ROLES, SUPERUSER])
    psql.add_argument("arguments", nargs="*", help="after --, the arguments of psql")
    psql.set_defaults(handler=_psql)

    erase = verbs.add_parser("reset", help="stop the server and remove everything it holds")
    erase.set_defaults(handler=_reset)
    return parser


def _run(options: argparse.Namespace) -> int:
    if options.durable and not options.throwaway:
        raise EmbeddedError("--durable goes with --throwaway: the usual server is always durable.")
    served = throwaway_server(durable=options.durable) if options.throwaway else EmbeddedServer()
    with stopped_by_signals(), served as server:
        server.install()
        variables = {**os.environ, **server.environment(superuser=options.throwaway)}
        return _shell_code(_wait(_start(options.program, variables)))


def _status(_: argparse.Namespace) -> int:
    server = EmbeddedServer()
    running = server.attach()
    sys.stdout.write(f"{'running' if running else 'stopped'} · {server.state.folder}\n")
    return 0 if running else NOT_RUNNING


def _url(options: argparse.Namespace) -> int:
    sys.stdout.write(f"{_running_server().dsn(options.role)}\n")
    return 0


def _psql(options: argparse.Namespace) -> int:
    with EmbeddedServer() as server:
        server.install()
        psql = find_binaries(None, server.state.binaries).program("psql")
        command = [psql, server.dsn(options.role), *options.arguments]
        with _without_interrupts():
            return _shell_code(subprocess.call(command))  # noqa: S603  the person's own terminal


def _reset(_: argparse.Namespace) -> int:
    folder = default_state()
    removed = reset(folder)
    sys.stdout.write(f"{folder} is removed.\n" if removed else "There is nothing to remove.\n")
    return 0


def _running_server() -> EmbeddedServer:
    server = EmbeddedServer()
    if not server.attach():
        raise EmbeddedError("The embedded PostgreSQL is not running: start it with `make demo`.")
    return server


def _start(program: Sequence[str], variables: Mapping[str, str]) -> subprocess.Popen[str]:
    try:
        return spawn(program, ends_with=signal.SIGTERM, environment=variables, own_session=False)
    except OSError as error:
        raise EmbeddedError(f"{program[0]} cannot be run: {error.strerror}.") from error


def _wait(process: subprocess.Popen[str]) -> int:
    """What `Popen.wait` answers. Ctrl-C reaches it by itself (it shares our terminal) and it gets time to conclude."""
    try:
        return process.wait()
    except StopRequestedError as request:
        if request.signum == signal.SIGINT:
            _wait_a_little(process)
        raise
    finally:
        if process.poll() is None:
            end_all([process], patience=SECONDS_TO_STOP)


def _wait_a_little(process: subprocess.Popen[str]) -> None:
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        return


def _shell_code(code: int) -> int:
    """A child's exit code as a shell reports it: 128 + n for a child that signal n has killed (`Popen` says -n)."""
    return code if code >= 0 else 128 - code


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Leave Ctrl-C to psql, which cancels its query; ours would be answered by killing it (`subprocess.call` does)."""
    previous = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)


if __name__ == "__main__":
    sys.exit(main())
