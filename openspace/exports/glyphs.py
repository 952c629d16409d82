"""Which characters there is a font for, and what the others are called.

The fonts of the PDF are shipped in `fonts`; a character that none of them has is looked for among the machine's fonts.
Read here without anything but their own tables, so that a screen can say what will be missing before anybody presses.
"""

import struct
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import BinaryIO, Final

from babel import Locale

FOLDER: Final = Path(__file__).parent / "fonts"
FOR_HEADINGS: Final = "BricolageGrotesque"
NO_SHAPES: Final = ("LastResort", "AdobeBlank")  # they have every character, as a box or as nothing
FONTS_MAX: Final = 2_000  # of the machine's that are looked into
SYSTEM: Final = {
    "win32": (Path("C:/Windows/Fonts"),),
    "darwin": (Path("/System/Library/Fonts"), Path("/Library/Fonts")),
}.get(
    sys.platform, (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("~/.local/share/fonts").expanduser())
)

# The first word of a character's name in Unicode: ISO 15924, where it is not the script's own English name.
SCRIPTS: Final = {
    "ARMENIAN": "Armn",
    "BALINESE": "Bali",
    "BENGALI": "Beng",
    "BOPOMOFO": "Bopo",
    "BRAILLE": "Brai",
    "CANADIAN": "Cans",
    "CHEROKEE": "Cher",
    "COPTIC": "Copt",
    "DEVANAGARI": "Deva",
    "GEORGIAN": "Geor",
    "GUJARATI": "Gujr",
    "GURMUKHI": "Guru",
    "JAVANESE": "Java",
    "KANNADA": "Knda",
    "KHMER": "Khmr",
    "LAO": "Laoo",
    "MALAYALAM": "Mlym",
    "MONGOLIAN": "Mong",
    "MYANMAR": "Mymr",
    "NKO": "Nkoo",
    "ORIYA": "Orya",
    "SINHALA": "Sinh",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "THAANA": "Thaa",
    "TIBETAN": "Tibt",
    "TIFINAGH": "Tfng",
    "YI": "Yiii",
}

# Better known by a language that is written so; "han" is a Swedish pronoun.
LANGUAGES: Final = {"CJK": "zh", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja"}


def lacking(text: str) -> frozenset[str]:
    """The characters of a text that no shipped font has."""
    return frozenset(c for c in set(text) if ord(c) not in shipped() and not _needs_no_shape(c))


def found_for(characters: Iterable[str]) -> dict[Path, frozenset[str]]:
    """The machine's fonts that have them, and which of them each has. One font a character; as few fonts as it goes."""
    wanted = frozenset(characters)
    found: dict[Path, frozenset[str]] = {}
    for path in machine_fonts() if wanted else ():
        if has := frozenset(c for c in wanted if ord(c) in code_points(path)):
            found[path] = has
            wanted -= has
        if not wanted:
            break
    return found


def script_of(character: str, language: str) -> str:
    """What the script of a character is called, in a language: "Khmer", "Thai"."""
    word = unicodedata.name(character, "").split(" ")[0].split("-")[0]
    locale = Locale.parse(language, sep="-")
    if word in LANGUAGES:
        return str(locale.languages[LANGUAGES[word]])
    if word in SCRIPTS:
        return str(locale.scripts[SCRIPTS[word]])
    return word.title() if unicodedata.category(character)[0] in "LM" else str(locale.scripts["Zsym"])


@cache
def shipped() -> frozenset[int]:
    """Every code point of the shipped fonts that text may be set in."""
    paths = (path for path in FOLDER.glob("*.ttf") if not path.stem.startswith(FOR_HEADINGS))
    return frozenset().union(*(code_points(path) for path in paths))


@cache
def machine_fonts() -> tuple[Path, ...]:
    """Upright ones of ordinary weight first, Noto before others; a machine may have none."""
    files = (path for folder in SYSTEM for path in folder.rglob("*") if path.suffix.lower() in (".ttf", ".otf", ".ttc"))
    usable = (path for path in files if not path.stem.startswith(NO_SHAPES))
    return tuple(sorted(usable, key=_strangeness)[:FONTS_MAX])


def _strangeness(path: Path) -> tuple[bool, bool, str]:
    return "Regular" not in path.stem, "NotoSans" not in path.stem, path.stem


@cache
def code_points(path: Path) -> frozenset[int]:
    """Those that a font has a shape for; none if it cannot be read. Of a collection: those of its first font."""
    try:
        with path.open("rb") as file:
            return frozenset(_mapped(_character_map(file)))
    except (OSError, ValueError, struct.error):
        return frozenset()


def _character_map(file: BinaryIO) -> bytes:
    """The `cmap` table (OpenType 1.9, "cmap")."""
    head = file.read(16)
    start = 0
    if head[:4] == b"ttcf":
        (start,) = struct.unpack_from(">I", head, 12)
        file.seek(start)
        head = file.read(12)
    (tables,) = struct.unpack_from(">H", head, 4)
    file.seek(start + 12)
    directory = file.read(16 * tables)
    for number in range(tables):
        tag, _, offset, length = struct.unpack_from(">4sIII", directory, 16 * number)
        if tag == b"cmap":
            file.seek(offset)
            return file.read(length)
    raise ValueError("no cmap")


def _mapped(table: bytes) -> Iterator[int]:
    (subtables,) = struct.unpack_from(">H", table, 2)
    offsets = {struct.unpack_from(">HHI", table, 4 + 8 * number)[2] for number in range(subtables)}
    for offset in offsets:
        match struct.unpack_from(">H", table, offset):
            case (4,):
                yield from _mapped_by_segments(table, offset)
            case (12,):
                yield from _mapped_by_groups(table, offset)
            case _:
                pass


def _mapped_by_segments(table: bytes, offset: int) -> Iterator[int]:
    (twice,) = struct.unpack_from(">H", table, offset + 6)
    count = twice // 2
    ends, starts, deltas, ranges = (
        struct.unpack_from(f">{count}H", table, offset + 14 + part * twice + (2 if part else 0)) for part in range(4)
    )
    first_range = offset + 16 + 3 * twice
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if ranges[number]:
                place = first_range + 2 * number + ranges[number] + 2 * (code - start)
                (glyph,) = struct.unpack_from(">H", table, place)
                if glyph == 0:
                    continue
            if (glyph + deltas[number]) % 0x10000:
                yield code


def _mapped_by_groups(table: bytes, offset: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", table, offset + 12)
    for number in range(count):
        start, end, glyph = struct.unpack_from(">III", table, offset + 16 + 12 * number)
        yield from range(start if glyph else start + 1, min(end, sys.maxunicode) + 1)


def _needs_no_shape(character: str) -> bool:
    """Line breaks, and signs that only steer others: joiners, marks of direction, selectors, tags."""
    code = ord(character)
    is_selector = 0xFE00 <= code <= 0xFE0F or 0xE0000 <= code <= 0xE0FFF
    return character in "\t\n" or is_selector or unicodedata.category(character) == "Cf"
