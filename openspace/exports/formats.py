"""Every way out of a board, in the order in which they are offered.

A format is one file beside this one and one line here. What is slow to import (typst, python-docx) is imported inside
the format's `make`, so that a server that only serves pages does not pay for it.
"""

from typing import Final

from openspace.exports.html import make_html
from openspace.exports.material import Format

FORMATS: Final[tuple[Format, ...]] = (
    Format(name="html", suffix=".html", media_type="text/html", make=make_html),
)  # fmt: skip


def format_of(name: str) -> Format | None:
    """By the name in its address, "html"; None if there is no such format."""
    return next((one for one in FORMATS if one.name == name), None)
