"""The worker: takes jobs from the queue under its own login, and lets each task open its own context.

It takes up what a worker that was killed had begun, so a job may run twice; it comes back when PostgreSQL does.
"""

import asyncio
import logging
import signal
import time
from contextlib import suppress
from typing import Any

import psycopg
from asgiref.sync import sync_to_async
from django.utils.translation import gettext_lazy as _
from procrastinate import JobContext, PsycopgConnector
from procrastinate.contrib.django.db_cleanup import DjangoApp
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status

from eclore.database.current import current
from eclore.kit import retries
from eclore.kit.jobs import FILES, ORDINARY, TASKS, Hopeless, Task
from eclore.observing.context import begin

CONCURRENCY = 2
FILES_AT_ONCE = 1  # of them, of each worker; a machine has eclore.kit.reading.process.PLACES for all
BUILTIN = "builtin"  # where procrastinate puts its own
SECONDS_TO_FINISH = 8  # of a job that runs when the worker is asked to stop
SILENCE = 20.0  # seconds without a sign of life of a worker after which its jobs are taken up
PAUSES = (0.5, 1, 2, 5, 10)  # seconds before a database that does not answer is asked again
STEADY = 60  # a worker that has run so many seconds begins again with the first pause

STOPPED = _("Le traitement s'est arrêté plusieurs fois avant la fin.")

logger = logging.getLogger(__name__)


def application(url: str) -> DjangoApp:
    """A queue connected as the worker, with every registered task."""
    connector = PsycopgConnector(conninfo=url, min_size=1, max_size=CONCURRENCY + FILES_AT_ONCE + 1)
    app = DjangoApp(connector=connector)
    for task in TASKS.values():
        _register(app, task)
    return app


async def work(url: str, *, wait: bool = True, concurrency: int = CONCURRENCY, silence: float = SILENCE) -> None:
    """Run jobs until SIGTERM or SIGINT, whatever happens to PostgreSQL; until none is left when `wait` is false.

    `silence`: seconds without a sign of life of a worker after which its jobs are taken up by another.
    """
    stop = asyncio.Event()
    if not wait:
        return await _run(url, stop, wait=False, concurrency=concurrency, silence=silence)
    for asked in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(asked, stop.set)
    pauses = iter(PAUSES)
    while not stop.is_set():
        begun = time.monotonic()
        running = asyncio.create_task(_run(url, stop, wait=True, concurrency=concurrency, silence=silence))
        try:
            await _until(stop, running)
            reason = "the worker has ended by itself"
        except (ConnectorException, psycopg.OperationalError) as error:
            reason = str(error.__cause__ or error).strip()
        if not stop.is_set():
            logger.warning("the queue does not answer, it is asked again: %s", reason)
        if time.monotonic() - begun > STEADY:
            pauses = iter(PAUSES)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), next(pauses, PAUSES[-1]))
    return None


async def _until(stop: asyncio.Event, running: asyncio.Task[None]) -> None:
    """Wait for `running`, or for `stop` and then no longer than jobs may take to finish: it may wait for PostgreSQL."""
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait([running, stopping], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if stop.is_set():
        await asyncio.wait([running], timeout=SECONDS_TO_FINISH + 1)
        running.cancel()
        await asyncio.wait([running])
    else:
        await running


async def _run(url: str, stop: asyncio.Event, *, wait: bool, concurrency: int, silence: float) -> None:
    """One worker on one connection. Raises what has cut it."""
    app = application(url)
    async with app.open_async():
        await take_up(app, silence)
        lines = [([ORDINARY, BUILTIN], concurrency), ([FILES], FILES_AT_ONCE)]
        working = [asyncio.create_task(_line(app, queues, many, wait=wait, silence=silence)) for queues, many in lines]
        all_done = asyncio.gather(*working)
        watching = [asyncio.create_task(_keep_taking_up(app, silence)), asyncio.create_task(stop.wait())]
        ending: list[asyncio.Future[Any]] = [all_done, *watching]
        await asyncio.wait(ending, return_when=asyncio.FIRST_COMPLETED)
        for each in (*working, *watching):
            each.cancel()
        for result in await asyncio.gather(all_done, *working, *watching, return_exceptions=True):
            if isinstance(result, Exception) and not stop.is_set():
                raise result


async def _line(app: DjangoApp, queues: list[str], many: int, *, wait: bool, silence: float) -> None:
    """Run the jobs of these queues, so many at once."""
    await app.run_worker_async(
        name="eclore",
        queues=queues,
        concurrency=many,
        wait=wait,
        delete_jobs="successful",
        shutdown_graceful_timeout=SECONDS_TO_FINISH,
        install_signal_handlers=False,
        update_heartbeat_interval=silence / 4,
        stalled_worker_timeout=silence,
    )


async def take_up(app: DjangoApp, silence: float) -> None:
    """Put back what workers that are gone had begun; what has ended with its worker too often has failed."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=silence):
        task = TASKS.get(job.task_name)
        with suppress(ConnectorException):  # another worker has taken it up
            if task is None or job.attempts + 1 >= task.attempts:
                logger.error("job %s[%s] has ended with its worker: given up", job.task_name, job.id)
                await sync_to_async(_tell, thread_sensitive=False)(task, job.task_kwargs)
                await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
            else:
                logger.warning("job %s[%s] was left by a worker that is gone: taken up again", job.task_name, job.id)
                await app.job_manager.retry_job(job)


def _tell(task: Task | None, arguments: dict[str, Any]) -> None:
    """Whoever waits for this job learns that it will not be done; one that cannot be told keeps no other waiting."""
    if task is None or task.gives_up is None:
        return
    try:
        task.gives_up(Hopeless(STOPPED), **arguments)
    except Exception:
        logger.exception("job %s is given up, and nobody could be told", task.name)
    finally:
        current().close()  # of this thread alone


async def _keep_taking_up(app: DjangoApp, silence: float) -> None:
    while True:
        await asyncio.sleep(silence)
        await take_up(app, silence)


def _register(app: DjangoApp, task: Task) -> None:
    def run(context: JobContext, /, **args: Any) -> None:
        args.pop("timestamp", None)  # the periodic queue's own
        begin(task=task.name)
        task.run(attempt=context.job.attempts + 1, **args)

    registered = app.task(
        name=task.name, queue=task.queue, pass_context=True, retry=retries.BackOff(task.attempts, Hopeless)
    )(run)
    if task.cron:
        app.periodic(cron=task.cron)(registered)  # type: ignore[arg-type]  # it passes a timestamp by name
