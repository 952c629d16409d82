"""Peers that are turned away: one line in the log for each, and a count of each reason.

A reason is one of our own words, a refusal's code or what a socket is closed for, so there are a few dozen at most.
Nothing of what a peer sent, no address and no name goes with it.
"""

import logging
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from websockets.exceptions import PayloadTooBig

logger = logging.getLogger(__name__)

STATE: Final = "rejections"  # where the server below hands them on, in every scope's `state`


class Rejections:
    """Of one server. `counts`: by reason."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def count(self, reason: str) -> None:
        """One whose line says something else as well."""
        self.counts[reason] += 1

    def tell(self, peer: str, reason: str, code: int | None = None) -> None:
        """Its line, and counted. `peer`: "socket" or "connection". `code`: what a socket was closed with."""
        self.count(reason)
        fields = {"peer": peer, "reason": reason} | ({} if code is None else {"code": code})
        logger.info("peer rejected", extra={"fields": fields})


def rejections_in(state: Mapping[str, Any]) -> Rejections:
    """Those of the server that made the scope; new ones where it has none."""
    found: Rejections | None = state.get(STATE)
    return Rejections() if found is None else found


def why_no_frame(error: Exception | None) -> str:
    """Why no frame could be made of what came, in words of ours."""
    match error:
        case PayloadTooBig():
            return "frame too large"
        case UnicodeDecodeError():
            return "not UTF-8"
        case EOFError():
            return "cut off in a frame"
        case _:
            return "not a WebSocket frame"
