"""How many want to be at each topic. Whose stars they are stays in the log and with their owners."""

from collections import Counter
from collections.abc import Mapping

from openspace.domain.board import Board, Changes
from openspace.domain.entities import Interest


class InterestCounts:
    """Kept from each old and new `Interest`; topics off the board keep their count, untold."""

    def __init__(self, board: Board) -> None:
        self._counts: Counter[str] = Counter()
        for interest in board.interests.values():
            self._counts.update(interest.topics)
        self.changed: set[str] = set()  # topics whose count is not yet told

    def follow(self, before: Board, changes: Changes) -> None:
        """What an event does to the counts."""
        for person, interest in changes.interests.items():
            self._replace(before.interests.get(person), interest)
        for key, topic in changes.topics.items():
            # Gone, or up again with the stars it had.
            if (topic is None) != (key not in before.topics) and self._counts[key]:
                self.changed.add(key)

    def of(self, board: Board, topic: str) -> int:
        """0 for a topic that is not on the board."""
        return self._counts[topic] if topic in board.topics else 0

    def whole(self, board: Board) -> dict[str, int]:
        """Topics on the board with at least one star."""
        return {topic: count for topic in board.topics if (count := self._counts.get(topic))}

    def _replace(self, old: Interest | None, new: Interest | None) -> None:
        gone = set(old.topics if old else ())
        come = set(new.topics if new else ())
        self._counts.subtract(gone - come)
        self._counts.update(come - gone)
        self.changed |= gone ^ come


def counts(board: Board) -> Mapping[str, int]:
    """The same counted from nothing, for tests to compare with."""
    return Counter(t for i in board.interests.values() for t in i.topics if t in board.topics)
