"""The catalogs: complete where they must be, true to the braces, and chosen as readers ask."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog as PoFile
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from openspace.locales import Languages, best_language, in_language
from openspace.locales.catalog import FOLDER, read_catalog
from openspace.locales.extraction import said, template_of, updated
from openspace.locales.pseudo import PSEUDO, pseudo
from openspace.web.assets import Assets

# What a reader of Arabic meets: everything a phone shows and is told, with and without a script.
ARABIC_TEMPLATES = (
    "ask", "base", "book", "book-wait", "proceedings",
    "calendar", "door", "followup", "join", "market", "phone", "privacy", "report", "sorry", "topic", "topic-gone",
    "whoami", "parts/keeping", "parts/me", "parts/meeting", "parts/notes", "parts/page-head", "parts/propose",
    "parts/responsible", "parts/told",
)  # fmt: skip
ARABIC_PYTHON = ("openspace/domain/errors.py", "openspace/domain/text.py", "openspace/web/problems.py",
                 "openspace/wire.py", "openspace/domain/rules/agenda.py", "openspace/domain/rules/marketplace.py",
                 "openspace/domain/rules/mobility.py", "openspace/domain/rules/permission.py",
                 "openspace/exports/formats.py", "openspace/exports/html.py", "openspace/exports/words.py",
                 "openspace/live/workshop.py")  # fmt: skip


def messages(language: str) -> list[Message]:
    with (FOLDER / f"{language}.po").open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


def ids_of(message: Message) -> tuple[str, ...]:
    return several(message.id)


def forms_of(message: Message) -> tuple[str, ...]:
    return several(message.string)


def several(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def untranslated(language: str, ids: Iterable[tuple[str, ...]]) -> list[str]:
    there = {ids_of(message)[0] for message in messages(language) if all(forms_of(message)) and not message.fuzzy}
    return sorted({one for one, *_ in ids} - there)


def braces(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for name in re.findall(r"\{(\w*)\}", text)}


def test_swedish_says_everything() -> None:
    assert untranslated("sv", (ids for ids, _ in said())) == []


def test_arabic_says_everything_a_phone_shows() -> None:
    files = {
        *Assets().modules("phone"),
        *Assets().modules("report"),
        *ARABIC_PYTHON,
        *(f"templates/{name}.html" for name in ARABIC_TEMPLATES),
    }

    assert untranslated("ar", (ids for ids, path in said() if path in files)) == []


def test_a_sentence_is_counted_wherever_it_is_said_or_nowhere() -> None:
    """Its translation is one text or several forms: a script that asks for the other breaks down."""
    ids = {ids for ids, _ in said()}

    assert {one for one, *_ in ids if (one,) in ids} & {one for one, *many in ids if many} == set()


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_a_catalog_holds_what_is_said_and_nothing_else(language: str) -> None:
    """`python -m openspace.locales` has been run."""
    assert sorted(ids_of(message)[0] for message in messages(language)) == sorted({ids[0] for ids, _ in said()})


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_a_catalog_is_in_order(language: str) -> None:
    written = (FOLDER / f"{language}.po").read_bytes()

    assert updated(written, language, template_of()) == written


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_a_translation_fills_the_same_braces(language: str) -> None:
    """A form for a fixed number, as Arabic has for none, one and two, may leave the number out."""
    wrong = [
        (ids_of(message), form)
        for message in messages(language)
        for form in forms_of(message)
        if form
        and not braces(ids_of(message)) - ({"n"} if len(ids_of(message)) > 1 else set())
        <= braces([form])
        <= braces(ids_of(message))
    ]

    assert wrong == []


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_no_translation_is_in_doubt(language: str) -> None:
    assert [ids_of(message) for message in messages(language) if message.fuzzy] == []


@pytest.mark.parametrize(
    ("asked", "board", "given"),
    [
        ("sv-SE,sv;q=0.9,en;q=0.8", "en", "sv"),
        ("fi, ar;q=0.5, sv;q=0.7", "en", "sv"),
        ("fi", "sv", "sv"),
        ("fi", "fi", "en"),
        ("", "ar", "ar"),
        ("sv;q=0, ar", "en", "ar"),
        ("AR-eg", "en", "ar"),
        (";;,q=,*;q=x", "sv", "sv"),
        ("en-GB", "sv", "en"),
    ],
)
def test_a_reader_gets_the_first_language_there_is(asked: str, board: str, given: str) -> None:
    assert best_language(asked, board, {"en": 0, "sv": 0, "ar": 0}) == given


def test_languages_are_offered_by_their_own_names() -> None:
    assert Languages().offered() == [("en", "English"), ("sv", "Svenska"), ("ar", "العربية")]
    assert [tag for tag, _ in Languages(with_pseudo=True).offered()] == ["en", "sv", "ar", PSEUDO]


def test_each_language_runs_its_own_way() -> None:
    languages = Languages(with_pseudo=True)

    assert [languages.catalog_for(tag).direction for tag in ("en", "sv-FI", "ar", PSEUDO)] == [
        "ltr",
        "ltr",
        "rtl",
        "rtl",
    ]


def a_catalog(folder: Path, language: str, text: str) -> None:
    (folder / f"{language}.po").write_text(
        f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n{text}', "utf-8"
    )


PLURAL = """
#: static/js/parts/a.js
msgid "{n} topic"
msgid_plural "{n} topics"
msgstr[0] "f0"
msgstr[1] "f1"
msgstr[2] "f2"
msgstr[3] "f3"
msgstr[4] "f4"
msgstr[5] "f5"
"""


def test_arabic_counts_in_six_forms_and_scripts_get_them_in_order(tmp_path: Path) -> None:
    """In JavaScript: zero, one, two, few, many, other, whatever order gettext has them in."""
    a_catalog(tmp_path, "ar", PLURAL)

    catalog = read_catalog("ar", tmp_path)

    counted = {n: catalog.ngettext("{n} topic", "{n} topics", n) for n in (0, 1, 2, 5, 11, 100)}
    assert list(catalog.for_scripts["{n} topic"]) == list(counted.values())
    assert len(set(counted.values())) == 6


def test_scripts_get_what_they_say_and_no_more(tmp_path: Path) -> None:
    a_catalog(
        tmp_path,
        "sv",
        '#: static/js/a.js templates/b.html\nmsgid "A"\nmsgstr "a"\n\n#: static/js/c.js\nmsgid "C"\nmsgstr "c"\n\n'
        '#: templates/b.html\nmsgid "B"\nmsgstr "b"\n\n#, fuzzy\n#: static/js/a.js\nmsgid "D"\nmsgstr "d"\n',
    )

    catalog = read_catalog("sv", tmp_path)

    assert catalog.for_scripts == {"A": "a", "C": "c"}
    assert [catalog.gettext(text) for text in ("B", "D", "E")] == ["b", "D", "E"]


def test_the_pseudo_language_is_longer_and_keeps_its_braces() -> None:
    assert pseudo("Move to {place}") == "[Mövé tö {place} ~~~~~~]"


def test_new_sentences_come_in_old_translations_stay_and_what_is_gone_goes() -> None:
    template = PoFile()
    for text in ("Kept", "New"):
        template.add(text, locations=[("a.py", 1)])
    old = b'msgid ""\nmsgstr ""\n\nmsgid "Kept"\nmsgstr "Kvar"\n\nmsgid "Gone"\nmsgstr "Borta"\n'

    new = updated(old, "sv", template).decode()

    assert 'msgid "Kept"\nmsgstr "Kvar"' in new
    assert 'msgid "New"\nmsgstr ""' in new
    assert "Gone" not in new


def test_calls_are_found_in_nested_templates_too(tmp_path: Path) -> None:
    (tmp_path / "static" / "js").mkdir(parents=True)
    (tmp_path / "static" / "js" / "a.js").write_text(
        'html`<p title=${t("One")}>${on && html`<b>${t("No {x}", { x })}</b>`}`\ntn("{n} a", "{n} b", n)\nno("x")',
        "utf-8",
    )

    assert {ids for ids, _ in said(tmp_path)} == {("One",), ("No {x}",), ("{n} a", "{n} b")}


def test_a_script_is_written_anew_in_a_language(tmp_path: Path) -> None:
    a_catalog(
        tmp_path,
        "sv",
        '#: static/js/a.js\nmsgid "Go"\nmsgstr "Gå \\"nu\\""\n\n#: static/js/a.js\nmsgid "{n} seat"\n'
        'msgid_plural "{n} seats"\nmsgstr[0] "{n} plats"\nmsgstr[1] "{n} platser"\n',
    )
    source = 'a(t("Go"), put("Go"), tn("{n} seat", "{n} seats", 2), t("Stay"))'

    written = in_language(source, read_catalog("sv", tmp_path))

    assert written == 'a(t("Gå \\"nu\\""), put("Go"), tn(["{n} plats","{n} platser"], "", 2), t("Stay"))'
