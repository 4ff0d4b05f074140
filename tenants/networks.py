"""Where a request comes from, as far as the proxies in front of us are believed (ECLORE_PROXIES)."""

import ipaddress

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest


def network(request: HttpRequest) -> str:
    """An IPv4 address, or the IPv6 network of one subscriber: changing address inside it changes nothing.

    An IPv4 address written as IPv6, as a server that listens to both receives it, is still one address among others.
    """
    said = get_adapter().get_client_ip(request)
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return str(said)
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, settings.IPV6_PREFIX), strict=False).network_address)
