"""Who may make what acts in their place."""

from eclore.kit.permissions import is_signed_in, is_the_system

CAN = {"accounts.make_token": is_signed_in | is_the_system}
