"""The text of the Word file as it grows: paragraphs, lists, tables, pictures."""

import io
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Final

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm
from msgspec import Struct
from msgspec.structs import replace

from openspace.exports.blocks import (
    Block,
    Blocks,
    Break,
    Bullets,
    Code,
    CodeSpan,
    Direction,
    Emph,
    Heading,
    Inline,
    Internal,
    Link,
    Numbered,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
    direction_of,
    words_of,
)
from openspace.exports.paper import Grid, Worded
from openspace.exports.word_styles import BULLETS, EDGES, HAIRLINE, INDENT, INK, LEVELS, LINE, NUMBERS
from openspace.exports.word_xml import Look, Node, node, runs

EMBEDDINGS: Final[dict[Direction, str]] = {"ltr": "\u202a", "rtl": "\u202b"}  # w:dir is not known to LibreOffice 7
END_OF_EMBEDDING: Final = "\u202c"
BORDERS: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


class Place(Struct, frozen=True):
    """Where blocks stand.

    `above`: level of their heading. `list_depth`: 0 outside of lists. `list_id`: of the list whose item begins with the
    next paragraph, 0 if none does.
    """

    above: int
    direction: Direction
    look: Look
    style: str = "Normal"
    list_depth: int = 0
    list_id: int = 0


class Body:
    """Appends to one document. `direction`: of what we say ourselves."""

    def __init__(self, document: Document, direction: Direction, internal: Worded) -> None:
        self.document = document
        self.direction: Direction = direction
        self.internal = internal
        self._end = document.element.body.sectPr
        self._numbers = count(NUMBERS + 1)
        self._bookmarks = count(1)
        self._pictures = count(1)
        self._links: dict[str, str] = {}

    def paragraph(self, children: Iterable[Node], style: str, direction: Direction, *extra: Node) -> Node:
        """`extra`: properties that the schema wants before `bidi`."""
        turn = node("w:bidi") if direction == "rtl" else None
        properties = node("w:pPr", node("w:pStyle", val=style), *extra, turn)
        made = node("w:p", properties, *children)
        self._end.addprevious(made)
        return made

    def line(self, text: Worded, style: str = "Normal") -> Node:
        """In a paragraph of its own, at the side it begins at."""
        return self.paragraph(self.own(text, text.direction), style, text.direction)

    def line_with_link(self, text: Worded, url: str) -> Node:
        """Words, and the address they lead to."""
        place = Place(above=1, direction=text.direction, look=Look(text.language, style="Hyperlink"))
        words = replace(text, text=f"{text.text} ")
        return self.paragraph(
            [*self.own(words, text.direction), self.link(Link(url, (Text(url),)), place)], "Normal", text.direction
        )

    def own(self, text: Worded, direction: Direction) -> list[Node]:
        """`direction`: of the paragraph it stands in; what runs the other way is embedded in it (UAX 9, X2-X7)."""
        if text.direction == direction or not text.text:
            return runs(text.text, text.direction, Look(text.language))
        return runs(f"{EMBEDDINGS[text.direction]}{text.text}{END_OF_EMBEDDING}", text.direction, Look(text.language))

    def heading(self, children: Sequence[Node], level: int, direction: Direction) -> str:
        """With a bookmark, whose name is given."""
        number = next(self._bookmarks)
        name = f"_Toc{number:06}"
        begin, end = node("w:bookmarkStart", id=number, name=name), node("w:bookmarkEnd", id=number)
        self.paragraph((begin, *children, end), f"Heading{level}", direction)
        return name

    def page_break(self) -> None:
        self._end.addprevious(node("w:p", node("w:r", node("w:br", type="page"))))

    def blocks(self, blocks: Blocks, place: Place) -> None:
        for block in blocks:
            self.block(block, place)
            # Only the first paragraph of an item has its sign.
            place = replace(place, list_id=0)

    def block(self, block: Block, place: Place) -> None:
        place = replace(place, direction=direction_of(words_of(block), place.direction))
        match block:
            case Heading():
                children = self.inlines(block.inlines, place)
                self.paragraph(children, f"Heading{min(place.above + block.level, 5)}", place.direction)
            case Paragraph():
                self.in_list(self.inlines(block.inlines, place), place)
            case Bullets():
                self.items(block.items, place, BULLETS)
            case Numbered():
                self.items(block.items, place, self.new_numbers(block.start, place.list_depth))
            case Quote():
                self.blocks(block.blocks, replace(place, style="Quote"))
            case Code():
                self.paragraph(self.inlines(_lines(block.text), place), "Code", place.direction)
            case Table():
                strong = replace(place, look=replace(place.look, is_strong=True))
                header = [self.inlines(cell, strong) for cell in block.header]
                rows = [[self.inlines(cell, place) for cell in row] for row in block.rows]
                self.table("", [header, *rows], [1] * len(header), place.direction)
            case Rule():
                line = node("w:pBdr", node("w:bottom", val="single", sz=4, space=1, color=HAIRLINE))
                self.paragraph((), place.style, place.direction, line)
            case Internal():
                said = runs(self.internal.text, self.direction, Look(self.internal.language, is_strong=True))
                self.paragraph(said, "Internal", self.direction, *_edge("Internal", self.direction))
                self.blocks(block.blocks, replace(place, style="Internal"))

    def items(self, items: tuple[Blocks, ...], place: Place, list_id: int) -> None:
        inside = replace(place, list_depth=min(place.list_depth + 1, LEVELS), list_id=list_id)
        for item in items:
            if item and isinstance(item[0], Paragraph):
                self.blocks(item, inside)
            else:
                self.in_list([], inside)
                self.blocks(item, replace(inside, list_id=0))

    def in_list(self, children: Iterable[Node], place: Place) -> None:
        """One paragraph: an item's first, another of an item, or one outside of lists."""
        edge = _edge(place.style, place.direction)
        if not place.list_depth:
            self.paragraph(children, place.style, place.direction, *edge)
        elif place.list_id:
            level, kind = node("w:ilvl", val=place.list_depth - 1), node("w:numId", val=place.list_id)
            style = "ListBullet" if place.list_id == BULLETS else "ListNumber"
            self.paragraph(children, style, place.direction, node("w:numPr", level, kind), *edge)
        else:
            made = self.paragraph(children, "ListContinue", place.direction, *edge)
            made.pPr.append(node("w:ind", left=INDENT * place.list_depth))

    def bullet(self, children: Iterable[Node], place: Place) -> None:
        self.in_list(children, replace(place, list_depth=1, list_id=BULLETS))

    def new_numbers(self, start: int, depth: int) -> int:
        """A numbered list of its own that begins where it was told to."""
        number = next(self._numbers)
        begin = node("w:lvlOverride", node("w:startOverride", val=start), ilvl=min(depth, LEVELS - 1))
        made = node("w:num", node("w:abstractNumId", val=NUMBERS), begin, numId=number)
        self.document.part.numbering_part.element.append(made)
        return number

    def inlines(self, inlines: Iterable[Inline], place: Place) -> list[Node]:
        return [made for inline in inlines for made in self.inline(inline, place)]

    def inline(self, inline: Inline, place: Place) -> list[Node]:
        look = place.look
        match inline:
            case Text():
                return runs(inline.text, place.direction, look)
            case Strong():
                return self.inlines(inline.inlines, replace(place, look=replace(look, is_strong=True)))
            case Emph():
                return self.inlines(inline.inlines, replace(place, look=replace(look, is_emph=True)))
            case CodeSpan():
                return runs(inline.text, place.direction, replace(look, style="CodeCharacter"))
            case Break():
                return [node("w:r", node("w:br"))]
            case Link():
                return [self.link(inline, replace(place, look=replace(look, style="Hyperlink")))]

    def link(self, link: Link, place: Place) -> Node:
        if link.url not in self._links:
            self._links[link.url] = self.document.part.relate_to(
                link.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
        made = node("w:hyperlink", *self.inlines(link.inlines, place))
        made.set(qn("r:id"), self._links[link.url])
        return made

    def grid(self, grid: Grid, language: str) -> None:
        header = [runs(label, self.direction, Look(language, is_strong=True)) for label in grid.header]
        rows = [[self.lines(cell) for cell in row] for row in grid.rows]
        self.table(grid.caption, [header, *rows], grid.widths, self.direction)

    def lines(self, cell: tuple[Worded, ...]) -> list[Node]:
        parts = ([node("w:r", node("w:br")), *self.own(text, self.direction)] for text in cell)
        return [made for part in parts for made in part][1:]

    def table(self, caption: str, rows: list[list[list[Node]]], widths: Sequence[int], direction: Direction) -> None:
        """The first row is the header, and says so."""
        columns = [LINE * width // sum(widths) for width in widths]
        line = {"val": "single", "sz": 4, "space": 0, "color": HAIRLINE}
        none = {"val": "nil"}
        borders = (node(f"w:{side}", **(line if side in ("bottom", "insideH") else none)) for side in BORDERS)
        properties = node(
            "w:tblPr",
            node("w:bidiVisual") if direction == "rtl" else None,
            node("w:tblW", w=LINE, type="dxa"),
            node("w:tblBorders", *borders),
            node("w:tblLayout", type="fixed"),
            node("w:tblLook", val="0020", firstRow=1),
            node("w:tblCaption", val=caption) if caption else None,
        )
        made = node("w:tbl", properties, node("w:tblGrid", *(node("w:gridCol", w=width) for width in columns)))
        for nth, row in enumerate(rows):
            made.append(_row(row, columns, direction, is_header=nth == 0))
        self._end.addprevious(made)
        # Two tables without a paragraph between them are one.
        self.paragraph((), "TableText", direction)

    def picture(self, content: bytes, width_cm: float, alt: str, direction: Direction) -> None:
        paragraph = self.document.add_paragraph()
        inline = paragraph.add_run().add_picture(io.BytesIO(content), width=Cm(width_cm))._inline
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
        number = next(self._pictures)
        inline.docPr.set("id", str(number))
        inline.docPr.set("name", f"Picture {number}")
        inline.docPr.set("descr", alt)
        if direction == "rtl":
            paragraph._p.get_or_add_pPr().append(node("w:bidi"))


def _row(cells: list[list[Node]], columns: Sequence[int], direction: Direction, *, is_header: bool) -> Node:
    row = node("w:tr", node("w:trPr", node("w:cantSplit"), node("w:tblHeader") if is_header else None))
    for width, children in zip(columns, cells, strict=True):
        edge = node("w:tcBorders", node("w:bottom", val="single", sz=8, space=0, color=INK)) if is_header else None
        cell = node("w:tcPr", node("w:tcW", w=width, type="dxa"), edge)
        turn = node("w:bidi") if direction == "rtl" else None
        row.append(node("w:tc", cell, node("w:p", node("w:pPr", node("w:pStyle", val="TableText"), turn), *children)))
    return row


def _edge(style: str, direction: Direction) -> tuple[Node, ...]:
    """The line along the beginning of a paragraph is on the left by its style."""
    colour = EDGES.get(style)
    if colour is None or direction == "ltr":
        return ()
    line = node("w:right", val="single", sz=16, space=8, color=colour)
    return (node("w:pBdr", node("w:left", val="nil"), line),)


def _lines(text: str) -> list[Inline]:
    found: list[Inline] = []
    for line in text.split("\n"):
        found += [Break(), Text(line)]
    return found[1:]
