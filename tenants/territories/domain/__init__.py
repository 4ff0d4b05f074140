"""What is done with territories: arranged, asked for, bound by agreements."""

from tenants.territories.domain.agreements import sign
from tenants.territories.domain.arranging import arrange, remove_logo, show_logo
from tenants.territories.domain.closing import close, reopen
from tenants.territories.domain.files_quota import set_files_quota
from tenants.territories.domain.requests import ask
from tenants.territories.domain.time_zone import set_time_zone

__all__ = ["arrange", "ask", "close", "remove_logo", "reopen", "set_files_quota", "set_time_zone", "show_logo", "sign"]
