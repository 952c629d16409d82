"""A board's short code, however people write it.

Case, spaces, hyphens and the reader's own digits are forgiven: `lund-٤٨٢` is `LUND482`.
"""

import re
import unicodedata
from typing import Final

CODE_MAX_CHARS = 40  # as typed; a board's own has seven
_WRITTEN_SO: Final = re.compile(rf"[A-Z0-9]{{1,{CODE_MAX_CHARS}}}", re.ASCII)


def canonical(typed: str) -> str:
    """Capitals and ASCII digits without anything between them; empty if nothing of a code is there."""
    if _WRITTEN_SO.fullmatch(typed):
        return typed
    written = unicodedata.normalize("NFKC", typed[:CODE_MAX_CHARS])
    return "".join(_plain(character) for character in written if character.isalnum()).upper()


def _plain(character: str) -> str:
    return str(unicodedata.decimal(character, character))
