"""What no committed file may hold: the host of a package registry, or an address that a lock would fetch from."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IGNORED = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
NOT_OURS = {".git", *(line.strip("/") for line in IGNORED if line and not line.startswith("#"))}

# A lock asks whatever registry the machine knows; the sums say whether it gave the right thing.
REGISTRY = re.compile(
    rb"registry\.[\w-]+\.(?:org|com|io|dev)|python[h]osted\.org|pypi\.[o]rg|npm[j]s\.|yarn[p]kg\.|crates\.[i]o|proxy\.[g]olang"
)
RESOLVED = re.compile(rb'"resol[v]ed"\s*:|@ https?://|--(extra-)?index-[u]rl')
LOCKS = ("package-lock.json", "requirements.lock", "requirements-dev.lock")


def files_in(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_symlink() or any(path.match(pattern) for pattern in NOT_OURS):
            continue
        if path.is_dir():
            yield from files_in(path)
        elif path.is_file():
            yield path


def test_no_file_names_a_package_registry() -> None:
    found = [str(path.relative_to(ROOT)) for path in files_in(ROOT) if REGISTRY.search(path.read_bytes())]

    assert found == []


def test_the_locks_hold_sums_and_no_addresses() -> None:
    for name in LOCKS:
        lock = (ROOT / name).read_bytes()

        assert RESOLVED.search(lock) is None, name
        assert lock.count(b"sha512-" if name.endswith(".json") else b"--hash=sha256:") > 10, name
