"""Where the characters of two code units are in a document, so that none is cut in half in pycrdt's hands.

Yjs counts UTF-16 code units, and a careless client may write or delete between the two halves of an emoji. Yjs then
puts U+FFFD for each half. pycrdt 0.14 does not: its lengths no longer fit its text, and every screen that reads its
document from then on has a broken one. So the server looks first, and where a pair is about to be cut, it writes the
two U+FFFD itself: into the update, and into the document by building it again.
"""

from collections.abc import Collection, Iterator, Mapping

from openspace.yjs.update import AstralString, Id, UpdateFacts, decode_update
from openspace.yjs.writer import block

REPLACEMENT = "\ufffd"
ASTRAL = "\U00010000"


class Pairs:
    """The pairs of one document. A pair goes by the id of its second half."""

    def __init__(self) -> None:
        self._known: set[Id] = set()

    def cut_by(self, facts: UpdateFacts, state: Mapping[int, int]) -> frozenset[Id]:
        """Return the pairs, in the document and in the update itself, that the update cuts; nearly always none.

        state: the document's state vector before the update.
        """
        if not self._known and not facts.astral:
            return frozenset()
        new = set(pairs_in(facts))
        cut = {pair for pair in facts.cuts if pair in self._known or pair in new}
        cut |= {pair for pair in new if state.get(pair[0]) == pair[1]}  # the document knows the first half alone
        return frozenset(cut)

    def add(self, facts: UpdateFacts, state: Mapping[int, int], cut: Collection[Id] = ()) -> None:
        """Take note of an update that was applied to a document at `state`, after the pairs in `cut` were split."""
        self._known.update(pair for pair in pairs_in(facts) if pair[1] >= state.get(pair[0], 0))
        self._known.difference_update(cut)


def pairs_in(facts: UpdateFacts) -> Iterator[Id]:
    for string in facts.astral:
        yield from (pair for pair, _ in _second_halves(string))


def split_pairs(update: bytes, cut: Collection[Id]) -> bytes:
    """Write an update again with U+FFFD twice in place of each pair in `cut`; no clock changes by it.

    Raises:
        BadUpdate: The update is none.
    """
    written = bytearray()
    copied = 0
    for string in decode_update(update).astral:
        halves = [at for pair, at in _second_halves(string) if pair in cut]
        if halves:
            written += update[copied : string.start]
            written += block(_with_replacements(string.text, halves).encode())
            copied = string.end
    return bytes(written + update[copied:])


def _second_halves(string: AstralString) -> Iterator[tuple[Id, int]]:
    """Each pair with its place in the Python text."""
    clock = string.clock
    for at, character in enumerate(string.text):
        if character >= ASTRAL:
            clock += 1
            yield (string.client, clock), at
        clock += 1


def _with_replacements(text: str, places: Collection[int]) -> str:
    letters = list(text)
    for at in places:
        letters[at] = REPLACEMENT * 2
    return "".join(letters)
