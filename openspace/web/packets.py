"""The head of an answer and the beginning of its body leave in one packet, not in two.

uvicorn writes each for itself; on most answers of ours the second write costs the kernel, and whoever waits at the
other end, as much as the first.
"""

from typing import Any

import h11


class JoinedConnection(h11.Connection):
    """Keeps the head back until what follows it is there; uvicorn writes nothing of an empty text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head = b""

    def send(self, event: h11.Event) -> bytes | None:  # type: ignore[override]  # h11 tells by overloads when it is None
        written = super().send(event)
        if isinstance(event, h11.Response) and written is not None:
            self._head = written
            return b""
        head, self._head = self._head, b""
        return head + written if written is not None else None
