"""A board's short code, however people write it."""

import pytest

from openspace.web.codes import canonical


@pytest.mark.parametrize("typed", ["LUND482", "lund482", " Lund 482 ", "lund-482", "LUND–482", "LUND٤٨٢", "lund۴۸۲"])
def test_case_spaces_hyphens_and_the_readers_digits_are_forgiven(typed: str) -> None:
    assert canonical(typed) == "LUND482"


def test_nothing_of_a_code_gives_no_code() -> None:
    assert canonical("  -- ") == ""


def test_an_endless_code_is_cut() -> None:
    assert len(canonical("A" * 100_000)) == 40
