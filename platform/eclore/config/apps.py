"""The program as a Django app: commands and checks. Static files and template tags are those of `eclore` itself."""

from django.apps import AppConfig
from django.contrib.postgres.indexes import OpClass
from django.db.models.expressions import OrderBy
from django.db.models.functions import Collate
from django.db.models.indexes import IndexExpression


class ConfigConfig(AppConfig):
    name = "eclore.config"
    label = "config"

    def ready(self) -> None:
        from eclore.config import checks  # noqa: F401, PLC0415  registers the system checks, which need the apps
        from eclore.config.navigation import items  # noqa: PLC0415  the same
        from eclore.kit.limits import reached  # noqa: PLC0415  the same
        from eclore.observing.metrics import limit_reached  # noqa: PLC0415  the same
        from tenants.context_processors import navigation  # noqa: PLC0415  the same

        reached.answer(limit_reached)
        navigation.answer(items)
        # As django.contrib.postgres does when it is installed; it would also look at the catalogue at each connection.
        IndexExpression.register_wrappers(OrderBy, OpClass, Collate)
