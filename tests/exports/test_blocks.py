"""Which way a text runs."""

import pytest

from openspace.exports.blocks import Direction, direction_of


@pytest.mark.parametrize(
    ("text", "direction"),
    [("Skolan", "ltr"), ("123 المدرسة", "rtl"), ("😀 (…) المدرسة och skolan", "rtl"), ("42 %", "rtl"), ("", "rtl")],
)
def test_the_first_letter_with_a_direction_decides(text: str, direction: Direction) -> None:
    assert direction_of(text, "rtl") == direction
