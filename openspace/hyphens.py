"""Where a long word in a title may break.

A wall shows "Arbetsmarknadsfrågor" four centimetres wide; browsers differ in which languages they can
hyphenate, so the places are found once, here, and travel with the topic.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

import pyphen  # type: ignore[import-untyped]

LONG_WORD_MIN_CHARS = 12  # shorter words fit every line we draw
EACH_SIDE_MIN_CHARS = 4
DICTIONARIES = {"sv": "sv", "da": "da", "nb": "nb", "nn": "nb", "no": "nb", "de": "de"}

_WORD = re.compile(rf"[^\W\d_]{{{LONG_WORD_MIN_CHARS},}}")
_FINNISH_VOWELS = frozenset("aeiouyäöå")


def breaks(text: str, language: str) -> tuple[int, ...]:
    """Code points of `text` before which a line may end with a hyphen, in order.

    Empty for languages without a dictionary here. `language`: BCP 47.
    """
    syllables = _syllables(language.split("-")[0].lower())
    if syllables is None:
        return ()
    found = ((word.start(), len(word[0]), syllables(word[0].lower())) for word in _WORD.finditer(text))
    return tuple(
        start + position
        for start, length, positions in found
        for position in positions
        if EACH_SIDE_MIN_CHARS <= position <= length - EACH_SIDE_MIN_CHARS
    )


@lru_cache
def _syllables(language: str) -> Callable[[str], Sequence[int]] | None:
    """What finds the places in one word of the language; None if nothing here knows it."""
    if language == "fi":
        return _finnish
    return pyphen.Pyphen(lang=DICTIONARIES[language]).positions if language in DICTIONARIES else None


def _finnish(word: str) -> list[int]:
    """A syllable begins at every consonant with a vowel after it."""
    return [
        index
        for index, (letter, after) in enumerate(pairwise(word))
        if index and letter not in _FINNISH_VOWELS and after in _FINNISH_VOWELS
    ]
