"""Where the writers' carets are, as line numbers: read from awareness, which is hostile.

A caret is `cursor: {anchor, head}`, each a relative position of Yjs: before a letter (`item`) or at the end.
"""

from collections.abc import Iterable
from typing import Any

import msgspec

from openspace.live.notes.company import Word
from openspace.live.notes.crdt import Crdt
from openspace.live.notes.digest import Carets
from openspace.live.notes.peer import Peer
from openspace.yjs.update import Id


def carets_of(writers: Iterable[Peer], words: Iterable[Word], crdt: Crdt) -> Carets:
    """The carets of those who write."""
    words = tuple(words)
    unknown = set(writers) - {word.peer for word in words if has_left(word)}
    ends = [(word.peer, end) for word in words if word.peer in unknown for end in ends_of(word)]
    letters = [letter for _, end in ends if (letter := letter_of(end)) is not None]
    lines = dict(zip(letters, crdt.lines_of(letters), strict=True)) if letters else {}
    found: set[int] = set()
    for peer, end in ends:
        letter = letter_of(end)
        line = crdt.text.count("\n") if letter is None else lines[letter]
        if line is not None:
            found.add(line)
            unknown.discard(peer)
    return Carets(lines=found, are_all_known=not unknown)


def has_left(word: Word) -> bool:
    """Whether somebody says that their caret is nowhere: their hands are elsewhere."""
    said = msgspec.json.decode(word.said.state or "{}")
    return "cursor" in said and said["cursor"] is None


def ends_of(word: Word) -> list[dict[str, Any]]:
    """Of the selection; those that are positions at all."""
    cursor = msgspec.json.decode(word.said.state or "{}").get("cursor")
    ends = (cursor.get("anchor"), cursor.get("head")) if isinstance(cursor, dict) else ()
    return [end for end in ends if isinstance(end, dict) and (letter_of(end) is not None or end.get("tname"))]


def letter_of(position: dict[str, Any]) -> Id | None:
    """The letter the caret stands before; None at the end of the text."""
    item = position.get("item")
    if not isinstance(item, dict):
        return None
    client, clock = item.get("client"), item.get("clock")
    return (client, clock) if isinstance(client, int) and isinstance(clock, int) else None
