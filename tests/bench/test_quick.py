"""Every suite comes to its end: a quick run with few clients, of which nothing is kept and no verdict is drawn."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.results import KEPT
from bench.suites import SUITES

ROOT = Path(__file__).parents[2]
WITHIN_S = 300


@pytest.mark.long
@pytest.mark.parametrize("suite", SUITES)
def test_a_quick_run_works_and_keeps_nothing(suite: str) -> None:
    before = sorted(KEPT.glob("*"))

    ran = subprocess.run(
        [sys.executable, "-m", "bench", suite, "--quick"],
        cwd=ROOT, capture_output=True, text=True, timeout=WITHIN_S, check=False,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.endswith("A quick run: it worked.\n")
    assert "kept" not in ran.stdout
    assert sorted(KEPT.glob("*")) == before
