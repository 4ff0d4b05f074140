"""Files on the wire: what is said of one, what is sent, and how an answer made of bytes is written in OpenAPI."""

from collections.abc import Iterable

from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers

from programs.files.models import StoredFile
from programs.files.states import FileState

# A file leaves as what it is: a document, a picture, a workbook.
BYTES = {(200, "*/*"): OpenApiTypes.BINARY}


class FileOut(serializers.Serializer[StoredFile | Iterable[StoredFile]]):
    """Only a `clean` file can be downloaded. A `pending` one is being read: ask again in a moment.

    `threat` is what an antivirus has found; `refusal` says why a file is refused and what to do, in a sentence.
    """

    id = serializers.UUIDField()
    name = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    state = serializers.ChoiceField(choices=FileState.choices)
    threat = serializers.CharField()
    refusal = serializers.CharField()
    uploaded_by = serializers.CharField()
    created_at = serializers.DateTimeField()


class SnapshotFileOut(serializers.Serializer[None]):
    """Its bytes are at `files/{id}/` under the address of whoever reads the dossier."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()


class FileIn(serializers.Serializer[None]):
    """One file, in a form of type multipart/form-data."""

    file = serializers.FileField(allow_empty_file=True)


SENT = {"multipart/form-data": FileIn}
