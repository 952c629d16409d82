"""What a start is told: built once by the command line and passed down.

Nothing else reads the environment or the command line.
"""

from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

EVERY_INTERFACE = "0.0.0.0"


class Settings(Struct, frozen=True, kw_only=True):
    """`port` 0 takes any free one. `public_url`: scheme and host people use, without a path; None if not told.

    `metrics`: host and port where Prometheus may ask; None: nowhere.
    `speed`: how fast the board's clock runs; 1 but in the demo.
    """

    data: Path = Path("openspace.db")
    host: str = EVERY_INTERFACE
    port: int = 8000
    public_url: str | None = None
    metrics: tuple[str, int] | None = None
    speed: float = 1.0


def public_origin(text: str) -> str:
    """`https://Board.example/` -> `https://board.example`.

    Raises:
        ValueError: Not http or https, without a host, or with more than that.
    """
    parts = urlsplit(text.strip())
    is_bare = parts.path in ("", "/") and not parts.query and not parts.fragment and "@" not in parts.netloc
    if parts.scheme not in ("http", "https") or not parts.hostname or not is_bare:
        raise ValueError(f"{text!r} is not a web address such as https://board.example")
    return origin_of(parts.scheme, parts.netloc)


def host_and_port(text: str) -> tuple[str, int]:
    """`127.0.0.1:9464`, `[::1]:9464` -> host without brackets, port.

    Raises:
        ValueError: One of them is missing, or the port is not 0 to 65535.
    """
    host, _, port = text.strip().rpartition(":")
    is_six = host.startswith("[") and host.endswith("]")
    number = int(port) if port.isascii() and port.isdigit() and len(port) <= 5 else -1
    if not host or (":" in host and not is_six) or not 0 <= number <= 65_535:
        raise ValueError(f"{text!r} is not an address such as 127.0.0.1:9464")
    return host[1:-1] if is_six else host, number


def origin_of(scheme: str, host: str) -> str:
    """Scheme and host as browsers write an origin: lower case, without the scheme's own port."""
    scheme, host = scheme.lower(), host.lower()
    own_port = {"http": ":80", "https": ":443"}.get(scheme, "")
    return f"{scheme}://{host.removesuffix(own_port) if own_port else host}"
