"""[E11] The book in Markdown: a zip with a file a topic, or one topic alone."""

import io
import zipfile
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from openspace.exports.markdown import make_markdown, plain, slug
from tests.exports.small_book import ARABIC, PICTURE, a_full_day, material_of


def test_the_zip_has_a_file_a_topic_and_the_photos() -> None:
    day, topics = a_full_day()

    bundle = zipfile.ZipFile(io.BytesIO(make_markdown(material_of(day, topics))))

    names = bundle.namelist()
    assert names[0] == "book.md"
    assert len([name for name in names if name.startswith("topics/")]) == 4
    assert bundle.read("photos/01-1.jpg") == PICTURE
    first = bundle.read(names[1]).decode()
    assert "- Två år blir *lätt* fyra" in first
    assert "![Två kolumner med \\*text\\*](../photos/01-1.jpg)" in first
    assert "Region Skåne" in first


def test_the_same_book_gives_the_same_bytes() -> None:
    day, topics = a_full_day()

    assert make_markdown(material_of(day, topics)) == make_markdown(material_of(day, topics))


def test_one_topic_alone_is_one_file() -> None:
    day, topics = a_full_day()

    text = make_markdown(material_of(day, topics, topic=topics["arabic"])).decode()

    assert ARABIC in text
    assert "Bostäder" not in text


def test_a_topic_without_a_place_is_in_the_book() -> None:
    day, topics = a_full_day()

    text = make_markdown(material_of(day, topics, topic=topics["waiting"])).decode()

    assert text.startswith("# 4. \\# \\[Fick\\](javascript:x) \\*ingen\\* plats")


def test_links_in_the_front_page_lead_to_files_that_are_there() -> None:
    day, topics = a_full_day()
    bundle = zipfile.ZipFile(io.BytesIO(make_markdown(material_of(day, topics))))

    tokens = MarkdownIt("commonmark").parse(bundle.read("book.md").decode())

    links = [child.attrs["href"] for token in tokens for child in token.children or [] if child.type == "link_open"]
    assert len(links) == 4
    assert {unquote(str(link)) for link in links} <= set(bundle.namelist())


@pytest.mark.parametrize(
    "title", ["# not a heading", "* [x](javascript:1)", "1. one", "- a", "a_b_c <b> `x`", "= =", "+ 1"]
)
def test_a_title_is_words_and_nothing_else(title: str) -> None:
    (opening, inline, closing) = MarkdownIt("commonmark").parse(plain(title))

    assert (opening.type, closing.type) == ("paragraph_open", "paragraph_close")
    assert [child.type for child in inline.children or []].count("text") >= 1
    assert "".join(child.content for child in inline.children or [] if child.type.startswith("text")) == title


def test_names_of_files_keep_their_script_and_are_never_empty() -> None:
    assert slug("../../etc/passwd") == "etc-passwd"
    assert slug("السكن والمدرسة") == "السكن-والمدرسة"
    assert slug("???") == "topic"
