"""The worker: takes jobs from the queue under its own login, and lets each task open its own context."""

from typing import Any

from procrastinate import JobContext, PsycopgConnector
from procrastinate.contrib.django.db_cleanup import DjangoApp

from eclore.kit import retries
from eclore.kit.jobs import TASKS, Hopeless, Task
from eclore.observing.context import begin

CONCURRENCY = 2
SECONDS_TO_FINISH = 8  # of a job that runs when the worker is asked to stop


def application(url: str) -> DjangoApp:
    """A queue connected as the worker, with every registered task."""
    connector = PsycopgConnector(conninfo=url, min_size=1, max_size=CONCURRENCY + 1)
    app = DjangoApp(connector=connector)
    for task in TASKS.values():
        _register(app, task)
    return app


async def work(url: str, *, wait: bool = True, concurrency: int = CONCURRENCY) -> None:
    """Run jobs until SIGTERM or SIGINT; until none is left when `wait` is false."""
    app = application(url)
    async with app.open_async():
        await app.run_worker_async(
            name="eclore",
            concurrency=concurrency,
            wait=wait,
            delete_jobs="successful",
            shutdown_graceful_timeout=SECONDS_TO_FINISH,
            install_signal_handlers=wait,
        )


def _register(app: DjangoApp, task: Task) -> None:
    def run(context: JobContext, /, **args: Any) -> None:
        args.pop("timestamp", None)  # the periodic queue's own
        begin(task=task.name)
        task.run(attempt=context.job.attempts + 1, **args)

    registered = app.task(name=task.name, pass_context=True, retry=retries.BackOff(task.attempts, Hopeless))(run)
    if task.cron:
        app.periodic(cron=task.cron)(registered)  # type: ignore[arg-type]  # it passes a timestamp by name
