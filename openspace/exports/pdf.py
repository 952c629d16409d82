"""The book as PDF: tagged (PDF/UA-1), with contents, bookmarks and the fonts it needs.

Typst sets it by `typst/book.typ`. What people wrote goes in as data and is never markup. The standard forbids
characters without a shape and the compiler refuses them, so none comes out as an empty box (rule E3 of
docs/PROTOCOL.md).
"""

import re
import shutil
import unicodedata
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from openspace.domain.errors import N_
from openspace.exports.blocks import Block, Direction, direction_of, numbers_together, words_of
from openspace.exports.glyphs import FOLDER
from openspace.exports.html_text import direction_of_language
from openspace.exports.material import Material
from openspace.exports.paper import Plate, Sheet, Worded
from openspace.exports.paper_words import paper_of
from openspace.exports.prints import for_print, width_cm
from openspace.exports.scripts import REPLACEMENT, Shapes, shapes_of

TEMPLATE: Final = Path(__file__).parent / "typst" / "book.typ"
WORD_MAX_CHARS: Final = 45  # a longer one may end a line anywhere
BELOW_MAX_CHARS: Final = 600  # that stay with their picture
TRIES_MAX: Final = 3
MARKS_MAX: Final = 10  # on one letter
NO_WIDTH: Final = "\u200b"

_LONG = re.compile(rf"\S{{{WORD_MAX_CHARS + 1},}}")
_PRIMARY = re.compile("[a-z]{2,3}")
_SHAPELESS = re.compile(r'the text `"(.*?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


@cache
def piles() -> re.Pattern[str]:
    """More marks on one letter than any script has: shaping thirty thousand takes minutes (E1). The first ten stay."""
    marks = "".join(chr(c) for c in range(0x300, 0x10000) if unicodedata.category(chr(c)) in ("Mn", "Me"))
    return re.compile(f"([{marks}]{{{MARKS_MAX}}})[{marks}]+")


def make_pdf(material: Material) -> bytes:
    import typst

    material = replace(material, photos=for_print(material.photos))
    shapes = shapes_of(material)
    with TemporaryDirectory(prefix="openspace-pdf-") as place:
        folder = Path(place)
        found = _gather(material, shapes, folder)
        data = piles().sub(r"\1", msgspec.json.encode(_data_of_book(material, shapes, found)).decode())
        for _ in range(TRIES_MAX):
            try:
                return _compile(data, folder, material)
            except typst.TypstError as error:
                shapeless = shapeless_in(error.diagnostic)
                if not shapeless:
                    raise
                # Each has a font, but none that can show it where it stands.
                data = data.translate({ord(character): REPLACEMENT for character in shapeless})
    raise RuntimeError("characters without a shape remain")


def shapeless_in(diagnostic: str) -> set[str]:
    """The characters that the compiler had no shape for."""
    texts = (_ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in _SHAPELESS.findall(diagnostic))
    return {character for text in texts for character in text}


def _gather(material: Material, shapes: Shapes, folder: Path) -> list[str]:
    """Put what the compiler may read into its folder; the names of the machine's fonts among it."""
    import typst

    (folder / "fonts").mkdir()
    for path in shapes.fonts:
        shutil.copy(path, folder / "fonts")
    for digest, content in material.photos.items():
        (folder / _file_of(digest, material)).write_bytes(content)
    shutil.copy(TEMPLATE, folder)
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder / "fonts"]
    ).families()


def _compile(data: str, folder: Path, material: Material) -> bytes:
    import typst

    (folder / "book.json").write_text(data, encoding="utf-8")
    return typst.compile(
        folder / TEMPLATE.name,
        root=folder,
        font_paths=[FOLDER, folder / "fonts"],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=int(material.book.made_at.timestamp()),
        package_path=folder,
        package_cache_path=folder,
    )


def _data_of_book(material: Material, shapes: Shapes, found: list[str]) -> dict[str, Any]:
    paper = paper_of(material, on_access=_on_access(material, shapes))
    data = _Data(material, shapes)
    whole: dict[str, Any] = data.of(paper, paper.direction)
    title = paper.title if paper.is_whole else paper.sheets[0].title if paper.sheets else paper.title
    return whole | {
        "found": found,
        "author": data.of(material.book.responsible, paper.direction),
        "lang": primary(paper.language),
        "dir": paper.direction,
        "document_title": title.text or material.book.code,
    }


def _on_access(material: Material, shapes: Shapes) -> list[str]:
    say = material.catalog.gettext
    told = [say(N_("This file is tagged for screen readers, with headings, tables and bookmarks (PDF/UA-1)."))]
    if shapes.missing:
        sentence = say(N_("There was no font for: {scripts}. The web page of the book has that text."))
        told.append(sentence.format(scripts=", ".join(shapes.scripts)))
    return told


class _Data:
    """Structs of the paper as the template reads them."""

    def __init__(self, material: Material, shapes: Shapes) -> None:
        self.material = material
        self.shapes = shapes

    def of(self, thing: Any, direction: Direction) -> Any:
        """`direction`: of what the thing stands in."""
        match thing:
            case str():
                return _breakable(numbers_together(self.shapes.printable(thing)))
            case tuple():
                return [self.of(part, direction) for part in thing]
            case Worded():
                text = self.of(thing.text, direction)
                return {"text": text, "lang": primary(thing.language), "dir": thing.direction}
            case Sheet():
                return self.fields(thing, direction_of_language(thing.title.language))
            case Plate():
                return self.fields(thing, direction) | {
                    "file": _file_of(thing.digest, self.material) if thing.digest else "",
                    "width": width_cm(thing),
                    "is_long": len("".join(map(words_of, thing.below))) > BELOW_MAX_CHARS,
                }
            case Struct() if isinstance(thing, Block):
                own = direction_of(words_of(thing), direction)
                return self.fields(thing, own) | {"dir": own}
            case Struct():
                return self.fields(thing, direction)
            case _:
                return thing

    def fields(self, thing: Struct, direction: Direction) -> dict[str, Any]:
        tag = thing.__struct_config__.tag
        data = {name: self.of(getattr(thing, name), direction) for name in thing.__struct_fields__ if name != "url"}
        return data | ({"type": tag} if tag else {}) | ({"url": getattr(thing, "url")} if hasattr(thing, "url") else {})  # noqa: B009


def primary(tag: str) -> str:
    """What typst knows of a language: "zh" of "zh-Hant"; "und" for what is none."""
    language = tag.split("-")[0].lower()
    return language if _PRIMARY.fullmatch(language) else "und"


def _file_of(digest: str, material: Material) -> str:
    """By its place among the photos, so that no name of ours comes from outside."""
    return f"{list(material.photos).index(digest)}.jpg"


def _breakable(text: str) -> str:
    return _LONG.sub(lambda word: _broken(word[0]), text)


def _broken(word: str) -> str:
    """Addresses end a line after their signs, other long words wherever it comes."""
    if "/" in word:
        return re.sub(r"([/?&=._-]+)(?=[^/?&=._-])", rf"\1{NO_WIDTH}", word)
    return NO_WIDTH.join(word[at : at + WORD_MAX_CHARS] for at in range(0, len(word), WORD_MAX_CHARS))
