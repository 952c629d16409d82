"""Documents made by the server from a text: the template a topic's notes begin with, and what an import brings."""

from typing import Final

from openspace.live.notes.crdt import Crdt

SEED_CLIENT: Final = 1  # one for all, so that a seed made twice is one


def document_of(text: str) -> bytes:
    """A new document with this text, as one update: the same for the same text."""
    crdt = Crdt(client=SEED_CLIENT)
    with crdt.changing():
        crdt.rewrite(text)
    return crdt.whole()
