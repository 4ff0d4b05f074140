"""The components that pages are written with, one module a family; `{% load eclore %}` brings them all."""

from django import template

register = template.Library()
