"""Markdown becomes a tree in which no words are lost and nothing costs much."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openspace.exports.blocks import (
    COLUMNS_MAX,
    Block,
    Break,
    Bullets,
    Code,
    CodeSpan,
    Emph,
    Heading,
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
    words_of,
)
from openspace.exports.reading import MARKDOWN_MAX_CHARS, PIECE_MAX_CHARS, blocks_of, plain_blocks
from tests.exports.bombs import BOMBS

WORDS = re.compile(r"\w+")


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def words(text: str) -> str:
    return " ".join(words_of(block) for block in blocks_of(text))


def test_every_sign_of_our_markdown_has_its_block() -> None:
    text = "# Head\n\ntext\nmore\n\n- a\n  1. b\n\n3. c\n\n> q\n\n---\n\n```py\nx = 1\n```\n\n|h|i|\n|-|-|\n|1||\n"

    assert blocks_of(text) == (
        Heading(1, (Text("Head"),)),
        Paragraph((Text("text"), Break(), Text("more"))),
        Bullets(((paragraph("a"), Numbered(1, ((paragraph("b"),),))),)),
        Numbered(3, ((paragraph("c"),),)),
        Quote((paragraph("q"),)),
        Rule(),
        Code("x = 1"),
        Table(((Text("h"),), (Text("i"),)), (((Text("1"),), ()),)),
    )


def test_signs_inside_a_line_nest() -> None:
    assert blocks_of("**a *b*** `c` \\*d\\*") == (
        Paragraph((Strong((Text("a "), Emph((Text("b"),)))), Text(" "), CodeSpan("c"), Text(" *d*"))),
    )


@pytest.mark.parametrize("url", ["https://example.org/å?a=1", "http://example.org", "mailto:anna@example.org"])
def test_links_to_web_and_mail_are_links(url: str) -> None:
    (block,) = blocks_of(f"[där]({url})")

    assert isinstance(block, Paragraph)
    (link,) = block.inlines
    assert isinstance(link, Link)
    assert link.inlines == (Text("där"),)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example", "/b/X"],
)
def test_every_other_link_is_its_text(url: str) -> None:
    (block,) = blocks_of(f"[där]({url})")

    assert not any(isinstance(inline, Link) for inline in getattr(block, "inlines", ()))
    assert "där" in words_of(block)


def test_a_picture_from_elsewhere_is_a_link_with_its_text() -> None:
    assert blocks_of("![a *b*](https://example.org/x.png)") == (
        Paragraph((Link("https://example.org/x.png", (Text("a *b*"),)),)),
    )


def test_html_is_text() -> None:
    assert blocks_of("<script>alert(1)</script>\n\n<b>x</b>") == (
        paragraph("<script>alert(1)</script>"),
        paragraph("<b>x</b>"),
    )


def test_headings_start_at_one_and_skip_no_level() -> None:
    levels = [
        getattr(block, "level", 0) for block in blocks_of("### a\n\n###### b\n\n# c\n\n#### d\n\n##### e\n\n###### f")
    ]

    assert levels == [1, 2, 1, 2, 3, 3]


def test_a_heading_without_words_is_none() -> None:
    assert blocks_of("# a\n\n##\n\n# \u00a0\n") == (Heading(1, (Text("a"),)),)


@pytest.mark.parametrize("text", ["- ", "* \n* \n", "1. \n2. ", "- \n  - \n", "> ", "> - ", "- &#1;"])
def test_a_list_or_quote_without_words_is_none(text: str) -> None:
    assert blocks_of(text) == ()


def test_an_empty_bullet_among_others_is_not_there_and_its_heading_stays() -> None:
    text = "## Head\n\n- \n- a\n- \n- b\n  - \n"

    assert blocks_of(text) == (
        Heading(1, (Text("Head"),)),
        Bullets(((paragraph("a"),), (paragraph("b"),))),
    )


def test_an_empty_bullet_below_a_line_makes_no_heading_of_it_but_dashes_do() -> None:
    assert blocks_of("what somebody wrote\n- ") == (paragraph("what somebody wrote"),)
    assert blocks_of("Head\n---") == (Heading(1, (Text("Head"),)),)
    assert blocks_of("> a\n> -\n") == (Quote((Paragraph((Strong((Text("a"),)),)),)),)


def test_code_keeps_its_empty_bullets() -> None:
    assert blocks_of("```\n- \n```") == (Code("- "),)


def test_a_heading_in_a_list_or_quote_heads_nothing() -> None:
    assert blocks_of("- # a\n\n> ## b") == (
        Bullets(((Paragraph((Strong((Text("a"),)),)),),)),
        Quote((Paragraph((Strong((Text("b"),)),)),)),
    )


def test_internal_text_is_a_block_of_its_own_and_an_unclosed_one_goes_to_the_end() -> None:
    assert blocks_of("a\n:::intern\n**b**\n:::\nc\n:::intern\nd\n\ne") == (
        paragraph("a"),
        Internal((Paragraph((Strong((Text("b"),)),)),)),
        paragraph("c"),
        Internal((paragraph("d"), paragraph("e"))),
    )


def test_what_is_nested_too_deep_comes_out_as_written() -> None:
    assert blocks_of("> " * 40 + "deep") == (paragraph("> " * 40 + "deep"),)


def test_a_table_with_more_cells_in_a_row_than_heads_comes_out_as_written() -> None:
    assert words("|a|b|\n|-|-|\n|1|2|3|") == "|a|b|\n|-|-|\n|1|2|3|"


def test_a_table_too_wide_for_paper_comes_out_as_written() -> None:
    wide = COLUMNS_MAX + 1

    assert words("|a" * wide + "|\n" + "|-" * wide + "|\n") == "|a" * wide + "|\n" + "|-" * wide + "|"


def test_what_is_more_than_we_read_comes_out_as_written() -> None:
    long = "**ord** " * (MARKDOWN_MAX_CHARS // 8) + "\n\n**efter**"

    blocks = blocks_of(long)

    assert blocks[-1] == paragraph("**efter**")
    assert words_of(blocks[0]).count("ord") == MARKDOWN_MAX_CHARS // 8


def test_a_long_paragraph_keeps_its_words_across_the_pieces_it_is_read_in() -> None:
    long = "öppet [forum] " * PIECE_MAX_CHARS

    assert words(long) == long.strip()


def test_a_long_paragraph_with_few_signs_is_read_whole() -> None:
    (block,) = blocks_of("**" + "öppet forum " * PIECE_MAX_CHARS + "slut**")

    assert isinstance(block, Paragraph)
    assert [type(inline) for inline in block.inlines] == [Strong]


@given(st.text(alphabet="ab 1.\n#*_`[]()<>|-:!\\&~", max_size=300))
def test_no_word_is_lost(text: str) -> None:
    """[E1]"""
    # What these may lose is no words of people: a fence's language, a link's title, an entity's name.
    text = text.replace("`", "'").replace("](", "] (").replace("&", "+").replace("~", "-")
    numbers = re.compile(r"\d+")

    kept = numbers.sub("", words(text))

    assert WORDS.findall(kept.replace("_", " ")) == WORDS.findall(numbers.sub("", text).replace("_", " "))


@given(st.text(max_size=200))
def test_any_text_becomes_what_xml_may_hold(text: str) -> None:
    for block in blocks_of(text):
        assert clean(words_of(block)) == words_of(block)


def test_control_and_turning_characters_go_also_when_written_as_entities() -> None:
    assert words("a\x01b &#x202e;c \u202ed\ufffe") == "ab c d"


def test_plain_text_keeps_its_lines_and_paragraphs() -> None:
    expected: tuple[Block, ...] = (Paragraph((Text("a"), Break(), Text("**b**"))), paragraph("c"))

    assert plain_blocks("a\n**b**\n \n\nc\n") == expected


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_keeps_its_text_and_few_blocks(name: str) -> None:
    """[E1]"""
    blocks = blocks_of(BOMBS[name])

    assert len(blocks) <= 2
    assert name == "internal" or blocks
