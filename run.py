"""The one command: sets up what is missing, then becomes the program.

`python3 run.py` serves, `python3 run.py test` tests, `python3 run.py check` runs every other check; any other verb is
the program's own (`python3 run.py --help`). The set-up is `.venv`, made from the hashed locks and stamped when it is
whole: without the right stamp it is made again, with it nothing is asked of the network.
Standard library only, and parsed even by Python 3.8, to say which one is needed.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older Python must be told, not shown a traceback
    sys.exit("Openspace needs Python 3.11 or newer; this is Python {}.{}.".format(*sys.version_info))

import contextlib
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "openspace-stamp"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

RUNTIME = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"

# What python is to run for the verbs that are not the program's own.
DEVELOPER_VERBS = {"test": ["-m", "pytest"], "check": ["check.py"], "bench": ["-m", "bench"]}


def main(arguments: list[str]) -> int:
    verb = arguments[0] if arguments else ""
    if verb in DEVELOPER_VERBS:
        set_up(RUNTIME, DEVELOPMENT)
        os.chdir(ROOT)
        return become([*DEVELOPER_VERBS[verb], *arguments[1:]])
    set_up(RUNTIME)
    return become(["-P", "-m", "openspace", *arguments])


def set_up(*locks: str) -> None:
    """Make `.venv` hold these locks, all or nothing as far as the stamp can tell."""
    wanted = [place(), *map(fingerprint, locks)]
    if is_stamped(wanted):
        return
    with one_at_a_time():
        if is_stamped(wanted):
            return
        print("Setting up in .venv (this once, about a minute) …", file=sys.stderr, flush=True)
        try:
            install(locks, fresh=not is_stamped(wanted[:2]))
        except (OSError, subprocess.CalledProcessError) as error:
            sys.exit(f"The set-up did not finish: {error}\n{ADVICE}")
        STAMP.write_text("\n".join(wanted), encoding="utf-8")


ADVICE = (
    "It needs the network this once, and Python's venv (on Debian and Ubuntu: apt install python3-venv). "
    "The same command tries again."
)


def place() -> str:
    """What a `.venv` cannot be moved away from: its folder and the Python it was made with."""
    return f"{VENV} {sys.platform} {sys.version_info[0]}.{sys.version_info[1]}"


def fingerprint(lock: str) -> str:
    return f"{lock} {hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()}"


def is_stamped(wanted: list[str]) -> bool:
    try:
        stamped = STAMP.read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return PYTHON.exists() and set(wanted) <= set(stamped)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second start wait until the first has set up."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # only there on Unix

    with (ROOT / ".venv.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def install(locks: tuple[str, ...], *, fresh: bool) -> None:
    """Install the locks with uv where there is one, with venv and pip otherwise."""
    STAMP.unlink(missing_ok=True)
    base_python = str(getattr(sys, "_base_executable", sys.executable))
    asked = [argument for lock in locks for argument in ("-r", str(ROOT / lock))]
    if uv := uv_outside():
        environment = ["venv", "--quiet", "--clear" if fresh else "--allow-existing", "--python", base_python]
        call(uv, *environment, str(VENV))
        call(uv, "pip", "install", "--quiet", "--require-hashes", "--python", str(PYTHON), *asked)
    else:
        call(base_python, "-m", "venv", *(["--clear"] if fresh else []), str(VENV))
        call(str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", *asked)
    call(str(PYTHON), "-c", REMEMBER_ROOT, str(ROOT))


def uv_outside() -> str | None:
    """Find a uv that does not lie in the `.venv` it is to replace."""
    found = shutil.which("uv")
    return found if found and VENV not in Path(found).parents else None


# Lets `.venv/bin/python` find the checkout from any folder.
REMEMBER_ROOT = """
import pathlib, sys, sysconfig
pathlib.Path(sysconfig.get_path("purelib"), "openspace.pth").write_text(sys.argv[1], encoding="utf-8")
"""


def call(*command: str) -> None:
    subprocess.run(command, check=True, stdout=sys.stderr)


def become(arguments: list[str]) -> int:
    """Turn into `.venv`'s Python: one process, so that signals reach the program itself."""
    command = [str(PYTHON), *arguments]
    if sys.platform == "win32":
        return subprocess.call(command)
    os.execv(command[0], command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
