"""The Word file: real styles, languages and directions; and LibreOffice prints what we wrote."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from msgspec.structs import replace

from openspace.domain.proceedings import Report
from openspace.exports.material import Material
from openspace.exports.word import make_word
from openspace.exports.word_xml import turns
from tests.exports.conftest import STEERING, TextOf
from tests.exports.sample import a_material
from tests.variants import first_alone


@pytest.fixture(scope="module")
def word() -> bytes:
    return make_word(a_material("sv"))


@pytest.fixture(scope="module")
def document(word: bytes) -> Document:
    return docx.Document(io.BytesIO(word))


@pytest.fixture(scope="module")
def paper(word: bytes, printed: Callable[[bytes], bytes], text_of: TextOf) -> str:
    """As LibreOffice prints it."""
    return text_of(printed(word))


def with_notes(notes: str) -> Material:
    material = a_material("sv")
    report = Report(id="t", number=1, title="Ämne", posted_at=datetime(2026, 5, 5, tzinfo=UTC), notes=notes)
    return replace(material, book=replace(material.book, reports=(report,)))


def plain(text: str) -> str:
    return STEERING.sub("", text).replace("\u00a0", " ")


def paragraph_with(document: Document, text: str) -> Any:
    return next(one for one in document.paragraphs if text in plain(one.text))


def headings(document: Document, style: str) -> list[str]:
    return [plain(one.text) for one in document.paragraphs if one.style is not None and one.style.style_id == style]


def test_it_has_title_subject_and_language(document: Document) -> None:
    """[E6]"""
    properties = document.core_properties

    assert (properties.title, properties.language) == ("Öppet forum om bostäder", "sv-SE")
    assert properties.author == "Malmö stad, Fritids- och kulturförvaltningen"
    (language,) = document.styles.element.iter(qn("w:lang"))
    assert language.get(qn("w:val")) == "sv-SE"


def test_chapters_and_topics_are_real_headings(document: Document) -> None:
    """[E6]"""
    say = a_material("sv").catalog.gettext

    assert headings(document, "Heading1") == [
        say(title) for title in ("Agenda", "Topics", "Who does what by when", "Announcements", "Accessibility")
    ]
    assert [title for title in headings(document, "Heading2") if title[0].isdigit()] == [
        f"{report.number}. {report.title}" for report in a_material().book.reports
    ]


def test_lists_are_lists_and_every_numbered_one_begins_anew(document: Document) -> None:
    """[E6]"""
    first, second = (paragraph_with(document, text)._p for text in ("stambyte", "Träffas i juni"))
    numbers = [one.pPr.numPr.numId.val for one in (first, second)]

    assert [one.pPr.pStyle.val for one in (first, second)] == ["ListNumber"] * 2
    assert first.pPr.numPr.ilvl.val == 1
    assert len(set(numbers)) == 2


def test_every_table_has_a_head_that_repeats(document: Document) -> None:
    """[E6]"""
    rows: list[Any] = [table._tbl.tr_lst[0] for table in document.tables]

    assert rows
    assert all(row.trPr.find(qn("w:tblHeader")) is not None for row in rows)


def test_every_picture_has_its_text(document: Document) -> None:
    """[E6]"""
    said = [picture.get("descr") for picture in document.element.body.iter(qn("wp:docPr"))]

    assert len(said) == 3
    assert said[0] == "Blädderblock: tre kolumner om hyra, el och avgift"
    assert all(said)


def test_arabic_paragraphs_run_from_the_right_and_name_their_language(document: Document) -> None:
    """[E6]"""
    paragraph = paragraph_with(document, "كيف نجد سكنا")._p
    runs = {plain(run.text).strip(): run.rPr for run in paragraph.iter(qn("w:r"))}

    assert paragraph.pPr.find(qn("w:bidi")) is not None
    arabic, latin = runs["المدرسة"], runs["Öppet forum"]
    assert arabic.find(qn("w:rtl")) is not None
    assert arabic.find(qn("w:lang")).get(qn("w:bidi")) == "ar-EG"
    assert latin.find(qn("w:rtl")) is None


def test_a_swedish_line_among_arabic_ones_runs_from_the_left(document: Document) -> None:
    """[E6]"""
    assert paragraph_with(document, "Den här raden är på svenska")._p.pPr.find(qn("w:bidi")) is None


def test_finnish_is_marked_as_finnish(document: Document) -> None:
    """[E6]"""
    runs = paragraph_with(document, "Äänestysaktiivisuus")._p.iter(qn("w:lang"))

    assert {run.get(qn("w:val")) for run in runs} == {"fi-FI"}


@pytest.mark.parametrize(
    ("text", "direction", "expected"),
    [
        ("abc", "ltr", [(False, "abc")]),
        ("abc ابت def", "ltr", [(False, "abc "), (True, "ابت"), (False, " def")]),
        ("ابت, def", "rtl", [(True, "ابت, "), (False, "def")]),
        ("ابت 040-12-34 def", "rtl", [(True, "ابت "), (False, "040-12-34 def")]),
        ("", "rtl", []),
    ],
)
def test_a_line_is_cut_where_it_turns(text: str, direction: Any, expected: list[tuple[bool, str]]) -> None:
    assert list(turns(text, direction)) == expected


def test_the_contents_are_a_field_that_is_not_empty(document: Document) -> None:
    instructions = [one.text.strip() for one in document.element.body.iter(qn("w:instrText"))]

    assert 'TOC \\o "1-2" \\h \\z \\u' in instructions
    assert len(headings(document, "TOC1") + headings(document, "TOC2")) == 5 + 6


@pytest.mark.parametrize("language", first_alone("ar", "sv", "en"))
def test_every_part_is_well_formed(language: str) -> None:
    with zipfile.ZipFile(io.BytesIO(make_word(a_material(language)))) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(name))


@pytest.mark.long
@pytest.mark.parametrize(
    "line",
    [
        "Arbetsmarknadsförvaltningens lokaler",
        "evakuering → 14 lägenheter",
        "Epäjärjestelmällistyttämättömyydellänsäkään",
        '#import "/etc/passwd": *',
        "]]]} #{ #[ @ref <label> ~ -- --- // /* */",
        "<script>alert(1)</script> & <w:br/> ]]> <!-- --> [x](javascript:alert(1))",
        "Україн",
        "040-12 34 56",
    ],
)
def test_libreoffice_prints_what_people_wrote(paper: str, line: str) -> None:
    """[E5]"""
    assert line in paper


@pytest.mark.long
def test_libreoffice_counts_the_pages(paper: str) -> None:
    assert "Sida 2 av" in paper


def test_one_topic_alone_has_its_title() -> None:
    document = docx.Document(io.BytesIO(make_word(a_material("sv", topic="fi"))))

    assert document.core_properties.title == "Yöllä töissä: kuka kuuntelee?"
    assert headings(document, "Heading1")[0] == "3. Yöllä töissä: kuka kuuntelee?"
    assert not any("Bostäder" in one.text for one in document.paragraphs)


@pytest.mark.parametrize(
    "notes",
    ["[" * 64_000, "a" * 64_000, "1. a\n" * 3_000, "<http:a> " * 3_000, "\x00\x0b\ud800\ufffe\x1b[0m", "- " * 8 + "x"],
    ids=["brackets", "one word", "list", "links", "control", "deep"],
)
def test_hostile_notes_become_a_document(notes: str) -> None:
    """[E5]"""
    assert docx.Document(io.BytesIO(make_word(with_notes(notes)))).paragraphs
