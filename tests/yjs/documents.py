"""A document as the server keeps it: nothing reaches pycrdt but through the strict reader."""

import base64
import json
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from pycrdt import Doc, Text

from openspace.yjs.pairs import Pairs, split_pairs
from openspace.yjs.update import decode_state_vector, decode_update, missing_from

VECTORS = Path(__file__).with_name("vectors.json")


class Story(Struct, frozen=True):
    """What real clients sent, in order, and what they all show in the end."""

    name: str
    updates: Sequence[bytes]
    text: str
    state: dict[int, int]


def stories() -> list[Story]:
    read = json.loads(VECTORS.read_text(encoding="utf-8"))
    return [
        Story(
            name=story["name"],
            updates=[base64.b64decode(update) for update in story["updates"]],
            text=story["text"],
            state=decode_state_vector(base64.b64decode(story["state"])),
        )
        for story in read
    ]


class Document:
    def __init__(self) -> None:
        self.state: dict[int, int] = {}
        self.rebuilt = 0
        self._pairs = Pairs()
        self._doc: Doc[Text] = Doc({"notes": Text()})

    @property
    def text(self) -> str:
        return str(self._doc["notes"])

    def whole(self) -> bytes:
        return self._doc.get_update()

    def pycrdt_state(self) -> dict[int, int]:
        return decode_state_vector(self._doc.get_state())

    def take(self, update: bytes) -> bool:
        """Apply an update, or return False if it does not connect.

        Raises:
            BadUpdate: It was refused.
        """
        facts = decode_update(update)
        if missing_from(facts, self.state):
            return False
        if cut := self._pairs.cut_by(facts, self.state):
            self._build_again(split_pairs(self.whole(), cut))
            update = split_pairs(update, cut)
        self._doc.apply_update(update)
        self._pairs.add(facts, self.state, cut)
        for client, clock in facts.reaches.items():
            self.state[client] = max(clock, self.state.get(client, 0))
        return True

    def _build_again(self, whole: bytes) -> None:
        self._doc = Doc({"notes": Text()})
        self._doc.apply_update(whole)
        self.rebuilt += 1


def opened(whole: bytes) -> Document:
    """Open a document from what was stored."""
    document = Document()
    assert document.take(whole)
    return document
