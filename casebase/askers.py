"""Who asks, as far as limits need to know."""

from ipaddress import IPv6Address, ip_address, ip_network


def network(address: str) -> str:
    """Return what one household has: an IPv4 address, or the /64 of an IPv6 one."""
    try:
        parsed = ip_address(address)
    except ValueError:  # a Unix socket has no address
        return address
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ip_network((parsed, 64), strict=False))
    return str(parsed)
