"""[E2] The book as HTML: one file that needs nothing else, everything escaped, languages and directions marked."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from msgspec.structs import replace

from openspace.domain.proceedings import Said
from openspace.exports.html import make_html, make_page
from openspace.exports.html_text import direction_of_language, html_of
from openspace.exports.material import Material
from openspace.exports.reading import blocks_of
from tests.exports.sample import a_book, a_material
from tests.variants import first_alone

VOID = frozenset({"meta", "br", "img", "hr"})
PICTURE = re.compile(r'src="data:image/jpeg;base64,[A-Za-z0-9+/=]+"')


class Outline(HTMLParser):
    """Every element with its attributes, and that each is closed where it should be."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.all: list[tuple[str, dict[str, str]]] = []
        self.headings: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and re.fullmatch(r"h[1-6]", self.open[-1]):
            self.headings[-1] += data

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for found, attributes in self.all if found == tag]

    @property
    def levels(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.all if re.fullmatch(r"h[1-6]", tag)]


def html(material: Material) -> str:
    return make_html(material).decode()


def text_of(markdown: str) -> str:
    return str(html_of(blocks_of(markdown), "ltr", 1, "Internal"))


@pytest.mark.parametrize("language", first_alone("ar", "sv", "en"))
@pytest.mark.parametrize("topic", ["", "ar"])
def test_elements_are_closed_ids_are_unique_and_links_lead_somewhere(language: str, topic: str) -> None:
    outline = Outline(html(a_material(language, topic=topic)))

    ids = [attributes["id"] for _, attributes in outline.all if "id" in attributes]
    inside = {attributes["href"][1:] for attributes in outline.of("a") if attributes["href"].startswith("#")}
    assert len(ids) == len(set(ids))
    assert inside - set(ids) == set()
    named = {name for _, attributes in outline.all for name in attributes.get("aria-labelledby", "").split()}
    assert named - set(ids) == set()


@pytest.mark.parametrize("topic", ["", "sv", "hostile"])
def test_headings_begin_with_one_and_skip_no_level(topic: str) -> None:
    levels = Outline(html(a_material(topic=topic))).levels

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_nothing_in_the_file_asks_for_anything_elsewhere() -> None:
    outline = Outline(html(a_material()))

    tags = {tag for tag, _ in outline.all}
    assert tags & {"script", "link", "iframe", "object", "form", "input", "button", "video"} == set()
    assert all(attributes["src"].startswith("data:image/jpeg;base64,") for attributes in outline.of("img"))
    assert [name for _, attributes in outline.all for name in attributes if name.startswith("on")] == []
    policy = next(one["content"] for one in outline.of("meta") if one.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; img-src data:")
    assert "url(" not in html(a_material())
    assert "@import" not in html(a_material())


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](javascript:alert(1))", "<javascript:alert(1)>",
     "[x](data:text/html;base64,AA)", '<img src=x onerror="y">', "<https://a.b/\"onmouseover=alert(1)>", "`<b>`",
     "[x](https://a.b/\"><script>)", "&lt;script&gt;", "```html\n<script>\n```", "|<b>|\n|-|\n|<i>|"],
)  # fmt: skip
def test_what_people_write_never_becomes_a_tag_or_a_handler(hostile: str) -> None:
    outline = Outline(text_of(hostile))

    allowed = {"p", "a", "code", "pre", "div", "table", "thead", "tbody", "tr", "th", "td"}
    assert {tag for tag, _ in outline.all} - allowed == set()
    assert all(set(attributes) <= {"href", "rel"} for attributes in outline.of("a"))
    assert all(attributes["href"].startswith("https:") for attributes in outline.of("a"))


def test_titles_names_and_texts_are_escaped_too() -> None:
    book = a_book()
    nasty = '"><script>alert(1)</script>'
    report = replace(book.reports[0], title=nasty, about=nasty)
    book = replace(book, title=nasty, theme=nasty, responsible=nasty, reports=(report,))

    outline = Outline(html(replace(a_material(), book=book)))

    assert outline.of("script") == []


def test_each_topic_is_marked_with_its_language_and_direction() -> None:
    outline = Outline(html(a_material("sv")))

    notes = [attributes for _, attributes in outline.all if attributes.get("class") == "book__notes"]
    marked = [(attributes["lang"], attributes["dir"]) for attributes in notes]
    assert marked[:3] == [("sv", "ltr"), ("ar", "rtl"), ("fi", "ltr")]
    assert outline.of("html")[0] == {"lang": "sv", "dir": "ltr", "data-screen": "book"}
    assert Outline(html(a_material("ar"))).of("html")[0]["dir"] == "rtl"


def test_a_line_that_runs_the_other_way_says_so() -> None:
    assert text_of("مرحبا Malmö\n\nHej مرحبا") == '<p dir="rtl">مرحبا Malmö</p>\n<p>Hej مرحبا</p>'
    assert str(html_of(blocks_of("- Hej\n- مرحبا"), "rtl", 1, "")) == (
        '<ul dir="ltr">\n<li>Hej</li>\n<li dir="rtl">مرحبا</li>\n</ul>'
    )


@pytest.mark.parametrize(
    ("tag", "direction"), [("ar", "rtl"), ("fa-IR", "rtl"), ("he", "rtl"), ("sv", "ltr"), ("", "ltr"), ("xx-9", "ltr")]
)
def test_the_direction_of_a_language_is_known(tag: str, direction: str) -> None:
    assert direction_of_language(tag) == direction


def test_notes_keep_their_form() -> None:
    read = text_of("## Rubrik\n\nEtt **viktigt** ord\noch [länk](https://a.se)\n\n1. ett\n2. två\n\n> sagt\n\n---")

    assert read == (
        "<h2>Rubrik</h2>\n<p>Ett <strong>viktigt</strong> ord<br>\n"
        'och <a href="https://a.se" rel="nofollow noopener">länk</a></p>\n'
        "<ol>\n<li>ett</li>\n<li>två</li>\n</ol>\n<blockquote>\n<p>sagt</p>\n</blockquote>\n<hr>"
    )


def test_what_is_internal_is_shaded_and_said() -> None:
    read = text_of(":::intern\nAnna sa nej\n:::")

    assert '<div class="book__internal"' in read
    assert '<p class="book__internal-word" dir="auto">Internal</p>\n<p>Anna sa nej</p>' in read


def test_a_short_text_is_the_alternative_and_a_long_one_stands_below() -> None:
    page = html(a_material("en"))
    pictures = Outline(page).of("img")

    assert [picture["alt"] for picture in pictures] == [
        "Blädderblock: tre kolumner om hyra, el och avgift",
        "Photo 2; what it says stands below",
        "Photo 1, without a description",
    ]
    assert "Kolumn 1: hyra, avgift, el.<br>" in page
    assert "The photo is no longer there." in page
    assert "En bild som är borta" in page


def test_the_accessibility_note_lists_what_lacks_text() -> None:
    page = html(a_material("en"))

    assert "1 photo has no text that says what it shows:" in page
    assert 'href="#photo-2-1">Photo 1, without a description</a>' in page
    assert "Every photo has a text" in html(a_material("en", topic="sv"))
    assert "Every photo has a text" not in html(a_material("en", topic="fi"))


def test_the_title_of_a_topic_begins_on_the_side_where_its_text_does() -> None:
    assert '<h3 id="title-2" dir="rtl">' in html(a_material("sv"))


def test_the_public_edition_says_so_and_may_be_found() -> None:
    public, internal = html(a_material("en", edition="public")), html(a_material("en"))

    assert "Public edition 2" in public
    assert "noindex" not in public
    assert "Internal edition: for those who were there. Do not publish it." in internal
    assert '<meta name="robots" content="noindex">' in internal
    assert public.count("named in the internal edition") == 3


def test_actions_stand_by_date_and_those_without_one_last() -> None:
    page = html(a_material("en"))

    last = page[page.index('<h2 id="actions">') :]
    places = [last.index(what) for what in ("كتابة رسالة", "Fråga regionen", "skriv till nämnden", "Möte med skolan")]
    assert places == sorted(places)


def test_the_page_on_the_board_says_the_same_with_pictures_by_address() -> None:
    material = a_material("en")

    page, file = make_page(material).decode(), html(material)

    digest = material.book.reports[0].pictures[0].digest
    assert f'src="/b/LUND482/proceedings/{digest}.jpg?edition=internal"' in page
    body = file[file.index('<div class="book">') : file.index("\n</body>")]
    plain = re.sub(r'src="/b/[^"]+"', "", page).replace(' loading="lazy"', "")
    assert plain.strip() == PICTURE.sub("", body).strip()


def test_instants_are_written_as_html_takes_them() -> None:
    """To the second: three digits of its fraction are the most that HTML allows."""
    material = a_material("en")
    late = material.book.made_at.replace(microsecond=123_456)
    book = replace(material.book, made_at=late, said=(Said(text="Lunch", at=late),))

    times = Outline(html(replace(material, book=book))).of("time")

    assert [time["datetime"] for time in times if ":" in time["datetime"]] == ["2026-05-05T17:00:00+00:00"] * 2


def test_a_topic_alone_is_its_own_page() -> None:
    outline = Outline(html(a_material("en", topic="fi")))

    assert [one.strip() for one in outline.headings if one.strip()] == [
        "Mistä puhuimme",
        "Mitä päätimme",
        "Accessibility",
    ]
    assert outline.of("nav") == []
    assert outline.levels[0] == 1
