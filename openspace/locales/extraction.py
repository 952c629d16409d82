"""Every sentence the program says, with the files that say it.

Python and templates are read by Babel's extractors. Its one for JavaScript passes over calls in nested templates, of
which our screens are full (27 of 480 messages, measured), so there a pattern looks for `t("…")` and `tn("…", "…")`.
"""

import logging
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog as PoFile
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from openspace.locales.catalog import FOLDER
from openspace.locales.scripts import said_in

ROOT = FOLDER.parents[1]
SINGULAR = ("t", "_", "N_", "gettext")
PLURAL = ("tn", "ngettext")

_KEYWORDS = {**dict.fromkeys(SINGULAR), **dict.fromkeys(PLURAL, (1, 2))}

# What differs from run to run, or says nothing.
_NOISE = re.compile(
    rb'^"(?:Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team'
    rb"|Generated-By):.*\n",
    re.MULTILINE,
)

Ids = tuple[str, ...]  # singular, or singular and plural

log = logging.getLogger(__name__)


def update_all(root: Path = ROOT, folder: Path = FOLDER) -> None:
    """Rewrite every catalog in the folder, sorted by message id."""
    template = template_of(root)
    for path in sorted(folder.glob("*.po")):
        path.write_bytes(updated(path.read_bytes(), path.stem, template))
        log.info("%s: %d messages", path.name, len(template))


def updated(old: bytes, language: str, template: PoFile) -> bytes:
    """The file with exactly the template's messages; what was translated stays."""
    catalog = read_po(BytesIO(old), locale=language)
    catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    written = BytesIO()
    write_po(written, catalog, width=110, sort_output=True, include_lineno=False, omit_header=False)
    return _NOISE.sub(b"", written.getvalue()).lstrip()


def template_of(root: Path = ROOT) -> PoFile:
    """Every message, untranslated."""
    template = PoFile(fuzzy=False)
    for ids, path in sorted(said(root)):
        template.add(ids if len(ids) > 1 else ids[0], locations=[(path, 1)])
    return template


def said(root: Path = ROOT) -> set[tuple[Ids, str]]:
    """Every message id with each file that says it, by its path below the root."""
    found: set[tuple[Ids, str]] = set()
    for pattern, read in (
        ("openspace/**/*.py", _python),
        ("templates/**/*.html", _template),
        ("static/js/**/*.js", _js),
    ):
        for path in root.glob(pattern):
            found |= {(ids, path.relative_to(root).as_posix()) for ids in read(path.read_bytes())}
    return found


def _python(source: bytes) -> Iterator[Ids]:
    return _extracted("python", source)


def _template(source: bytes) -> Iterator[Ids]:
    return _extracted("jinja2.ext:babel_extract", source)


def _extracted(method: str, source: bytes) -> Iterator[Ids]:
    for _, message, _, _ in extract(method, BytesIO(source), keywords=_KEYWORDS, options={"encoding": "utf-8"}):
        yield tuple(message) if isinstance(message, (tuple, list)) else (message,)


def _js(source: bytes) -> Iterator[Ids]:
    """Calls of `t` and `tn` whose texts stand there as plain strings."""
    return said_in(source.decode())
