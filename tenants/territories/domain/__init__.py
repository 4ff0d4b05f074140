"""What is done with territories: arranged, asked for, bound by agreements."""

from tenants.territories.domain.agreements import sign
from tenants.territories.domain.arranging import arrange, remove_logo, show_logo
from tenants.territories.domain.requests import ask
from tenants.territories.domain.rooms import give_room

__all__ = ["arrange", "ask", "give_room", "remove_logo", "show_logo", "sign"]
