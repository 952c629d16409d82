"""Vendored files are exactly what static/vendor/README.md records."""

import gzip
import re
from hashlib import sha256
from pathlib import Path

VENDOR = Path(__file__).parent.parent / "static" / "vendor"
OURS = {"README.md", "codemirror.d.ts", "preact.d.ts", "yjs.d.ts"}
PREACT_MAX_BYTES = 10_000
YJS_MAX_BYTES = 30_000
NOTES_MAX_BYTES = 140_000


def recorded_sums() -> dict[str, str]:
    readme = (VENDOR / "README.md").read_text(encoding="utf-8")
    return {path: digest for digest, path in re.findall(r"^([0-9a-f]{64})  (\S+)$", readme, re.MULTILINE)}


def actual_sums() -> dict[str, str]:
    files = (path for path in VENDOR.rglob("*") if path.is_file())
    sums = {path.relative_to(VENDOR).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}
    return {path: digest for path, digest in sums.items() if path not in OURS}


def test_every_vendored_file_has_the_recorded_sum() -> None:
    assert actual_sums() == recorded_sums()


def test_preact_fits_the_first_load_of_a_phone() -> None:
    compressed = gzip.compress((VENDOR / "preact.js").read_bytes())

    assert len(compressed) <= PREACT_MAX_BYTES


def test_the_phones_report_loads_one_small_module_more() -> None:
    assert len(gzip.compress((VENDOR / "yjs.js").read_bytes())) <= YJS_MAX_BYTES


def test_the_editor_brings_no_second_yjs() -> None:
    editor = (VENDOR / "codemirror.js").read_text(encoding="utf-8")

    assert set(re.findall(r'\bfrom ?"([^"]+)"', editor)) == {"./yjs.js"}
    assert len(gzip.compress(editor.encode())) <= NOTES_MAX_BYTES - YJS_MAX_BYTES
