"""What the Markdown of our notes means: what is internal, what is only the template, what a line says without signs.

Text is hostile: every function here is linear in it. Rules Y3 and Y10 of docs/PROTOCOL.md.
"""

import re
import unicodedata
from collections.abc import Callable, Container
from typing import Final

from openspace.domain.errors import N_

FENCE: Final = ":::"
INTERNAL: Final = ":::intern"  # how the toolbar's button writes it

HEADINGS: Final = (N_("What we talked about"), N_("What surprised us"), N_("What we agree on"))

_BLOCK_SIGNS = re.compile(r"(?:(?:[-*+•]|#{1,6}|\d{1,9}[.)])(?:\s+|$)|>\s*)*(?:\[[ xX]\](?:\s+|$))?")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\[\]]*\)")
_EMPHASIS = re.compile(r"\\([!-/:-@\[-`{-~])|(?<=\S)\*+|\*+(?=\S)|~~|`+|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)")


def without_internal(text: str) -> str:
    """The text without its `:::intern` … `:::` blocks, fences included; an unclosed one goes to the end.

    When in doubt a line is internal: any other word after a fence counts as `intern`, blocks nest, only a line of
    nothing but colons (three or more) closes, and whatever stands on an opening line goes with it.
    """
    return "\n".join(line for _, line in public_lines(text))


def public_lines(text: str) -> list[tuple[int, str]]:
    """What `without_internal` leaves, each line with its number in the text, the first 0."""
    depth = 0
    kept = []
    for number, line in enumerate(text.split("\n")):
        sign = sign_of(line)
        if is_closing(sign):
            depth = max(0, depth - 1)
        elif is_opening(sign):
            depth += 1
        elif depth == 0:
            kept.append((number, line))
    return kept


def is_opening(sign: str) -> bool:
    """Whether a line, without spaces and in small letters, begins what is internal."""
    return "::intern" in sign or (sign.lstrip(">-*+#•").startswith(FENCE) and not is_closing(sign))


def is_closing(sign: str) -> bool:
    return len(sign) >= len(FENCE) and not sign.strip(":")


def template(translate: Callable[[str], str]) -> str:
    """What a document begins with: three headings, an empty bullet under each."""
    return "\n".join(f"## {translate(heading)}\n\n- \n" for heading in HEADINGS)


def is_empty_report(text: str, headings: Container[str] = ()) -> bool:
    """Whether nobody has written anything. `headings`: those that stood there from the start, in any language."""
    return all(said in headings for line in text.splitlines() if (said := plain(line)))


def plain_lines(text: str) -> list[str]:
    """What each line says, without Markdown signs; lines that say nothing are left out."""
    lines = (plain(line) for line in text.splitlines())
    return [line for line in lines if line]


def plain(line: str) -> str:
    """One line without Markdown signs."""
    rest = _BLOCK_SIGNS.sub("", line.strip(), count=1)
    if not rest.strip("-*_=~` "):
        return ""  # a rule, a fence of code, an underline
    return _EMPHASIS.sub(r"\1", _LINK.sub(r"\1", rest)).strip()


def sign_of(line: str) -> str:
    """As the eye sees it: without spaces and invisible characters, wide forms made narrow, in small letters."""
    if ":" not in line and "：" not in line and "︓" not in line and "﹕" not in line:
        return ""
    narrow = unicodedata.normalize("NFKC", line).casefold()
    return "".join(c for c in narrow if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf"))
