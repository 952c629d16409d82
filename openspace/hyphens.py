"""Where a long word in a title may break.

A wall shows "Arbetsmarknadsfrågor" four centimetres wide; browsers differ in which languages they can
hyphenate, so the places are found once, here, and travel with the topic.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import pyphen  # type: ignore[import-untyped]

LONG_WORD_MIN_CHARS = 12  # shorter words fit every line we draw
EACH_SIDE_MIN_CHARS = 4
DICTIONARIES = {"sv": "sv", "da": "da", "nb": "nb", "nn": "nb", "no": "nb", "de": "de"}

_WORD = re.compile(rf"[^\W\d_]{{{LONG_WORD_MIN_CHARS},}}")
_FINNISH_VOWELS = frozenset("aeiouyäöå")


class NotLoaded(Exception):
    """`load` the language first, off the loop that every screen waits for."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self.language = language


def breaks(text: str, language: str) -> tuple[int, ...]:
    """Code points of `text` before which a line may end with a hyphen, in order.

    Empty for languages without a dictionary here. `language`: BCP 47.

    Raises:
        NotLoaded: The language has a dictionary that has not been read yet.
    """
    syllables = _loaded.get(_key(language))
    if syllables is None:
        if is_loaded(language):
            return ()
        raise NotLoaded(language)
    found = ((word.start(), len(word[0]), syllables(word[0].lower())) for word in _WORD.finditer(text))
    return tuple(
        start + position
        for start, length, positions in found
        for position in positions
        if EACH_SIDE_MIN_CHARS <= position <= length - EACH_SIDE_MIN_CHARS
    )


def is_loaded(language: str) -> bool:
    """Also where there is nothing to load."""
    key = _key(language)
    return key in _loaded or key not in DICTIONARIES


def load(language: str) -> None:
    """Read the language's dictionary, once. Takes up to two seconds (measured: German 1.6): in a thread, please."""
    if not is_loaded(language):
        key = _key(language)
        _loaded[key] = pyphen.Pyphen(lang=DICTIONARIES[key]).positions


def _key(language: str) -> str:
    return language.split("-")[0].lower()


def _finnish(word: str) -> list[int]:
    """A syllable begins at every consonant with a vowel after it."""
    return [
        index
        for index, (letter, after) in enumerate(pairwise(word))
        if index and letter not in _FINNISH_VOWELS and after in _FINNISH_VOWELS
    ]


_loaded: dict[str, Callable[[str], Sequence[int]]] = {"fi": _finnish}  # what finds the places in one word
