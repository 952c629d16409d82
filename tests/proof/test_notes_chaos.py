"""Whatever befalls network, server and disk: all who write notes converge, nothing promised is lost, no letter doubled.

`test` runs one seed, `--all` a dozen; `run.py test tests/proof/test_notes_chaos.py --chaos 200` runs two hundred.
"""

from pathlib import Path
from random import Random

import pytest

from tests.client import Device
from tests.proof import notes_chaos
from tests.proof.scribblers import Scribbler

SHORT, LONG = 1, 12


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" not in metafunc.fixturenames:
        return
    asked = metafunc.config.getoption("--chaos")
    runs = LONG if asked is None else asked
    long = [pytest.mark.long] if asked is None else []
    metafunc.parametrize("seed", [pytest.param(seed, marks=long if seed >= SHORT else []) for seed in range(runs)])


async def test_all_who_write_converge_and_nothing_promised_is_lost(tmp_path: Path, seed: int) -> None:
    """[Y4, Y21]"""
    verdict = await notes_chaos.run(tmp_path, seed)

    assert not verdict.flaws, str(verdict)
    assert verdict.killed > 0


# The judge itself: a text that is wrong in each way is found.


def a_scribbler() -> Scribbler:
    """Wrote four words; was told of two, and of one that it took back; was shown one of somebody else's."""
    writer = Scribbler(Device("http://127.0.0.1"), "LUND482", "t1", "a", Random(1))
    writer._words = 4
    writer.stored, writer.gone, writer.gone_for_good = {*writer.written[:3]}, {writer.written[2]}, {writer.written[2]}
    writer.taker.text.insert(0, "".join([*writer.written, "«b-1🙂å»"]))
    return writer


@pytest.mark.parametrize(
    ("text", "flaws"),
    [
        ("«a-1🙂å»«a-2🙂å»«b-1🙂å»", []),
        ("«a-1🙂å»«a-2🙂å»«b-1🙂å»«a-4🙂å»", []),
        ("«a-2🙂å»«b-1🙂å»", ["«a-1🙂å» was promised and is lost"]),
        ("«a-1🙂å»«a-2🙂å»", ["«b-1🙂å» was promised and is lost"]),
        ("«a-1🙂å»«a-2🙂å»«b-1🙂å»«a-3🙂å»", ["«a-3🙂å» was gone and is back"]),
        ("«a-1🙂å»«a-2🙂å»«b-1🙂å»«a-2🙂å»", ["«a-2🙂å» stands there 2 times"]),
        ("«a-1🙂å»«a-2å»«b-1🙂å»", ["«a-2🙂å» was promised and is lost"]),
    ],
)
def test_a_broken_promise_is_found(text: str, flaws: list[str]) -> None:
    assert list(notes_chaos.broken_promises([a_scribbler()], text)) == flaws


@pytest.mark.parametrize(
    ("text", "flaws"),
    [
        ("«a-1🙂å»«a-2🙂å»«a-4🙂å»", []),
        ("«a-1🙂å»«a-2🙂å»", ["«a-4🙂å» stands there 0 times, not 1"]),
        ("«a-1🙂å»«a-2🙂å»«a-4🙂å»«a-3🙂å»", ["«a-3🙂å» stands there 1 times, not 0"]),
    ],
)
def test_a_wrong_end_is_found(text: str, flaws: list[str]) -> None:
    assert list(notes_chaos.flaws_of_end([a_scribbler()], text)) == flaws
