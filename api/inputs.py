"""What an endpoint was sent, read once."""

from typing import Any

from rest_framework.request import Request
from rest_framework.serializers import Serializer


def checked(serializer: type[Serializer[None]], request: Request) -> dict[str, Any]:
    """The values that `serializer` has made of the body, by field; raises ValidationError."""
    read = serializer(data=request.data)
    read.is_valid(raise_exception=True)
    return dict(read.validated_data)
