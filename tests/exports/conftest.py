"""Programs that are not ours, to open what we make."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import require

STEERING = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CONVERSION_MAX_S = 300

TextOf = Callable[[bytes], str]


@pytest.fixture(scope="module")
def text_of(pytestconfig: pytest.Config) -> TextOf:
    """The text of a PDF on one line, by pdftotext; without the signs that steer directions."""
    pdftotext = require(pytestconfig, ("pdftotext",))

    def text(pdf: bytes) -> str:
        done = subprocess.run([pdftotext, "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
        return " ".join(STEERING.sub("", done.stdout.decode()).replace("\u00a0", " ").split())

    return text


@pytest.fixture(scope="module")
def printed(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], bytes]:
    """A Word file as PDF, by LibreOffice."""
    office = require(pytestconfig, ("soffice", "libreoffice"))
    folder = tmp_path_factory.mktemp("office")

    def pdf(word: bytes) -> bytes:
        (folder / "book.docx").write_bytes(word)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command: list[str | Path] = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        subprocess.run([*command, folder / "book.docx"], capture_output=True, check=True, timeout=CONVERSION_MAX_S)
        return (folder / "book.pdf").read_bytes()

    return pdf
