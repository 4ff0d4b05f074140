"""What is sent with a form: a body that is too large is counted, and thrown away as it comes."""

from typing import Any, TypeAlias

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

# A file of bytes, whatever keeps it; the name is a text because Django's class takes no parameter when it runs.
Content: TypeAlias = "File[bytes]"

DRAINED = 4  # times the ceiling: up to there people read a sentence, beyond the connection is refused


class Overflow(UploadedFile):  # type: ignore[type-arg]  # Django's class takes no parameter when it runs
    """A file that was too large to be kept: its name and its size, and nothing in it."""


class Ceiling(FileUploadHandler):
    """First of FILE_UPLOAD_HANDLERS: at most settings.UPLOAD_CEILING bytes of a file reach memory or disk."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> Any:
        if content_length > DRAINED * settings.UPLOAD_CEILING:
            raise RequestDataTooBig("the body is far larger than any file we keep")
        return None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.received += len(raw_data)
        return raw_data if self.received <= settings.UPLOAD_CEILING else None

    def file_complete(self, file_size: int) -> Overflow | None:
        if self.received <= settings.UPLOAD_CEILING:
            return None
        return Overflow(ContentFile(b""), self.file_name, self.content_type, self.received, self.charset)
