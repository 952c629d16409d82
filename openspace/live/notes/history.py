"""When a topic's text is worth a place on the time line: after a pause, or every two minutes of writing."""

from typing import Final

PAUSE_S: Final = 30.0
AT_LEAST_EVERY_S: Final = 120.0


class History:
    """`authors`: who wrote since the last revision. `now` everywhere: monotonic seconds."""

    def __init__(self, text: str) -> None:
        self.authors: set[str] = set()
        self._text: str | None = text  # of the last revision, or what was there before anybody wrote
        self._began: float | None = None  # the first change since then
        self._changed_at = 0.0

    def changed(self, authors: set[str], now: float) -> None:
        self.authors |= authors
        self._began = now if self._began is None else self._began
        self._changed_at = now

    def is_due(self, now: float) -> bool:
        if self._began is None:
            return False
        return now - self._changed_at >= PAUSE_S or now - self._began >= AT_LEAST_EVERY_S

    def differs(self, text: str) -> bool:
        return text != self._text

    def take(self, text: str) -> set[str]:
        """A revision of this text is being stored. Who wrote it."""
        authors, self.authors = self.authors, set()
        self._text, self._began = text, None
        return authors

    def put_back(self, authors: set[str], now: float) -> None:
        """It could not be stored."""
        self._text = None
        self.changed(authors, now)
