"""The blocks of somebody's notes as HTML: everything escaped, nothing passed through."""

from functools import cache

from babel import Locale, UnknownLocaleError
from markupsafe import Markup, escape

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
    direction_of,
    plain,
    words_of,
)

HEADING_DEEPEST = 6


def html_of(blocks: Blocks, direction: Direction, above: int, internal: str) -> Markup:
    """
    `direction` of the text they stand in; a block that runs the other way says so. `above`: level of the heading they
    stand under. `internal`: what is said over a stretch that is not for everybody.
    """
    return Markup("\n").join(_html(block, direction, above, internal) for block in blocks)


@cache
def direction_of_language(tag: str) -> Direction:
    """BCP 47 -> "ltr" or "rtl"; "ltr" for what nobody knows."""
    try:
        return "rtl" if Locale.parse(tag, sep="-").text_direction == "rtl" else "ltr"
    except (UnknownLocaleError, ValueError):
        return "ltr"


def _html(block: Block, direction: Direction, above: int, internal: str) -> Markup:
    own = direction_of(words_of(block), direction)
    turn = Markup(' dir="{}"').format(own) if own != direction else Markup("")

    def inside(blocks: Blocks) -> Markup:
        return html_of(blocks, own, above, internal)

    match block:
        case Heading():
            level = min(above + block.level, HEADING_DEEPEST)
            return Markup("<h{}{}>{}</h{}>").format(level, turn, _line(block.inlines), level)
        case Paragraph():
            return Markup("<p{}>{}</p>").format(turn, _line(block.inlines))
        case Bullets():
            return Markup("<ul{}>\n{}\n</ul>").format(turn, _items(block.items, own, above, internal))
        case Numbered():
            start = Markup(' start="{}"').format(block.start) if block.start != 1 else ""
            return Markup("<ol{}{}>\n{}\n</ol>").format(turn, start, _items(block.items, own, above, internal))
        case Quote():
            return Markup("<blockquote{}>\n{}\n</blockquote>").format(turn, inside(block.blocks))
        case Code():
            return Markup("<pre{}><code>{}</code></pre>").format(turn, block.text)
        case Table():
            return _table(block, turn)
        case Rule():
            return Markup("<hr>")
        case Internal():
            return Markup(
                '<div class="book__internal"{}>\n<p class="book__internal-word" dir="auto">{}</p>\n{}\n</div>'
            ).format(turn, internal, inside(block.blocks))


def _items(items: tuple[Blocks, ...], direction: Direction, above: int, internal: str) -> Markup:
    return Markup("\n").join(_item(item, direction, above, internal) for item in items)


def _item(item: Blocks, direction: Direction, above: int, internal: str) -> Markup:
    match item:
        case (Paragraph() as only,):
            own = direction_of(words_of(only), direction)
            turn = Markup(' dir="{}"').format(own) if own != direction else Markup("")
            return Markup("<li{}>{}</li>").format(turn, _line(only.inlines))
        case _:
            return Markup("<li>{}</li>").format(html_of(item, direction, above, internal))


def _table(table: Table, turn: Markup) -> Markup:
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(_line(cell)) for cell in table.header)
    rows = Markup("\n").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(_line(cell)) for cell in row))
        for row in table.rows
    )
    # Several tables may be wider than a phone: each scrolls by itself, and takes the keyboard for that.
    return Markup(
        '<div class="book__scroll" tabindex="0"><table{}>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n'
        "</table></div>"
    ).format(turn, head, rows)


def _line(inlines: Inlines) -> Markup:
    return Markup("").join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> Markup:
    match inline:
        case Text():
            return escape(inline.text)
        case Strong():
            return Markup("<strong>{}</strong>").format(_line(inline.inlines))
        case Emph():
            return Markup("<em>{}</em>").format(_line(inline.inlines))
        case CodeSpan():
            return Markup("<code>{}</code>").format(inline.text)
        case Link():
            words = _line(inline.inlines) if plain(inline.inlines).strip() else escape(inline.url)
            return Markup('<a href="{}" rel="nofollow noopener">{}</a>').format(inline.url, words)
        case Break():
            return Markup("<br>\n")
