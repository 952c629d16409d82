"""The PDF: text that comes out as it went in, tags, languages, pictures with words, no empty boxes."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from openspace.domain.proceedings import Report
from openspace.exports import glyphs
from openspace.exports.material import Material
from openspace.exports.pdf import make_pdf, shapeless_in
from openspace.exports.scripts import missing_scripts
from tests.exports.conftest import STEERING, TextOf
from tests.exports.sample import FAMILY, a_material


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return make_pdf(a_material("sv"))


@pytest.fixture(scope="module")
def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def tags_of(reader: PdfReader) -> Iterator[dict[str, Any]]:
    """Every structure element."""
    root: Any = reader.trailer["/Root"]
    waiting: list[Any] = [root["/StructTreeRoot"]]
    while waiting:
        thing = waiting.pop()
        thing = thing.get_object() if isinstance(thing, IndirectObject) else thing
        if isinstance(thing, list):
            waiting.extend(thing)
        elif isinstance(thing, dict):
            if "/S" in thing:
                yield thing
            if "/K" in thing:
                waiting.append(thing["/K"])


def flat(outline: list[Any]) -> list[Any]:
    return [one for part in outline for one in (flat(part) if isinstance(part, list) else [part])]


def with_topic(report: Report) -> Material:
    material = a_material("sv")
    return replace(material, book=replace(material.book, reports=(report,)))


def a_report(notes: str) -> Report:
    return Report(id="t", number=1, title="Ämne", posted_at=datetime(2026, 5, 5, tzinfo=UTC), notes=notes)


def test_it_names_its_title_language_and_standard(reader: PdfReader) -> None:
    """[E4]"""
    root: Any = reader.trailer["/Root"]

    assert root["/Lang"] == "sv"
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Öppet forum om bostäder"
    xmp = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part>1<", xmp)


def test_every_level_of_heading_and_every_kind_of_block_is_tagged(reader: PdfReader) -> None:
    """[E4]"""
    kinds = {tag["/S"] for tag in tags_of(reader)}

    assert {
        "/H1",
        "/H2",
        "/H3",
        "/P",
        "/L",
        "/LI",
        "/Table",
        "/TH",
        "/TD",
        "/Figure",
        "/BlockQuote",
        "/TOC",
        "/Link",
    } <= kinds


def test_every_picture_has_its_text_or_says_that_it_has_none(reader: PdfReader) -> None:
    """[E4]"""
    alternatives = [str(tag["/Alt"]) for tag in tags_of(reader) if tag["/S"] == "/Figure"]

    assert sorted(alternatives) == sorted(
        [
            "Blädderblock: tre kolumner om hyra, el och avgift",
            a_material().catalog.gettext("Photo {n}; what it says stands below").format(n=2),
            a_material().catalog.gettext("Photo {n}, without a description").format(n=1),
        ]
    )


def test_topics_in_another_language_are_marked_with_it(reader: PdfReader) -> None:
    """[E4]"""
    languages = {str(tag["/Lang"]) for tag in tags_of(reader) if "/Lang" in tag}

    assert {"ar", "fi"} <= languages


def test_bookmarks_lead_to_every_topic(reader: PdfReader) -> None:
    titles = [STEERING.sub("", str(one["/Title"])).replace("\u00a0", " ") for one in flat(reader.outline)]

    assert [title for title in titles if title[0].isdigit()] == [
        f"{report.number}. {report.title}" for report in a_material().book.reports
    ]


def test_pages_are_counted(pdf: bytes, reader: PdfReader, text_of: TextOf) -> None:
    assert f"Sida 2 av {len(reader.pages)}" in text_of(pdf)


@pytest.mark.parametrize(
    "line",
    [
        "Arbetsmarknadsförvaltningens",
        "evakuering → 14 lägenheter",
        "Epäjärjestelmällistyttämättömyydellänsäkään",
        '#import "/etc/passwd": *',
        "$x$ $$ \\sum_{i} $$ \\alpha",
        "]]]} #{ #[ @ref <label> ~ -- --- // /* */",
        "=cmd|'/c calc'!A1 +1 -1 @SUM(1)",
        "<script>alert(1)</script> & <w:br/> ]]> <!-- --> [x](javascript:alert(1))",
        "Україн",
        "anna@example.org",
        "040-12 34 56",
        FAMILY,
        "👍🏽",
    ],
)
def test_what_people_wrote_comes_out_as_they_wrote_it(pdf: bytes, text_of: TextOf, line: str) -> None:
    """[E5]"""
    assert line in text_of(pdf)


def test_arabic_comes_out_in_its_order(reader: PdfReader) -> None:
    """[E5] pypdf gives the letters as they are stored."""
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())

    assert "المدرسة" in text


def test_a_file_of_the_machine_cannot_be_read_by_a_text(pdf: bytes, text_of: TextOf) -> None:
    """[E5]"""
    assert "root:" not in text_of(pdf)


def test_internal_text_is_shaded_and_named_in_the_internal_edition(pdf: bytes, text_of: TextOf) -> None:
    said = a_material().catalog.gettext("Internal: not on walls and not published")

    assert f"{said} Anna sa nej" in text_of(pdf)


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One without fonts of its own."""
    monkeypatch.setattr(glyphs, "SYSTEM", ())
    glyphs.machine_fonts.cache_clear()
    yield
    glyphs.machine_fonts.cache_clear()


@pytest.mark.usefixtures("bare_machine")
def test_a_script_without_a_font_is_named_in_words_and_never_a_box(text_of: TextOf) -> None:
    """[E3]"""
    material = with_topic(a_report("På khmer: ភាសា ខ្មែរ slut. \ue000"))

    assert missing_scripts(material) == ["khmeriska", "symboler"]
    text = text_of(make_pdf(material))
    assert "På khmer: [khmeriska] slut. \ufffd" in text
    assert "khmeriska, symboler" in text


def test_a_font_of_the_machine_is_used_where_no_shipped_one_helps(text_of: TextOf, pytestconfig: pytest.Config) -> None:
    """[E3]"""
    material = with_topic(a_report("På khmer: ខ្មែរ slut."))
    if missing_scripts(material):
        outcome = pytest.fail if pytestconfig.getoption("--all") else pytest.skip
        outcome("this machine has no font for Khmer: fonts-noto-core")

    assert "ខ" in text_of(make_pdf(material))


def test_the_compiler_names_what_it_cannot_show() -> None:
    """[E3]"""
    said = 'error: PDF/UA-1 error: the text `"\\u{378}"` could not be displayed with font `"Noto"`\n'

    assert shapeless_in(said * 2) == {"\u0378"}


def test_one_topic_alone_has_its_title_and_not_the_others(text_of: TextOf) -> None:
    pdf = make_pdf(a_material("sv", topic="fi"))

    metadata = PdfReader(io.BytesIO(pdf)).metadata
    assert metadata is not None
    assert metadata.title == "Yöllä töissä: kuka kuuntelee?"
    assert "Bostäder" not in text_of(pdf).replace("Öppet forum om bostäder", "")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_headings_may_be_in_another_language(language: str) -> None:
    root: Any = PdfReader(io.BytesIO(make_pdf(a_material(language)))).trailer["/Root"]

    assert root["/Lang"] == language


def test_the_same_book_gives_the_same_bytes(pdf: bytes) -> None:
    assert make_pdf(a_material("sv")) == pdf


def test_a_photo_that_is_none_is_left_out_in_words(text_of: TextOf) -> None:
    material = a_material("sv")
    broken = replace(material, photos=dict.fromkeys(material.photos, b"\xff\xd8\xff no picture"))

    said = material.catalog.gettext("The photo is no longer there.")
    assert text_of(make_pdf(broken)).count(said) == 4


@pytest.mark.parametrize(
    "notes",
    [
        "[" * 64_000,
        "ord " * 16_000,
        "a" * 64_000,
        "- " * 8 + "x\n\n" + "> " * 9 + "y",
        "1. a\n" * 5_000,
        "|a|b|\n|-|-|\n" + "|1|2|\n" * 500,
        "```\n" + "x" * 500 + "\n```",
        "\u0301\u0302 😀\u0301 ا\u0301 \u202e\ud800",
    ],
    ids=["brackets", "long", "one word", "deep", "list", "rows", "code", "marks"],
)
def test_hostile_notes_become_pages(notes: str) -> None:
    """[E5]"""
    pdf = make_pdf(with_topic(a_report(notes)))

    assert len(PdfReader(io.BytesIO(pdf)).pages) >= 2


SIGNS = [
    "> ",
    "- ",
    "1. ",
    "**",
    "*",
    "`",
    "|",
    "|-|-|\n",
    "\n",
    "\n\n",
    "# ",
    "```\n",
    ":::intern\n",
    ":::\n",
    "[a](http://x)",
]
WORDS = ["a", "å😀", "مدرسة", "עב", "\u0301", "\u200d", "\u202e", "#let ", "$", "\ue000", "9999999999. "]


@pytest.mark.long
@settings(max_examples=25)
@given(st.lists(st.sampled_from(SIGNS + WORDS), max_size=60).map("".join))
def test_any_notes_become_pages(notes: str) -> None:
    """[E5]"""
    assert make_pdf(with_topic(a_report(notes))).startswith(b"%PDF")


def test_an_empty_book_is_called_by_its_code() -> None:
    material = a_material("sv")
    empty = replace(material, book=replace(material.book, title="", theme="", reports=(), times=(), said=()))

    assert "LUND482" in (PdfReader(io.BytesIO(make_pdf(empty))).metadata or {}).values()


@pytest.mark.long
def test_a_pile_of_marks_costs_no_minutes() -> None:
    """[E1] Without the limit this one page takes more than a minute."""
    material = replace(a_material("sv"), photos={})
    piled = replace(material.book.reports[0], notes="a" + "\u0301" * 30_000)

    content = make_pdf(replace(material, book=replace(material.book, reports=(piled,))))

    assert content.startswith(b"%PDF")
