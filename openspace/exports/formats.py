"""Every way out of a board, in the order in which they are offered.

A format is one file beside this one and one line here. What is slow to import (typst, python-docx) is imported inside
the format's `make`, so that a server that only serves pages does not pay for it.
"""

from typing import Final

from openspace.domain.errors import N_
from openspace.exports.html import make_html, make_page
from openspace.exports.material import Format

FORMATS: Final[tuple[Format, ...]] = (
    Format(name="html", suffix=".html", media_type="text/html", make=make_html, label=N_("Web page in one file")),
)  # fmt: skip

PAGE: Final = Format(name="page", suffix="", media_type="text/html", make=make_page, takes_photos=False)


def format_of(name: str) -> Format | None:
    """By the name in its address, "html"; None if there is no such format."""
    return next((one for one in FORMATS if one.name == name), None)
