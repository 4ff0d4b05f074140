"""Starting programs that cannot outlive us, and telling whose a process is before touching it."""

import ctypes
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

PR_SET_PDEATHSIG = 1
REQUESTS_TO_STOP = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_prctl = getattr(ctypes.CDLL(None), "prctl", None)


@dataclass(frozen=True)
class Account:
    """A system account that a program is run as."""

    name: str
    uid: int
    gid: int


class StopRequestedError(SystemExit):
    """Somebody asked us to stop; `code` is what a shell reports for that signal."""

    def __init__(self, signum: int) -> None:
        super().__init__(128 + signum)
        self.signum = signum


@contextmanager
def stopped_by_signals(at_once: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Turn the first request to stop into `StopRequestedError`; the next ones find us stopping already.

    `at_once` is called before anything is closed.
    """

    def stop(signum: int, _: object) -> None:
        for request in REQUESTS_TO_STOP:
            signal.signal(request, signal.SIG_IGN)
        at_once()
        raise StopRequestedError(signum)

    previous = {request: signal.signal(request, stop) for request in REQUESTS_TO_STOP}
    try:
        yield
    finally:
        for request, handler in previous.items():
            signal.signal(request, handler)


@contextmanager
def _requests_held() -> Iterator[None]:
    """Keep a request to stop until a child is born: what a handler raises inside a fork, Python drops unseen."""
    held: list[int] = []
    handlers = {request: signal.getsignal(request) for request in REQUESTS_TO_STOP}
    heard = {request: handler for request, handler in handlers.items() if callable(handler)}
    for request in heard:
        signal.signal(request, lambda signum, _: held.append(signum))
    try:
        yield
    finally:
        for request, handler in heard.items():
            signal.signal(request, handler)
        if held:
            signal.raise_signal(held[0])


def end_with_parent(signum: signal.Signals) -> None:
    """Ask the kernel to send `signum` to this process when its parent ends (Linux; elsewhere nothing is asked)."""
    if _prctl is not None:
        _prctl(PR_SET_PDEATHSIG, int(signum), 0, 0, 0)


def spawn(
    command: Sequence[str | os.PathLike[str]],
    *,
    ends_with: signal.Signals,
    account: Account | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    keep_open: Sequence[int] = (),
    own_session: bool = True,
    stdout: int | IO[Any] | None = None,
    stderr: int | IO[Any] | None = None,
) -> subprocess.Popen[str]:
    """Start `command`, which receives `ends_with` should we disappear, even by `kill -9`.

    The kernel watches the *thread* that starts a child and forgets the request when the child changes account: it is
    therefore made from the main thread, and after the change (`subprocess` calls `preexec_fn` last).
    `keep_open` are file descriptors that the child inherits.
    """
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("a program that ends with us is started from the main thread")
    us = os.getpid()

    def follow() -> None:
        end_with_parent(ends_with)
        if os.getppid() != us:
            os._exit(1)

    with _requests_held():
        return subprocess.Popen(  # noqa: S603  the callers name the programs
            [os.fspath(part) for part in command],
            stdin=subprocess.DEVNULL if own_session else None,
            stdout=stdout,
            stderr=stderr,
            env=None if environment is None else dict(environment),
            cwd=folder,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            pass_fds=tuple(keep_open),
            start_new_session=own_session,
            preexec_fn=follow,
            text=True,
        )


def exit_code(process: subprocess.Popen[str]) -> int | None:
    """None while it runs. A child that ended is not reaped here, so that its number stays its own until `end_all`."""
    if process.returncode is not None:
        return process.returncode
    ended = os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    if ended is None:
        return None
    return ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status


def end_all(processes: Sequence[subprocess.Popen[str]], *, patience: float) -> None:
    """Ask children to stop, all at once; after `patience` seconds kill those that have not.

    What a child in a session of its own started and left behind is killed with it.
    """
    waiting = [process for process in processes if process.returncode is None]
    for process in waiting:
        os.kill(process.pid, signal.SIGTERM)
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and any(exit_code(process) is None for process in waiting):
        time.sleep(0.02)
    for process in waiting:
        leads_its_group = os.getpgid(process.pid) == process.pid
        (os.killpg if leads_its_group else os.kill)(process.pid, signal.SIGKILL)
        process.wait()


def holds_open(pid: int, path: Path) -> bool:
    """Whether process `pid` has the file `path` open: the proof asked for before a signal is sent."""
    try:
        wanted = path.stat()
        descriptors = list(Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return False
    return any(_is_file(descriptor, wanted) for descriptor in descriptors)


def works_in(pid: int, folder: Path) -> bool:
    """Whether process `pid` has `folder` as its current folder, as a PostgreSQL server has its data folder."""
    try:
        return Path(f"/proc/{pid}/cwd").samefile(folder)
    except OSError:
        return False


def _is_file(descriptor: Path, wanted: os.stat_result) -> bool:
    try:
        return os.path.samestat(descriptor.stat(), wanted)
    except OSError:
        return False
