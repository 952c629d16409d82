"""Throws hostile updates at a server's document; a process of its own, because a fault may be one without return.

python -m tests.yjs.fuzz SEED COUNT LAST_FILE — prints a JSON object: how many were refused, did not connect, were
applied, and each fault as [what went wrong, before, update], the last two in base64. The update at work is in
LAST_FILE, for whoever ends the process.
"""

import base64
import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from time import thread_time

from openspace.yjs.errors import BadUpdate
from tests.yjs.documents import Document, opened, stories
from tests.yjs.mutants import Forger, damaged

APPLY_MAX_S = 0.05


def main(seed: int, count: int, last: Path) -> None:
    dice = Random(seed)
    told = stories()
    every = [update for story in told for update in story.updates]
    outcomes: Counter[str] = Counter()
    faults = []
    file = os.open(last, os.O_RDWR | os.O_CREAT)
    for number in range(count):
        if number % 50 == 0:
            updates = dice.choice(told).updates
            at = dice.randrange(len(updates))
            before = snapshot(updates[:at])
            forger = Forger(opened(before).state, dice)
        update = forger.forged() if dice.random() < 0.5 else damaged(updates[at], every, dice)
        case = (base64.b64encode(before).decode(), base64.b64encode(update).decode())
        os.pwrite(file, json.dumps(case).encode() + b"\n", 0)
        outcome = judge(before, update)
        outcomes[outcome.split(":")[0]] += 1
        if outcome not in ("refused", "unconnected", "applied"):
            faults.append((outcome, *case))
    os.close(file)
    sys.stdout.write(json.dumps({"outcomes": outcomes, "faults": faults}))


def snapshot(updates: Sequence[bytes]) -> bytes:
    document = Document()
    for update in updates:
        document.take(update)
    return document.whole()


def judge(before: bytes, update: bytes) -> str:
    """Say what became of an update: refused, unconnected, applied; or a fault, in words.

    Slow is what is slow three times: once, the machine may have been at something else.
    """
    outcome = judge_once(before, update)
    for _ in range(2):
        if outcome.startswith("slow"):
            outcome = judge_once(before, update)
    return outcome


def judge_once(before: bytes, update: bytes) -> str:
    document = opened(before)
    started = thread_time()
    try:
        is_connected = document.take(update)
    except BadUpdate:
        return "refused" if thread_time() - started < APPLY_MAX_S else "slow: to refuse"
    except BaseException as panic:  # noqa: BLE001 - pycrdt's panic is no Exception
        return f"panic: {panic!r}"
    if thread_time() - started > APPLY_MAX_S:
        return f"slow: {thread_time() - started:.3f} s"
    return fault_after(document) or "applied" if is_connected else "unconnected"


def fault_after(document: Document) -> str:
    """What is wrong with a document now: it must still be one that a browser can read, and open with the same letters.

    Their order is not asked: who forges a right neighbour that stands left of the left one gets what Yjs makes of it.
    """
    try:
        if document.state != document.pycrdt_state():
            return f"state: {document.state} but pycrdt {document.pycrdt_state()}"
        again = opened(document.whole())
    except BaseException as broken:  # noqa: BLE001 - pycrdt's panic is no Exception
        return f"broken: {broken!r}"
    return "" if sorted(again.text) == sorted(document.text) else "text: another after opening again"


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
