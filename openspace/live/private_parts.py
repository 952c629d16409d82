"""The private part of events, sorted by the screens it is for."""

from collections.abc import Iterable
from typing import Any

from openspace.domain.board import private_changes
from openspace.live.batch import Decided
from openspace.live.screen import Screen
from openspace.live.screens import Screens

Private = dict[str, dict[str, Any]]  # collection -> id -> entity, or None where it went away


def for_owners(decided: Iterable[Decided], screens: Screens[Screen]) -> dict[Screen, Private]:
    """What each screen concerned gets to know, the last value of each entity."""
    found: dict[Screen, Private] = {}
    for one in decided:
        for collection, key, entity, audience in private_changes(one.before, one.row.event.changes):
            for screen in screens.of_audience(audience):
                found.setdefault(screen, {}).setdefault(collection, {})[key] = entity
    return found
