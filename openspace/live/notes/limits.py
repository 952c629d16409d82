"""How large notes may get, and whether a change still fits.

Both sizes are functions of the document, so a screen knows them before the server says no (rule Y6).
"""

from typing import Final

from openspace.live.notes.crdt import Crdt
from openspace.wire import NOTES_MAX_BYTES
from openspace.yjs.update import UpdateFacts

STORED_MAX_BYTES: Final = 256 * 1024  # of the whole document as one update, with what was deleted
# What was typed and deleted again without a connection still comes; but what says it was may be forged.
TEXTLESS_MAX_BYTES: Final = STORED_MAX_BYTES * 5 // 4
READ_AT_ONCE_BYTES: Final = 8 * 1024  # some 2 ms; what is larger is read beside the loop
UTF8_BYTES_A_UNIT: Final = 3  # at most, of a UTF-16 code unit


class Room:
    """What is left for one document. `written`, `stored`: at most so many bytes it has, of text and in all."""

    def __init__(self, crdt: Crdt) -> None:
        self._crdt = crdt
        self.stored = len(crdt.whole())
        self.written = crdt.text_bytes

    def fits(self, update: bytes, facts: UpdateFacts) -> bool:
        """Whether it may be applied; what only deletes always may. Exact, but rarely needs to look closely."""
        written, stored = self.written + UTF8_BYTES_A_UNIT * facts.inserted, self.stored + len(update)
        most = STORED_MAX_BYTES if facts.inserted else TEXTLESS_MAX_BYTES
        is_short = written <= NOTES_MAX_BYTES or not facts.inserted
        if (is_short and stored <= most) or not facts.reaches:
            self.written, self.stored = written, stored
            return True
        tried = self._crdt.copy()
        with tried.changing():
            tried.apply(update, facts)
        written, stored = tried.text_bytes, len(tried.whole())
        if written > max(NOTES_MAX_BYTES, self._crdt.text_bytes) or stored > most:
            return False
        self.written, self.stored = written, stored
        return True
