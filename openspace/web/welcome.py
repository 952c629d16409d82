"""What whoever starts the server reads in the terminal: the address, its QR, where the data lies, what to do next."""

import io
import sys
from collections.abc import Iterable

import segno
from starlette.requests import HTTPConnection

from openspace.ports import Link
from openspace.settings import Settings
from openspace.web import links
from openspace.web.addresses import Addresses


def welcome(settings: Settings, addresses: Addresses) -> None:
    """Print it; what a terminal cannot show is replaced."""
    text = "\n".join(lines(settings, addresses)) + "\n"
    encoding = sys.stdout.encoding or "ascii"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()


def lines(settings: Settings, addresses: Addresses) -> list[str]:
    address = addresses.current
    said = ["", f"  Openspace runs at  {address.url}", f"  Make a board:      {address.url}/"]
    if address.others:
        said.append(f"  Also at:           {', '.join(address.others)}")
    said += [f"  Data lies in:      {settings.data.resolve()}", "  Stop it with:      Ctrl+C", ""]
    if addresses.is_only_local:
        said += [
            "  Only this computer can open that address. For phones, join the network they use",
            "  (and start without --host), or say with --public-url where people find this server.",
            "",
        ]
    return [*said, qr(f"{address.url}/")]


def qr(url: str) -> str:
    """The QR in half blocks, for a dark or a light terminal."""
    drawn = io.StringIO()
    segno.make(url, error="l").terminal(drawn, compact=True)
    return drawn.getvalue()


def tell_links(connection: HTTPConnection, code: str, keys: Iterable[Link]) -> None:
    """Print where whoever made a board gets back to it; only here, as the log never holds a key."""
    shown = links.links_of(links.base_url(connection), code, keys)
    sys.stdout.write(
        f"\n  Board {code}\n  Facilitator:       {shown['facilitator']}\n  To join:           {shown['join']}\n\n"
    )
    sys.stdout.flush()
