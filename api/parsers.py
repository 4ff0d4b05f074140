"""JSON bodies, and forms with files; what cannot be read is the caller's mistake, however it was made."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser, MultiPartParser


class Json(JSONParser):
    def parse(self, *args: Any, **kwargs: Any) -> Any:
        """Raises ParseError on a body nested deeper than Python reads."""
        try:
            return super().parse(*args, **kwargs)
        except RecursionError as error:
            raise ParseError(_("Ce contenu JSON est trop imbriqué : simplifiez-le.")) from error


class Form(MultiPartParser):
    """multipart/form-data, for the few addresses that take a file."""
