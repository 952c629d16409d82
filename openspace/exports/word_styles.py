"""How the Word file looks: its styles, its lists and its page, in fonts that every office has.

Real styles, so that whoever gets the file changes all headings at once, and a screen reader walks them.
"""

from typing import Final

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from msgspec import Struct

from openspace.exports.paper import Paper
from openspace.exports.word_xml import Node, locale_of, node

FONT: Final = "Arial"
FONT_OF_CODE: Final = "Courier New"
FONT_OF_EMOJI: Final = "Segoe UI Emoji"  # others have one that stands in for it
# As in static/css/tokens.css.
INK: Final = "1D1B16"
SOFT: Final = "5D574B"
HAIRLINE: Final = "E0D8C7"
CONTROL: Final = "7D735C"
SUNKEN: Final = "F7F3EA"
FOOT: Final = "B03A0A"

LINE: Final = 9298  # of text, in twentieths of a point: A4 less two margins of 2.3 cm
LEVELS: Final = 9  # of lists
INDENT: Final = 360  # twentieths of a point, a level
BULLETS: Final = 900  # numbers of our two kinds of list
NUMBERS: Final = 901
KEPT_WITH_NEXT: Final = ("TOCHeading", "Facts", "LastFact")  # as headings are: what a topic begins with stays together


class Style(Struct, frozen=True):
    """Sizes in points. `outline`: level of a heading, 0 if it is none."""

    id: str
    name: str
    size: float
    before: float = 0
    after: float = 6
    is_bold: bool = False
    colour: str = INK
    outline: int = 0
    indent: int = 0
    edge: str = ""  # colour of a line along its beginning
    shade: str = ""
    font: str = FONT


STYLES: Final = (
    Style("Normal", "Normal", 10.5),
    Style("Title", "Title", 28, 120, 10, is_bold=True),
    Style("Subtitle", "Subtitle", 15, 0, 24, colour=SOFT),
    Style("Heading1", "heading 1", 19, 20, 8, is_bold=True, outline=1),
    Style("Heading2", "heading 2", 15, 20, 6, is_bold=True, outline=2),
    Style("Heading3", "heading 3", 12, 12, 4, is_bold=True, outline=3),
    Style("Heading4", "heading 4", 11, 10, 4, is_bold=True, outline=4),
    Style("Heading5", "heading 5", 10.5, 10, 4, is_bold=True, outline=5),
    Style("TOCHeading", "TOC Heading", 19, 0, 8, is_bold=True),
    Style("TOC1", "toc 1", 10.5, 6, 2, is_bold=True),
    Style("TOC2", "toc 2", 10.5, 0, 2, indent=240),
    Style("ListBullet", "List Bullet", 10.5, 0, 3),
    Style("ListNumber", "List Number", 10.5, 0, 3),
    Style("ListContinue", "List Continue", 10.5, 0, 3),
    Style("Quote", "Quote", 10.5, 4, 6, edge=CONTROL, indent=240),
    Style("Internal", "Internal", 10.5, 0, 6, edge=SOFT, shade=SUNKEN, indent=120),
    Style("Code", "Code", 9, 4, 6, shade=SUNKEN, font=FONT_OF_CODE),
    Style("Facts", "Facts", 10.5, 0, 2),
    Style("LastFact", "Last Fact", 10.5, 0, 10),
    Style("Edition", "Edition", 10.5, 24, 4, is_bold=True),
    Style("TableText", "Table Text", 9.5, 2, 2),
    Style("Header", "header", 8.5, 0, 0, colour=SOFT),
    Style("Footer", "footer", 8.5, 0, 0, colour=SOFT),
)

EDGES: Final = {style.id: style.edge for style in STYLES if style.edge}


def dress(document: Document, paper: Paper) -> None:
    """Page, styles, lists and language of an empty document."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.3)
    styles = document.styles.element
    by_id = {style.get(qn("w:styleId")): style for style in styles.findall(qn("w:style"))}
    for style in STYLES:
        if (old := by_id.get(style.id)) is not None:
            styles.remove(old)
        styles.append(paragraph_style(style))
    styles.append(character_style("Code Character", "CodeCharacter", node("w:rFonts", **fonts(FONT_OF_CODE))))
    link = (node("w:color", val="2C5FA8"), node("w:u", val="single"))
    styles.append(character_style("Hyperlink", "Hyperlink", *link))
    styles.append(character_style("Emoji", "Emoji", node("w:rFonts", **fonts(FONT_OF_EMOJI))))
    styles.append(character_style("Number", "Number", node("w:color", val=FOOT)))
    styles.append(character_style("Soft", "Soft", node("w:color", val=SOFT)))
    defaults = styles.find(qn("w:docDefaults"))
    styles.replace(defaults, document_defaults(paper))
    add_lists(document)
    settings = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    settings.find(qn("w:zoom")).addnext(node("w:updateFields", val="true"))


def document_defaults(paper: Paper) -> Node:
    tag = locale_of(paper.language)
    languages = {"val": "en-US", "bidi": tag} if paper.direction == "rtl" else {"val": tag, "bidi": "ar-SA"}
    run = node("w:rPr", node("w:rFonts", **fonts(FONT)), *sizes(10.5), node("w:lang", eastAsia="zh-CN", **languages))
    paragraph = node("w:pPr", node("w:spacing", after=120, line=264, lineRule="auto"))
    return node("w:docDefaults", node("w:rPrDefault", run), node("w:pPrDefault", paragraph))


def paragraph_style(style: Style) -> Node:
    is_heading = bool(style.outline) or style.id in ("Title", "TOCHeading")
    paragraph = node(
        "w:pPr",
        node("w:keepNext") if style.outline or style.id in KEPT_WITH_NEXT else None,
        node("w:keepLines") if is_heading else None,
        node("w:pBdr", node("w:left", val="single", sz=16, space=8, color=style.edge)) if style.edge else None,
        node("w:shd", val="clear", color="auto", fill=style.shade) if style.shade else None,
        node("w:tabs", node("w:tab", val="right", leader="dot", pos=LINE)) if style.id in ("TOC1", "TOC2") else None,
        node("w:spacing", before=round(style.before * 20), after=round(style.after * 20)),
        node("w:ind", left=style.indent) if style.indent else None,
        node("w:outlineLvl", val=style.outline - 1) if style.outline else None,
    )
    run = node(
        "w:rPr",
        node("w:rFonts", **fonts(style.font)),
        *((node("w:b"), node("w:bCs")) if style.is_bold else ()),
        node("w:color", val=style.colour),
        *sizes(style.size),
    )
    default = {"default": "1"} if style.id == "Normal" else {}
    return node(
        "w:style",
        node("w:name", val=style.name),
        None if default else node("w:basedOn", val="Normal"),
        node("w:next", val="Normal") if is_heading else None,
        node("w:qFormat"),
        paragraph,
        run,
        type="paragraph",
        styleId=style.id,
        **default,
    )


def character_style(name: str, id: str, *properties: Node) -> Node:
    return node("w:style", node("w:name", val=name), node("w:rPr", *properties), type="character", styleId=id)


def fonts(name: str) -> dict[str, str]:
    return {"ascii": name, "hAnsi": name, "cs": name, "eastAsia": name}


def sizes(points: float) -> tuple[Node, Node]:
    half = round(points * 2)
    return node("w:sz", val=half), node("w:szCs", val=half)


def add_lists(document: Document) -> None:
    """Bullets and numbers of nine levels; each numbered list is an own one of the second kind."""
    numbering = document.part.numbering_part.element
    first = numbering.find(qn("w:num"))
    for kind, form in ((BULLETS, "bullet"), (NUMBERS, "decimal")):
        levels = [list_level(level, form) for level in range(LEVELS)]
        first.addprevious(
            node("w:abstractNum", node("w:multiLevelType", val="multilevel"), *levels, abstractNumId=kind)
        )
    numbering.append(node("w:num", node("w:abstractNumId", val=BULLETS), numId=BULLETS))


def list_level(level: int, form: str) -> Node:
    sign = "•–"[level % 2] if form == "bullet" else f"%{level + 1}."
    return node(
        "w:lvl",
        node("w:start", val=1),
        node("w:numFmt", val=form),
        node("w:lvlText", val=sign),
        node("w:lvlJc", val="start"),
        node("w:pPr", node("w:ind", left=INDENT * (level + 1), hanging=INDENT)),
        node("w:rPr", node("w:rFonts", **fonts(FONT))),
        ilvl=level,
    )
