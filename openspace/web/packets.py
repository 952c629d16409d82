"""h11 as a thousand phones need it: an answer's head and the beginning of its body leave in one packet, not in two.

uvicorn writes each for itself; on most answers of ours the second write costs the kernel, and whoever waits at the
other end, as much as the first. It also asks for what comes next after each request and after each answer, when as a
rule nothing has come: that is seen without the parser. What h11 takes for a request is judged once more (`framing.py`).
"""

from typing import Any, Final

import h11

from openspace.web.framing import require_one_meaning

_NOTHING: Final = (b"", False)  # has come, and the other side has not hung up


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

    def next_event(self) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        if self.their_state in (h11.IDLE, h11.DONE) and self.trailing_data == _NOTHING:
            return h11.NEED_DATA
        event = super().next_event()
        if isinstance(event, h11.Request):
            require_one_meaning(event)
        return event
