"""Which way a text runs, and what stays together in it."""

import pytest

from openspace.exports.blocks import Direction, direction_of, numbers_together


@pytest.mark.parametrize(
    ("text", "direction"),
    [("Skolan", "ltr"), ("123 المدرسة", "rtl"), ("😀 (…) المدرسة och skolan", "rtl"), ("42 %", "rtl"), ("", "rtl")],
)
def test_the_first_letter_with_a_direction_decides(text: str, direction: Direction) -> None:
    assert direction_of(text, "rtl") == direction


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("8 500 kr", "8\u00a0500 kr"),
        ("kl 10 30 personer", "kl 10\u00a030 personer"),
        ("040-12 34 56", "040-12\u00a034\u00a056"),
        ("رقم 040-12 34 56", "رقم \u200e040-12\u00a034\u00a056\u200e"),
        ("5 maj 2026", "5 maj 2026"),
    ],
)
def test_numbers_written_in_groups_stay_together(text: str, kept: str) -> None:
    assert numbers_together(text) == kept
