"""What the Markdown of notes means, also when it is broken or meant to break something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openspace.domain import markup
from openspace.domain.markup import is_empty_report, plain_lines, template, without_internal

TEXT_MAX_CHARS = 65_536


def in_swedish(message: str) -> str:
    return {"What we talked about": "Vad vi pratade om"}.get(message, message)


# Internal text


def test_what_is_internal_is_cut_with_its_fences() -> None:
    """[Y10]"""
    assert without_internal("a\n:::intern\nsecret\n:::\nb") == "a\nb"


def test_an_unclosed_block_is_internal_to_the_end() -> None:
    """[Y10]"""
    assert without_internal("a\n:::intern\nsecret\n\n## More\n- secret") == "a"


@pytest.mark.parametrize(
    "opening",
    [
        ":::intern",
        "  ::: Intern  ",
        ":::INTERN",
        "::::intern",
        "::intern",
        ":::\u00a0intern",
        ":::\u200bintern",
        "：：：ｉｎｔｅｒｎ",
        ":::intern secret on the same line",
        "secret before :::intern",
        "> :::intern",
        "- ::: intern",
        ":::internt",
        ":::privat",
        ":::intern\r",
    ],
)
def test_whatever_looks_like_an_opening_is_one(opening: str) -> None:
    """[Y10]"""
    assert without_internal(f"a\n{opening}\nsecret\n:::\nb") == "a\nb"


@pytest.mark.parametrize("closing", [":::", "  ::: ", "::::", ":::\r", "\t:::"])
def test_a_line_of_colons_closes(closing: str) -> None:
    assert without_internal(f":::intern\nsecret\n{closing}\nb") == "b"


@pytest.mark.parametrize("closing", ["::", ": : : x", "::: end", "- :::", "x :::", "a\u2028:::"])
def test_what_is_not_quite_a_closing_leaves_the_rest_internal(closing: str) -> None:
    """[Y10]"""
    assert without_internal(f"a\n:::intern\nsecret\n{closing}\nsecret") == "a"


def test_blocks_nest_so_that_none_ends_too_early() -> None:
    assert without_internal("a\n:::intern\n:::intern\nb\n:::\nsecret\n:::\nc") == "a\nc"


def test_a_stray_closing_opens_and_shows_nothing() -> None:
    assert without_internal("a\n:::\nb") == "a\nb"


def test_other_colons_are_ordinary_text() -> None:
    text = "Time: 10:15\nSee std::vector\nkeys: a::b\n:smile:"

    assert without_internal(text) == text


@given(st.lists(st.sampled_from(["a", ":::intern", ":::", "::: Intern x", "- b", "", "::"]), max_size=12))
def test_nothing_between_fences_ever_shows(lines: list[str]) -> None:
    """[Y10] A secret after an opening and before the first closing is never there."""
    text = "\n".join([*lines, ":::intern", "secret", *lines])

    assert "secret" not in without_internal(text)


# The template


def test_the_template_is_three_headings_with_an_empty_bullet_each() -> None:
    """[Y3]"""
    lines = template(in_swedish).split("\n")

    assert [line for line in lines if line.startswith("#")] == [
        "## Vad vi pratade om",
        "## What surprised us",
        "## What we agree on",
    ]
    assert lines.count("- ") == 3


def test_the_template_alone_is_an_empty_report() -> None:
    headings = {translate(heading) for heading in markup.HEADINGS for translate in (str, in_swedish)}

    assert is_empty_report(template(in_swedish), headings)
    assert is_empty_report(template(str) + "\n- [ ] \n***\n> \n", headings)
    assert is_empty_report("")


def test_one_word_anywhere_is_a_report() -> None:
    headings = set(markup.HEADINGS)

    assert not is_empty_report(template(str).replace("- \n", "- Yes\n", 1), headings)
    assert not is_empty_report(template(str) + "\n## A playground", headings)
    assert not is_empty_report(template(str))


# Lines without signs


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("## A heading", "A heading"),
        ("- [x] **done** today", "done today"),
        ("> > quoted", "quoted"),
        ("1. first", "first"),
        ("a *b* and __c__ and `d` ~~e~~", "a b and c and d e"),
        ("see [the plan](https://example.org/a_b) now", "see the plan now"),
        ("![a chart](x.png)", "a chart"),
        ("snake_case 2 * 3 stays", "snake_case 2 * 3 stays"),
        (r"1\. not a list \*", "1. not a list *"),
        ("#tag and -dash", "#tag and -dash"),
        ("- نص عربي **مهم**", "نص عربي مهم"),
        ("- 👩‍👩‍👧‍👦 family", "👩‍👩‍👧‍👦 family"),
    ],
)
def test_a_line_says_what_it_says_without_its_signs(line: str, said: str) -> None:
    assert plain_lines(line) == [said]


def test_lines_that_say_nothing_are_left_out() -> None:
    assert plain_lines("\n- \n---\n## \n```\n* * *\n=====\na\n\n") == ["a"]


@pytest.mark.parametrize(
    "sign", ["[", "*", "_", "`", ">", "> ", "- ", "](", "[a](", "#", ":::", "\\", "1. ", "*a", ": "]
)
def test_a_bomb_of_signs_is_one_line_at_most(sign: str) -> None:
    bomb = sign * (TEXT_MAX_CHARS // len(sign))

    assert len(plain_lines(bomb)) <= 1
    assert without_internal(bomb) in (bomb, "")
