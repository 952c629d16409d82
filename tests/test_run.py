"""`run.py` in a small checkout of its own: locks that ask for nothing, and a program that tells how it was run."""

import ast
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.variants import first_alone

ROOT = Path(__file__).resolve().parent.parent
PIP_ASKED_FOR_HASHES = "openspace-needs-a-hash==1\n"

PROGRAM = """
import json, os, sys
print(json.dumps({"arguments": sys.argv[1:], "folder": os.getcwd(), "prefix": sys.prefix, "pid": os.getpid()}))
"""


@dataclass(frozen=True)
class Checkout:
    """A folder with run.py in it, and the tools there are on PATH."""

    root: Path
    tools: Path

    def start(self, *arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, self.root / "run.py", *arguments],
            cwd=folder or self.root,
            env={**os.environ, "PATH": str(self.tools)},
            capture_output=True,
            check=False,
            encoding="utf-8",
        )

    @property
    def venv(self) -> Path:
        return self.root / ".venv"


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A checkout on a machine without uv."""
    root, tools = tmp_path / "checkout", tmp_path / "tools"
    tools.mkdir()
    (root / "openspace").mkdir(parents=True)
    (root / "openspace" / "__init__.py").touch()
    (root / "openspace" / "__main__.py").write_text(PROGRAM, encoding="utf-8")
    (root / "requirements.lock").write_text("# nothing\n", encoding="utf-8")
    (root / "requirements-dev.lock").write_text("# nothing\n", encoding="utf-8")
    shutil.copy(ROOT / "run.py", root)
    return Checkout(root, tools)


@pytest.fixture(params=first_alone("uv", "pip"))
def equipped(checkout: Checkout, request: pytest.FixtureRequest) -> Checkout:
    """A checkout on a machine with uv, and on one without, where it takes ten times as long."""
    if request.param == "uv":
        (checkout.tools / "uv").symlink_to(Path(sys.executable).parent / "uv")
    return checkout


def test_the_first_start_sets_up_and_runs_and_the_second_only_runs(equipped: Checkout, tmp_path: Path) -> None:
    first = equipped.start("links", "X7", folder=tmp_path)
    second = equipped.start("links", "X7", folder=tmp_path)

    told = json.loads(first.stdout)
    assert told["arguments"] == ["links", "X7"]
    assert told["folder"] == str(tmp_path)
    assert told["prefix"] == str(equipped.venv)
    assert "Setting up" in first.stderr
    assert {**json.loads(second.stdout), "pid": 0} == {**told, "pid": 0}
    assert second.stderr == ""


def test_a_setup_that_failed_is_repaired_by_the_next_start(equipped: Checkout) -> None:
    lock = equipped.root / "requirements.lock"
    lock.write_text(PIP_ASKED_FOR_HASHES, encoding="utf-8")
    failed = equipped.start()
    lock.write_text("# nothing\n", encoding="utf-8")

    repaired = equipped.start()

    assert failed.returncode == 1
    assert "The set-up did not finish" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert json.loads(repaired.stdout)["prefix"] == str(equipped.venv)


def test_a_moved_checkout_sets_up_again(equipped: Checkout, tmp_path: Path) -> None:
    equipped.start()
    moved = Checkout(equipped.root.rename(tmp_path / "moved"), equipped.tools)

    started = moved.start()

    assert json.loads(started.stdout)["prefix"] == str(moved.venv)
    assert "Setting up" in started.stderr


def test_a_setup_cut_short_is_done_again(equipped: Checkout) -> None:
    equipped.start()
    (equipped.venv / "openspace-stamp").unlink()
    shutil.rmtree(equipped.venv / "lib")

    started = equipped.start()

    assert json.loads(started.stdout)["prefix"] == str(equipped.venv)


def test_the_program_takes_the_place_of_run_py(equipped: Checkout) -> None:
    equipped.start()

    with subprocess.Popen([sys.executable, equipped.root / "run.py"], stdout=subprocess.PIPE) as process:
        told, _ = process.communicate()

    assert json.loads(told)["pid"] == process.pid


def test_an_old_python_can_read_far_enough_to_say_so() -> None:
    source = (ROOT / "run.py").read_text(encoding="utf-8")

    ast.parse(source, feature_version=(3, 8))


@pytest.mark.long
def test_the_real_locks_install_with_pip_and_run_pytest(checkout: Checkout) -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / lock, checkout.root)

    started = checkout.start("test", "--version")

    assert started.returncode == 0
    assert started.stdout.startswith("pytest ")
