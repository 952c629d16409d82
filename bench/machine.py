"""The machine: which core is whose, what a process has used, and what everything is called.

Linux tells all of it in /proc; elsewhere nothing is pinned and what is not known is left out.
"""

import os
import platform
import sqlite3
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Final

import msgspec

CAN_PIN: Final = hasattr(os, "sched_setaffinity")
CORES: Final = sorted(os.sched_getaffinity(0)) if CAN_PIN else list(range(os.cpu_count() or 1))
SERVER: Final = CORES[0]
GENERATOR: Final = CORES[-1]
PROCESS_CPU_CLOCK: Final = 2  # Linux makes a clock of a process's id and this: clock_getcpuclockid(3)
PACKAGES: Final = ("uvicorn", "starlette", "websockets", "msgspec", "aiosqlite", "pycrdt")


def pin(pid: int, *cores: int) -> None:
    """A process with all its threads to these."""
    if CAN_PIN:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with suppress(ProcessLookupError):  # it has ended meanwhile
                os.sched_setaffinity(int(thread.name), cores)


@contextmanager
def pinned_here(core: int) -> Iterator[None]:
    """This process meanwhile, for a suite whose load it makes itself."""
    pin(os.getpid(), core)
    try:
        yield
    finally:
        pin(os.getpid(), *CORES)


def cpu_s(pid: int) -> float:
    """Seconds of CPU the process and its threads have used, from the scheduler's own count in nanoseconds."""
    return time.clock_gettime((~pid << 3) | PROCESS_CPU_CLOCK)


def memory_kib(pid: int, what: str = "Rss") -> int:
    """`what`: "Rss", resident, or "Pss", with shared pages divided among those who share them."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{what}:"):
            return int(line.split()[1])
    raise LookupError(what)


def described() -> dict[str, str]:
    """What stands above every table."""
    return {
        "processor": f"{processor()}, {len(CORES)} cores",
        "memory": f"{memory_gib():.0f} GiB",
        "kernel": f"{platform.system()} {platform.release()}",
        "load before": f"{os.getloadavg()[0]:.1f}",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "OpenSSL": ssl.OPENSSL_VERSION.split()[1],
        **{name: version(name) for name in PACKAGES},
        "Node": told("node", "--version").removeprefix("v"),
        "C compiler": told("cc", "-dumpfullversion"),
        **peers(),
    }


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def peers() -> dict[str, str]:
    """What package.json pins, exactly."""
    wanted = msgspec.json.decode((Path(__file__).parent / "peers" / "package.json").read_bytes())
    return dict(wanted["dependencies"])


def told(*command: str) -> str:
    """The first line a tool says of itself."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "none"
