"""Answers are compressed, but for files: a picture or an archive would cost time and lose its length, for nothing."""

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressionMiddleware(GZipMiddleware):
    """Django's, which pads what it compresses against BREACH."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response if isinstance(response, FileResponse) else super().process_response(request, response)
