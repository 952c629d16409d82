"""A language nobody speaks, for tests: mirrored, a third longer, with letters no font may lack.

What still reads as plain English on a page in it has not gone through the catalog.
"""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from openspace.locales.catalog import Catalog, Message

PSEUDO = "qps"

LONGEST_WORD_CHARS = 10  # added as words, so that lines can break as they do in any language

_ACCENTED = str.maketrans("aeiouycnszAEIOUYCNSZ", "áéíöüýçñšžÁÉÍÖÜÝÇÑŠŽ")
_BRACES = re.compile(r"(\{\w+\})")


class PseudoCatalog(Catalog):
    """Made of the message ids alone, so it is never behind. `messages`: what the other languages know of."""

    def __init__(self, messages: Iterable[Message] = ()) -> None:
        said = (replace(message, forms=tuple(map(pseudo, message.ids))) for message in messages)
        super().__init__(PSEUDO, pseudo("Pseudo"), "rtl", said)

    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        return pseudo(one if n == 1 else many)


def pseudo(message: str) -> str:
    """ "Go here" -> "[Gö héré ~~~]"; braces stay."""
    parts = _BRACES.split(message)
    said = "".join(part if _BRACES.fullmatch(part) else part.translate(_ACCENTED) for part in parts)
    longer, rest = divmod(len(message) // 3 + 1, LONGEST_WORD_CHARS)
    return f"[{' '.join([said, *['~' * LONGEST_WORD_CHARS] * longer, '~' * rest]).rstrip()}]"
