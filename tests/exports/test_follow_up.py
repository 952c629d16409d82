"""[R12] The internal book says in every format where people tell how their actions go; the public one never does."""

import io
import zipfile

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from openspace.exports.formats import format_of
from openspace.exports.material import Material
from tests.exports.small_book import a_full_day, material_of

URL = "https://board.example/f/a-signed-token"


def told_in(name: str, material: Material) -> bool:
    wanted = format_of(name)
    assert wanted is not None
    content = wanted.make(material)
    match name:
        case "pdf":
            pages = PdfReader(io.BytesIO(content)).pages
            links = [note.get_object().get("/A", {}).get("/URI") for page in pages for note in page.get("/Annots", [])]
            return URL in links
        case "docx" | "md":
            bundle = zipfile.ZipFile(io.BytesIO(content))
            return any(URL.encode() in bundle.read(part) for part in bundle.namelist())
        case _:
            return URL.encode() in content


def a_book() -> Material:
    """Whose picture is no real one, so it is left out."""
    return replace(material_of(*a_full_day()), photos={})


@pytest.mark.parametrize("name", ["html", "md", "pdf", "docx"])
def test_the_link_stands_below_the_actions(name: str) -> None:
    assert told_in(name, replace(a_book(), follow_up=URL))
    assert not told_in(name, a_book())
