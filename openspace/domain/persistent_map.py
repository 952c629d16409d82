"""A mapping whose versions share what they have in common, as `merge` makes them of large collections.

What an act costs must not grow with the people on a board. A version is a dict that others may share, and a small one
of what has changed since. The next version copies the small one only, of at most `CHANGED_MAX` entries; one version in
so many folds both into a new dict, so an act bears a 64th of a copy. Finding is two lookups. Walking folds, once for a
version and those that follow. Removing folds too: what goes away (a session, a notice) is never of the many.
"""

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Any, Final, TypeVar

V = TypeVar("V")

SMALL: Final = 128  # entries up to which a plain dict is copied as fast
CHANGED_MAX: Final = 64
MISSING: Final[Any] = object()


class PersistentMap(Mapping[str, V]):
    """In the order of a dict with the same history; equal to any mapping with the same entries.

    Nothing that a reader can see ever changes, so threads may read it too: what changed is looked at before what is
    shared, and goes only once that holds it.
    """

    __slots__ = ("_changed", "_shared")

    def __init__(self, shared: dict[str, V], changed: dict[str, V] | None = None) -> None:
        """Both belong to it from now on."""
        self._shared = shared
        self._changed = changed or {}

    def whole(self) -> dict[str, V]:
        """Everything as a dict, which is not to be changed: others read it."""
        if changed := self._changed:
            self._shared = {**self._shared, **changed}
            self._changed = {}
        return self._shared

    def merged(self, changes: Mapping[str, V | None]) -> Mapping[str, V]:
        """As `merge`."""
        changed = {**self._changed, **changes}
        if len(changed) > CHANGED_MAX or None in changes.values():
            return merge(self.whole(), changes)
        return PersistentMap(self._shared, changed)  # type: ignore[arg-type]  # none of them is None

    def __getitem__(self, key: str) -> V:
        found = self._changed.get(key, MISSING)
        return self._shared[key] if found is MISSING else found

    def get(self, key: str, default: Any = None) -> Any:  # Mapping's own raises and catches
        found = self._changed.get(key, MISSING)
        return self._shared.get(key, default) if found is MISSING else found

    def __contains__(self, key: object) -> bool:
        return key in self._changed or key in self._shared

    def __len__(self) -> int:
        changed, shared = self._changed, self._shared
        return len(shared) + sum(key not in shared for key in changed)

    def __iter__(self) -> Iterator[str]:
        return iter(self.whole())

    def keys(self) -> KeysView[str]:
        return self.whole().keys()

    def values(self) -> ValuesView[V]:
        return self.whole().values()

    def items(self) -> ItemsView[str, V]:
        return self.whole().items()


def merge(collection: Mapping[str, V], changes: Mapping[str, V | None]) -> Mapping[str, V]:
    """The collection with each changed value replaced, or removed where it is None."""
    if isinstance(collection, PersistentMap):
        return collection.merged(changes)
    merged = dict(collection)
    for key, value in changes.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = value
    return merged if len(merged) <= SMALL else PersistentMap(merged)


def plain(collection: Mapping[str, V]) -> dict[str, V]:
    """As a dict that is not to be changed, for who takes nothing else: msgspec."""
    return collection.whole() if isinstance(collection, PersistentMap) else dict(collection)
