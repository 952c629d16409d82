"""What people typed, made safe to show: NFC, trimmed, one line, no control or bidi-override characters.

Rule G2 of docs/PROTOCOL.md. Lengths count code points after cleaning. ZWJ and ZWNJ stay: Arabic,
Persian and emoji need them.
"""

import unicodedata

from openspace.domain.entities import (
    ABOUT_MAX_CHARS,
    LINE_MAX_CHARS,
    NAME_MAX_CHARS,
    PHOTO_TEXT_MAX_CHARS,
    TITLE_MAX_CHARS,
)
from openspace.domain.errors import N_, Invalid

_ZERO_WIDTH_JOINERS = "\u200c\u200d"
_BREAKS = "\n\r\t\v\f\x85\u2028\u2029"
_TAG_MAX_CHARS = 35  # RFC 5646 section 4.4.1


def clean(text: str) -> str:
    """One line: breaks become spaces, control, format and surrogate characters go."""
    if text.isprintable():  # then it has none of them
        return unicodedata.normalize("NFC", text).strip()
    spaced = "".join(" " if character in _BREAKS else character for character in text)
    kept = (c for c in spaced if c in _ZERO_WIDTH_JOINERS or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def title(text: str) -> str:
    """1-140 characters."""
    return _line(text, TITLE_MAX_CHARS, N_("The title"), may_be_empty=False)


def about(text: str | None) -> str:
    """0-400 characters; None is empty."""
    return _line(text or "", ABOUT_MAX_CHARS, N_("The line about the topic"))


def name(text: str | None) -> str:
    """0-60 characters; None is empty."""
    return _line(text or "", NAME_MAX_CHARS, N_("The name"))


def required_name(text: str) -> str:
    """1-60 characters."""
    return _line(text, NAME_MAX_CHARS, N_("The name"), may_be_empty=False)


def line(text: str | None) -> str:
    """0-200 characters; None is empty."""
    return _line(text or "", LINE_MAX_CHARS, N_("The text"))


def required_line(text: str) -> str:
    """1-200 characters."""
    return _line(text, LINE_MAX_CHARS, N_("The text"), may_be_empty=False)


def paragraphs(text: str | None) -> str:
    """0-2,000 characters of as many lines as people want; None is empty."""
    lines = (clean(line) for line in (text or "").splitlines())
    cleaned = "\n".join(lines).strip()
    return _within(cleaned, PHOTO_TEXT_MAX_CHARS, N_("The text"))


def language(tag: str | None) -> str:
    """A BCP 47 tag in shape ("sv", "zh-Hant"), or empty."""
    tag = (tag or "").strip()
    parts = tag.split("-")
    is_tag = len(tag) <= _TAG_MAX_CHARS and all(part.isascii() and part.isalnum() and len(part) <= 8 for part in parts)
    if tag and not (is_tag and 2 <= len(parts[0]) <= 3 and parts[0].isalpha()):
        raise Invalid(terms={"field": N_("The language")}, instead=N_("Use a language code such as sv, en or ar."))
    return tag


def whole(number: int | None, low: int, high: int, field: str) -> int | None:
    """The number if it lies in [low, high]; None stays None. `field` is a message id."""
    if number is not None and not low <= number <= high:
        raise Invalid(
            terms={"field": field}, instead=N_("Use a whole number from {low} to {high}."), low=low, high=high
        )
    return number


def _line(text: str, limit: int, field: str, *, may_be_empty: bool = True) -> str:
    cleaned = clean(text)
    if not cleaned.strip(_ZERO_WIDTH_JOINERS + " ") and not may_be_empty:
        raise Invalid(says=N_("{field} is empty."), instead=N_("Write something first."), terms={"field": field})
    return _within(cleaned, limit, field)


def _within(cleaned: str, limit: int, field: str) -> str:
    if len(cleaned) > limit:
        raise Invalid(
            says=N_("{field} is too long: {length} characters."),
            instead=N_("Shorten it to {limit} characters."),
            terms={"field": field},
            length=len(cleaned),
            limit=limit,
        )
    return cleaned
