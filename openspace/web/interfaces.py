"""This machine's IPv4 addresses, by the standard library alone.

Nothing is sent and nothing waits: connecting a UDP socket only asks the kernel which address it would send from.
"""

import ipaddress
import socket
import struct
import sys
from functools import lru_cache
from typing import Final

REMEMBERED_MAX: Final = 1_024  # hosts asked about lately: every request comes from one
_ADDRESS_MAX_CHARS: Final = 64  # a name may be of any length, and is not remembered then

# A network nobody has (RFC 5737), so that the kernel answers with the way out.
_FAR_AWAY = ("198.51.100.1", 9)
# Bridges and tunnels of other programs: phones are not there.
_VIRTUAL = ("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "utun", "tun", "tap", "wg", "tailscale", "zt", "lxc")


def addresses() -> list[str]:
    """Likeliest first: the way out, then interfaces in order, virtual ones last; without loopback."""
    found = [*_way_out(), *_by_interface()]
    return list(dict.fromkeys(address for address in found if is_reachable(address)))


def is_reachable(address: str) -> bool:
    """Whether another device could use it."""
    ip = ipaddress.ip_address(address)
    return not (ip.is_loopback or ip.is_unspecified or ip.is_link_local or ip.is_multicast)


def is_loopback(host: str) -> bool:
    """Whether the address is this machine's own to itself; a name is not."""
    return len(host) <= _ADDRESS_MAX_CHARS and _is_loopback(host)


@lru_cache(REMEMBERED_MAX)
def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(without_mapping(host)).is_loopback
    except ValueError:
        return False


def without_mapping(host: str) -> str:
    """`::ffff:10.0.0.7`, as a socket for both kinds of addresses tells it, is 10.0.0.7."""
    return host.removeprefix("::ffff:")


def _way_out() -> list[str]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_FAR_AWAY)
            return [str(probe.getsockname()[0])]
        except OSError:
            return []


if sys.platform == "win32":

    def _by_interface() -> list[str]:
        # Windows lists them all under its own name, without asking the network. Others may ask it, and wait.
        try:
            rows = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET, socket.SOCK_STREAM)
        except OSError:
            return []
        return [str(row[4][0]) for row in rows]

else:
    import fcntl

    _SIOCGIFADDR = 0xC0206921 if sys.platform == "darwin" else 0x8915
    _REQUEST_BYTES = 40  # struct ifreq, at most
    _ADDRESS_AT = slice(20, 24)  # sin_addr of the answer

    def _by_interface() -> list[str]:
        names = [name for _, name in socket.if_nameindex()]
        names.sort(key=lambda name: name.startswith(_VIRTUAL))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
            return [address for name in names if (address := _address_of(asker, name))]

    def _address_of(asker: socket.socket, name: str) -> str | None:
        request = struct.pack(f"{_REQUEST_BYTES}s", name.encode()[:15])
        try:
            answer = fcntl.ioctl(asker.fileno(), _SIOCGIFADDR, request)
        except OSError:
            return None  # down, or without an address
        return socket.inet_ntoa(answer[_ADDRESS_AT])
