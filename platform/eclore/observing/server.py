"""gunicorn's own log, written as ours: left alone, it tells the address of whoever errs and the path of what fails."""

from typing import Any

from gunicorn.glogging import Logger

from eclore.observing.logs import Lines


class Scrubbed(Logger):
    """`--logger-class eclore.observing.server.Scrubbed`."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Lines())
