"""[E11] The book as a table, read by Python's csv as a spreadsheet would."""

import csv
import io

import pytest

from openspace.exports.material import Material
from openspace.exports.tables import COLUMNS, FORMULA, guarded, make_csv
from tests.exports.small_book import ARABIC, HOSTILE, a_full_day, material_of


def rows_of(material: Material) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(make_csv(material).decode("utf-8-sig"), newline="")))


def test_every_topic_session_and_action_has_its_row() -> None:
    rows = rows_of(material_of(*a_full_day()))

    assert [row["kind"] for row in rows] == ["topic"] * 4 + ["session"] * 3 + ["action"] * 2
    assert rows[2]["topic"] == ARABIC
    assert rows[4]["room"] == "Sal Vättern"
    assert (rows[4]["starts"], rows[4]["ends"], rows[4]["came"]) == ("12:00", "12:45", "10–19")
    assert rows[7]["due"] == "2027-06-01"


def test_spreadsheets_know_the_letters_by_the_mark_at_the_beginning() -> None:
    content = make_csv(material_of(*a_full_day()))

    assert content.startswith(b"\xef\xbb\xbfkind,")
    assert content.endswith(b"\r\n")


def test_no_cell_is_taken_for_a_formula() -> None:
    rows = rows_of(material_of(*a_full_day()))

    assert rows[1]["topic"] == "'" + HOSTILE
    assert rows[7]["what"] == "'+Fråga regionen"
    assert not [cell for row in rows for cell in row.values() if cell.startswith(FORMULA)]


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1", "  =1"])
def test_a_cell_that_would_be_calculated_is_text(cell: str) -> None:
    assert guarded(cell) == "'" + cell


def test_a_name_that_is_hidden_leaves_no_gap() -> None:
    rows = rows_of(material_of(*a_full_day(), edition="public"))

    assert all(row["convener"] for row in rows)
    assert "Ada" not in {row["convener"] for row in rows}
    assert "Anna" not in rows[0]["notes"]
    assert set(rows[0]) == set(COLUMNS)
