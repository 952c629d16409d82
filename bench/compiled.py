"""Programs in C, built when they are needed and kept beside the virtual environment, never in the tree."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

KEPT: Final = Path(sys.prefix) / "openspace-bench"
FLAGS: Final = ("-std=c11", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", "-O2")
COMPILERS: Final = ("cc", "gcc", "clang")


def compiled(folder: Path) -> Path | None:
    """The program whose sources are the folder's C files; None where there is no compiler.

    Raises:
        subprocess.CalledProcessError: The compiler takes exception to them.
    """
    compiler = next(filter(None, map(shutil.which, COMPILERS)), None)
    if compiler is None:
        return None
    sources = sorted(folder.glob("*.c"))
    program = KEPT / f"{folder.parent.name}-{fingerprint([*sources, *sorted(folder.glob('*.h'))])}"
    if not program.exists():
        KEPT.mkdir(exist_ok=True)
        unfinished = KEPT / f"{program.name}.{os.getpid()}"
        subprocess.run((compiler, *FLAGS, "-o", unfinished, *sources), check=True)
        unfinished.replace(program)
    return program


def fingerprint(sources: list[Path]) -> str:
    """Of everything that goes into a program."""
    whole = hashlib.sha256(" ".join(FLAGS).encode())
    for source in sources:
        whole.update(source.name.encode() + b"\0" + source.read_bytes())
    return whole.hexdigest()[:16]
