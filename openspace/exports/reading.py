"""The Markdown of notes, read.

No HTML, no pictures, links to the web and to mail only; a single line break is a line break. Hostile text costs little
(rule E1 of docs/PROTOCOL.md) and no words of it are lost: what is too long or too deep to be read as Markdown comes out
as it was written.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from openspace.domain import markup
from openspace.exports.blocks import (
    COLUMNS_MAX,
    HEADINGS_MAX,
    Block,
    Blocks,
    Break,
    Bullets,
    Code,
    CodeSpan,
    Emph,
    Heading,
    Inline,
    Inlines,
    Internal,
    Link,
    Numbered,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
    clean,
    plain,
)

MARKDOWN_MAX_CHARS = 64 * 1024  # of one stretch; what is past them is read as plain lines
NESTING_MAX = 20  # of opened blocks; a list in a list opens four
PIECE_MAX_CHARS = 500  # of a paragraph with many signs, read at once: brackets cost the square of it
SIGNS_MAX = 200  # in a paragraph that is read whole
CELLS_MAX = 4_000  # of all tables together


def blocks_of(markdown: str) -> Blocks:
    """Read the notes of one topic."""
    found: list[Block] = []
    for is_internal, text in _stretches(markdown):
        blocks = _read(text)
        if is_internal and blocks:
            found.append(Internal(blocks))
        else:
            found.extend(blocks)
    return _levelled(found)


def plain_blocks(text: str) -> Blocks:
    """Paragraphs of a text without signs: an empty line between them, a line break inside."""
    stretches = re.split(r"\n[^\S\n]*\n\s*", clean(text).strip())
    return tuple(Paragraph(_lines(stretch)) for stretch in stretches if stretch)


_MANY_COLUMNS = re.compile(rf"^(?:[^|\n]*\|){{{COLUMNS_MAX + 2}}}", re.MULTILINE)
_SIGNS = re.compile(r"[!*<\[\]_`&]")
_PIPE = re.compile(r"(?<!\\)\|")
_WEB = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)


def _stretches(markdown: str) -> Iterator[tuple[bool, str]]:
    """Turns of what is internal and what is not, as `markup.without_internal` tells them apart."""
    for is_internal, lines in groupby(_marked(markdown.split("\n")), key=itemgetter(0)):
        yield is_internal, "\n".join(line for _, line in lines)


def _marked(lines: Iterable[str]) -> Iterator[tuple[bool, str]]:
    depth = 0
    for line in lines:
        sign = markup.sign_of(line)
        if markup.is_closing(sign):
            depth = max(0, depth - 1)
        elif markup.is_opening(sign):
            depth += 1
            yield True, "" if sign == markup.INTERNAL else line
        else:
            yield depth > 0, line


def _read(text: str) -> Blocks:
    """One stretch of Markdown, and after it whatever is more than we read."""
    text = clean(text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) <= MARKDOWN_MAX_CHARS:
        return _read_markdown(text)
    cut = text.rfind("\n", 0, MARKDOWN_MAX_CHARS) + 1 or MARKDOWN_MAX_CHARS
    return _read_markdown(text[:cut]) + plain_blocks(text[cut:])


def _read_markdown(text: str) -> Blocks:
    has_large_table = text.count("|") > CELLS_MAX or _MANY_COLUMNS.search(text)
    parser = _WITHOUT_TABLES if has_large_table else _WITH_TABLES
    tokens = parser.parse(text)
    # The parser drops what is nested deeper.
    if any(token.level >= NESTING_MAX - 1 for token in tokens):
        return plain_blocks(text)
    return _blocks(SyntaxTreeNode(tokens), text.split("\n"))


def _blocks(node: SyntaxTreeNode, lines: list[str]) -> Blocks:
    return tuple(block for child in node.children for block in _block(child, lines))


def _block(node: SyntaxTreeNode, lines: list[str]) -> Blocks:
    match node.type:
        case "heading":
            inlines = _inlines_in(node)
            if not plain(inlines).strip():
                return ()
            return (Paragraph(inlines) if _is_empty_bullet(node, lines) else Heading(int(node.tag[1:]), inlines),)
        case "paragraph":
            return (Paragraph(_inlines_in(node)),)
        case "bullet_list":
            items = _items(node, lines)
            return (Bullets(items),) if items else ()
        case "ordered_list":
            items = _items(node, lines)
            return (Numbered(int(node.attrs.get("start", 1)), items),) if items else ()
        case "blockquote":
            blocks = _blocks(node, lines)
            return (Quote(blocks),) if blocks else ()
        case "fence":
            return (Code(clean(node.content.rstrip("\n"))),)
        case "table":
            return (_table(node, lines),)
        case "hr":
            return (Rule(),)
        case _:
            return plain_blocks(node.content)


def _is_empty_bullet(heading: SyntaxTreeNode, lines: list[str]) -> bool:
    """Whether it became a heading by the template's empty bullet in the line below, where a rule of dashes would."""
    return heading.map is not None and lines[heading.map[1] - 1].strip() == "-"


def _items(node: SyntaxTreeNode, lines: list[str]) -> tuple[Blocks, ...]:
    """Those that say anything: the template's empty bullets are an invitation to write, not to read."""
    items = (_blocks(item, lines) for item in node.children)
    return tuple(item for item in items if not all(_is_blank(block) for block in item))


def _is_blank(block: Block) -> bool:
    return isinstance(block, Paragraph) and not plain(block.inlines).strip()


def _table(node: SyntaxTreeNode, lines: list[str]) -> Block:
    rows = [tuple(_inlines_in(cell) for cell in row.children) for part in node.children for row in part.children]
    first, last = node.map or (0, 0)
    # The parser drops cells past the header's.
    if any(_cells(line) > len(rows[0]) for line in lines[first:last]):
        return Paragraph(_lines("\n".join(lines[first:last])))
    return Table(rows[0], tuple(rows[1:]))


def _cells(line: str) -> int:
    return len(_PIPE.findall(line.strip().removeprefix("|").removesuffix("|"))) + 1


def _inlines_in(node: SyntaxTreeNode) -> Inlines:
    return tuple(_inlines(inner for child in node.children for inner in child.children))


def _inlines(nodes: Iterable[SyntaxTreeNode]) -> Iterator[Inline]:
    for node in nodes:
        match node.type:
            case "strong":
                yield Strong(tuple(_inlines(node.children)))
            case "em":
                yield Emph(tuple(_inlines(node.children)))
            case "code_inline":
                yield CodeSpan(clean(node.content))
            case "link":
                yield from _link(str(node.attrs["href"]), tuple(_inlines(node.children)))
            case "image":
                yield from _link(str(node.attrs["src"]), (Text(clean(node.content)),) if node.content else ())
            case "softbreak" | "hardbreak":
                yield Break()
            case _:
                if words := clean(node.content):
                    yield Text(words)


def _link(written: str, inlines: Inlines) -> Inlines:
    url = clean(written)
    if not _WEB.fullmatch(url):
        return inlines
    return (Link(url, inlines or (Text(url),)),)


def _lines(text: str) -> Inlines:
    """Each line a text, with breaks between."""
    found: list[Inline] = []
    for line in text.split("\n"):
        found += [Break(), Text(line.strip())]
    return tuple(found[1:])


def _levelled(blocks: Iterable[Block]) -> Blocks:
    """Headings begin at 1 and go down one at a time, whatever numbers were written."""
    above: list[int] = []  # written levels of the headings that this one stands under

    def levelled(block: Block) -> Block:
        match block:
            case Heading():
                while above and above[-1] >= block.level:
                    above.pop()
                above.append(block.level)
                return Heading(min(len(above), HEADINGS_MAX), block.inlines)
            case Internal():
                return Internal(tuple(levelled(inner) for inner in block.blocks))
            case _:
                return _without_headings(block)

    return tuple(levelled(block) for block in blocks)


def _without_headings(block: Block) -> Block:
    """A heading in a list or a quote is a strong paragraph: it heads nothing of the book."""
    match block:
        case Heading():
            return Paragraph((Strong(block.inlines),))
        case Bullets():
            return Bullets(tuple(tuple(_without_headings(inner) for inner in item) for item in block.items))
        case Numbered():
            items = tuple(tuple(_without_headings(inner) for inner in item) for item in block.items)
            return Numbered(block.start, items)
        case Quote():
            return Quote(tuple(_without_headings(inner) for inner in block.blocks))
        case _:
            return block


def _parse_inlines_in_pieces(state: StateCore) -> None:
    """In place of the parser's own rule, which reads a paragraph of any length at once."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            for piece in _pieces(token.content):
                parser = _WITH_TABLES if "](" in piece else _WITHOUT_LINKS
                read: list[Token] = []
                parser.inline.parse(piece, parser, state.env, read)
                token.children += read


def _pieces(text: str) -> Iterator[str]:
    if len(_SIGNS.findall(text)) > SIGNS_MAX:
        while len(text) > PIECE_MAX_CHARS:
            cut = max(text.rfind(" ", 0, PIECE_MAX_CHARS), text.rfind("\n", 0, PIECE_MAX_CHARS)) + 1 or PIECE_MAX_CHARS
            yield text[:cut]
            text = text[cut:]
    yield text


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": NESTING_MAX})
    # Definitions of links vanish from the text, and what people paste with an indent is no code.
    parser.disable(["reference", "code", "html_block", "html_inline"])
    parser.core.ruler.at("inline", _parse_inlines_in_pieces)
    return parser


_WITHOUT_LINKS = _parser().disable(["link", "image"])  # brackets that close nothing are dear
_WITHOUT_TABLES = _parser()
_WITH_TABLES = _parser().enable("table")
