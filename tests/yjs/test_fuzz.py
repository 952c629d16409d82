"""Nothing hostile stalls, breaks or panics pycrdt behind the strict reader."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

# Some 8,000 a second; a process that has not ended by then hangs on the update in its file.
WATCHDOG_S = 120


@pytest.mark.parametrize(
    ("seed", "count"), [(1, 6_000), *(pytest.param(seed, 50_000, marks=pytest.mark.long) for seed in range(2, 8))]
)
def test_hostile_updates_are_refused_or_applied_at_once(seed: int, count: int, tmp_path: Path) -> None:
    """[Y20]"""
    last = tmp_path / "last.json"
    command = [sys.executable, "-m", "tests.yjs.fuzz", str(seed), str(count), str(last)]

    try:
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=WATCHDOG_S, check=False)
    except subprocess.TimeoutExpired:
        pytest.fail(f"still at work on {last.read_text().splitlines()[0]}")

    assert ended.returncode == 0, f"{ended.stderr}\nat {last.read_text().splitlines()[0]}"
    said = json.loads(ended.stdout)
    assert said["faults"] == []
    assert sum(said["outcomes"].values()) == count
    assert min(said["outcomes"][outcome] for outcome in ("refused", "unconnected", "applied")) > count / 20
