"""A board's short code, however people write it.

Case, spaces, hyphens and the reader's own digits are forgiven: `lund-٤٨٢` is `LUND482`.
"""

import unicodedata

CODE_MAX_CHARS = 40  # as typed; a board's own has seven


def canonical(typed: str) -> str:
    """Capitals and ASCII digits without anything between them; empty if nothing of a code is there."""
    written = unicodedata.normalize("NFKC", typed[:CODE_MAX_CHARS])
    return "".join(_plain(character) for character in written if character.isalnum()).upper()


def _plain(character: str) -> str:
    return str(unicodedata.decimal(character, character))
