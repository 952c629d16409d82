"""Where a long word in a title may break.

A wall shows "Arbetsmarknadsfrågor" four centimetres wide; browsers differ in which languages they can
hyphenate, so the places are found once, here, and travel with the topic.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import pyphen  # type: ignore[import-untyped]

LONG_WORD_MIN_CHARS = 12  # shorter words fit every line we draw
FOREIGN_WORD_MIN_CHARS = 18  # as no word of English, so it is hardly one
EACH_SIDE_MIN_CHARS = 4
DICTIONARIES = {"sv": "sv", "da": "da", "nb": "nb", "nn": "nb", "no": "nb", "de": "de"}

_WORD = re.compile(rf"[^\W\d_]{{{LONG_WORD_MIN_CHARS},}}")
_FINNISH_VOWELS = frozenset("aeiouyäöå")


class NotLoaded(Exception):
    """`load` the language first, off the loop that every screen waits for."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self.language = language


def breaks(text: str, language: str, board_language: str) -> tuple[int, ...]:
    """Code points of `text` before which a line may end with a hyphen, in order.

    `language`, BCP 47: what the text says it is in, empty where it does not. A phone says its reader's whatever is
    written, so where that has no dictionary here, very long words are taken for the board's language.

    Raises:
        NotLoaded: A dictionary is needed that has not been read yet.
    """
    own = language or board_language
    if has_dictionary(own):
        return _breaks(text, own, LONG_WORD_MIN_CHARS)
    return _breaks(text, board_language, FOREIGN_WORD_MIN_CHARS) if has_dictionary(board_language) else ()


def has_dictionary(language: str) -> bool:
    return _key(language) in DICTIONARIES.keys() | _loaded.keys()


def is_loaded(language: str) -> bool:
    """Also where there is nothing to load."""
    key = _key(language)
    return key in _loaded or key not in DICTIONARIES


def load(language: str) -> None:
    """Read the language's dictionary, once. Takes up to two seconds (measured: German 1.6): in a thread, please."""
    if not is_loaded(language):
        key = _key(language)
        _loaded[key] = pyphen.Pyphen(lang=DICTIONARIES[key]).positions


def _breaks(text: str, language: str, word_min_chars: int) -> tuple[int, ...]:
    if not is_loaded(language):
        raise NotLoaded(language)
    syllables = _loaded[_key(language)]
    words = (word for word in _WORD.finditer(text) if len(word[0]) >= word_min_chars)
    return tuple(
        word.start() + position
        for word in words
        for position in syllables(word[0].lower())
        if EACH_SIDE_MIN_CHARS <= position <= len(word[0]) - EACH_SIDE_MIN_CHARS
    )


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
