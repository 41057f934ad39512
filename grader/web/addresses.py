"""Which address is this machine itself?"""

import ipaddress

from fastapi import Request

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def is_loopback(host: str) -> bool:
    try:
        return host in LOOPBACK or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_here(request: Request) -> bool:
    """Whether a request comes from this machine; not so through a proxy that nobody told us of."""
    return request.client is not None and is_loopback(request.client.host)


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""


def shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
