"""Whatever befalls network, server, disk and clock: no acknowledged act is lost, none is doubled, and all boards agree.

`test` runs three seeds, `--all` a dozen; `run.py test tests/proof --chaos 200` runs two hundred.
"""

from pathlib import Path

import pytest

from tests.proof import chaos

# Seeds whose run once ended with a flaw, and what it was.
SEEDS_THAT_FAILED_ONCE: dict[int, str] = {}


SHORT, LONG = 3, 12


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        asked = metafunc.config.getoption("--chaos")
        runs = LONG if asked is None else asked
        is_long = [asked is None and seed >= SHORT for seed in range(runs)]
        metafunc.parametrize(
            "seed", [pytest.param(seed, marks=[pytest.mark.long] if long else []) for seed, long in enumerate(is_long)]
        )


async def test_nothing_acknowledged_is_lost_or_doubled(tmp_path: Path, seed: int) -> None:
    """[S2, S3, S4, S7, L1, L2, L3, L4]"""
    verdict = await chaos.run(tmp_path, seed)

    assert verdict.flaws == []
