"""What a territory and its hosts are made of."""

from typing import Any, ClassVar

from django.db import models

class TenantMixin(models.Model):
    auto_drop_schema: ClassVar[bool]
    auto_create_schema: ClassVar[bool]
    schema_name = models.CharField(max_length=63)

    class Meta:
        abstract = True

    def save(self, verbosity: int = ..., *args: Any, **kwargs: Any) -> None: ...

class DomainMixin(models.Model):
    domain = models.CharField(max_length=253)
    is_primary = models.BooleanField(default=True)

    class Meta:
        abstract = True
