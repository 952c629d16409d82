"""Times as people's programs write them: ISO 8601, of which the decoder itself reads RFC 3339 alone.

`2027-04-14T09:00+02:00`, without seconds, is the one that comes. What has no offset still fails.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any, Final, TypeVar

import msgspec

Shape = TypeVar("Shape")

_FIELDS: Final = ("starts", "ends")


def read(decode: Callable[[str | bytes], Shape], text: str | bytes) -> Shape:
    """What `decode` makes of the text, or of the same with its times spelled out. Raises what `decode` raises."""
    try:
        return decode(text)
    except msgspec.ValidationError as error:
        if "RFC3339" not in str(error):
            raise
    message = msgspec.json.decode(text)
    _spell_out(message)
    return decode(msgspec.json.encode(message))


def _spell_out(fields: Any) -> None:
    if not isinstance(fields, dict):
        return
    for name in _FIELDS:
        with suppress(ValueError, TypeError, KeyError):
            fields[name] = datetime.fromisoformat(fields[name]).isoformat()
    slots = fields.get("slots")
    for slot in slots if isinstance(slots, list) else ():
        _spell_out(slot)
