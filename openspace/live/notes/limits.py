"""How large notes may get, and whether a change still fits.

Both sizes are functions of the document, so a screen knows them before the server says no (rule Y6).
"""

from typing import Final

from openspace.live.notes.crdt import Crdt
from openspace.wire import NOTES_MAX_BYTES
from openspace.yjs.update import UpdateFacts

STORED_MAX_BYTES: Final = 256 * 1024  # of the whole document as one update, with what was deleted
UTF8_BYTES_A_UNIT: Final = 3  # at most, of a UTF-16 code unit


class Room:
    """What is left for one document. `stored`: at least as many bytes as it has."""

    def __init__(self, crdt: Crdt) -> None:
        self._crdt = crdt
        self.stored = len(crdt.whole())

    def fits(self, update: bytes, facts: UpdateFacts) -> bool:
        """Whether it may be applied; what only deletes always may. Exact, but rarely needs to look closely."""
        is_far = (
            self._crdt.text_bytes + UTF8_BYTES_A_UNIT * facts.inserted <= NOTES_MAX_BYTES
            and self.stored + len(update) <= STORED_MAX_BYTES
        )
        if is_far or not facts.inserted:
            self.stored += len(update)
            return True
        tried = self._crdt.copy()
        with tried.changing():
            tried.apply(update, facts)
        stored = len(tried.whole())
        if tried.text_bytes > max(NOTES_MAX_BYTES, self._crdt.text_bytes) or stored > STORED_MAX_BYTES:
            return False
        self.stored = stored
        return True
