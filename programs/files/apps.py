"""Files that people attach."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "programs.files"
    label = "files"
