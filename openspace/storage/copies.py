"""Where the copies of a data file lie: `DATA.backups` beside it remembers, a path a line."""

from contextlib import suppress
from pathlib import Path


def remember(data: Path, copy: Path) -> None:
    """A folder that cannot be written keeps the copy from nobody."""
    with suppress(OSError):
        known = [path for path in remembered(data) if path != copy.resolve()]
        list_path(data).write_text("".join(f"{path}\n" for path in [*known, copy.resolve()]), encoding="utf-8")


def remembered(data: Path) -> list[Path]:
    """Every copy there has been, the last one last."""
    try:
        return [Path(line) for line in list_path(data).read_text(encoding="utf-8").splitlines() if line]
    except (OSError, UnicodeDecodeError):
        return []


def list_path(data: Path) -> Path:
    real = data.resolve()
    return real.with_name(f"{real.name}.backups")
