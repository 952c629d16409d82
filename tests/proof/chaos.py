"""One run of chaos: fifty people act through a failing network, on a server that is killed, frozen and starved.

A seed gives the whole schedule; what people ask depends on what they see, and so on the moment. In the end everything
heals, every act has its answer, and the judge of histories is asked.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import monotonic

from openspace.domain.board import replay
from openspace.ports import Stored
from tests.client import Device, Json, Made
from tests.proof import history
from tests.proof.crowd import SIZE, Crowd
from tests.proof.havoc import Havoc
from tests.proof.phone import Phone
from tests.proof.proxy import FaultProxy
from tests.proof.retrial import Retrial
from tests.proof.schedule import Schedule, schedule_of
from tests.proof.stored import read_log, rows_of
from tests.proof.tampered_server import TamperedServer
from tests.proof.wishes import the_plan
from tests.property import soundness

ACTS = 500  # done or given up, at least; a fast machine has more while things happen
SETTLE_MAX_S = 180.0
SAID_MAX = 200
LOOK_EVERY_S = 0.05
# A traceback means a mistake of ours; not so where uvicorn cuts off what a stop does not wait for.
A_MISTAKE_OF_OURS = re.compile(r'event="([^"]*)".* trace=(?!.*graceful shutdown exceeded)')


@dataclass(frozen=True)
class Verdict:
    """What is wrong, as sentences; what befell the run; and how much there was of everything."""

    flaws: list[str]
    acts: list[str]  # those that flaws speak of
    schedule: Schedule
    counts: Counter[str]

    def __str__(self) -> str:
        """The first flaws: one mistake of the server may make thousands."""
        befell = "; ".join(map(str, self.schedule.happenings))
        return "\n".join([f"{len(self.flaws)} flaws, after {befell}:", *self.flaws[:SAID_MAX], *self.acts[:SAID_MAX]])


async def run(folder: Path, seed: int) -> Verdict:
    """The whole of it, on a data file of its own in `folder`."""
    schedule = schedule_of(seed)
    # One for each who waits for an answer over HTTP on a line that is half open.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(SIZE))
    server = TamperedServer(folder / f"chaos-{seed}.db")
    await server.start()
    try:
        made = await Device(server.base).make_board(**the_plan())
        async with FaultProxy(server.port, seed) as proxy, asyncio.TaskGroup() as living:
            crowd = Crowd(proxy.base, made, seed)
            try:
                await crowd.come(living, server.base)
                havoc = Havoc(server, proxy, made.code, Random(f"havoc {seed}"))
                too_few = await play(schedule, havoc, crowd, living)
                board, never_settled = await settled(crowd, Device(server.base, made.key("facilitator")), made)
            finally:
                crowd.go_home()  # also when one has met what may not be: being cancelled is not enough (`Phone.leave`)
        await server.stop()
    finally:
        await server.kill()
    log = await read_log(server.data, made.code)
    aheads_s = [0.0, *(happening.ahead_s for happening in schedule.happenings if happening.what == "jump")]
    retrial = Retrial(log, crowd.phones, havoc.troubles, aheads_s)
    found = [
        *too_few,
        *never_settled,
        *history.flaws([phone.history for phone in crowd.phones], rows_of(log), board, retrial.may_be_refused),
        *soundness.flaws(replay(row.event for row in log)),
        *flaws_of_joins(crowd.phones, log),
        *flaws_of_refusals(crowd.phones),
        *(f"the server's log has {event}" for event in A_MISTAKE_OF_OURS.findall(server.log.read_text())),
    ]
    return Verdict(found, [*acts_of(found, crowd.phones)], schedule, counted(crowd.phones, log, retrial))


async def play(schedule: Schedule, havoc: Havoc, crowd: Crowd, living: asyncio.TaskGroup) -> list[str]:
    """People act while everything happens, and until it was enough; then the network heals, and the last have come.

    Nobody asks for more then. Returns what is wrong so far.
    """
    crowd.act()
    async with asyncio.TaskGroup() as happening:
        late = happening.create_task(crowd.come_late(living))
        is_enough, *_ = await asyncio.gather(
            crowd.settled.reaches(ACTS),
            havoc.storm(schedule.weather),
            *(havoc.befall(one) for one in schedule.happenings),
        )
        havoc.heal()
        crowd.rest()
        await late
    crowd.facilitator.ask({"type": "set_state", "state": "open"})  # the server sees what a rival wrote when it writes
    return [] if is_enough else [f"only {crowd.settled.times} acts were done or given up"]


async def settled(crowd: Crowd, device: Device, made: Made) -> tuple[Json, list[str]]:
    """What GET shows once everyone has their answers and has heard of everything; and who never did."""
    give_up_at = monotonic() + SETTLE_MAX_S
    while True:
        whole = await device.board(made.code)
        waiting = [] if crowd.is_here else ["not everybody could join"]
        waiting += [f"{phone} never settled" for phone in crowd.phones if not phone.is_done(whole["seq"])]
        if not waiting or monotonic() > give_up_at:
            return whole["board"], waiting
        await asyncio.sleep(LOOK_EVERY_S)


def acts_of(found: Sequence[str], phones: Sequence[Phone]) -> Iterator[str]:
    """What was asked, when it was sent and what came of it."""
    said = {word for flaw in found for word in re.findall(r"\w+ \d+-\d+", flaw)}
    for phone in phones:
        for command_id in said & phone.history.acts.keys():
            yield f"{phone.asked[command_id]}: {phone.history.acts[command_id].sendings}"


def flaws_of_joins(phones: Sequence[Phone], log: Sequence[Stored]) -> Iterator[str]:
    """Whoever was told who they are is on the board, once."""
    joined = Counter(row.event.by for row in log if row.event.type == "person_joined")
    for phone in phones:
        if phone.screen.me.get("role") == "participant" and joined[phone.history.person] != 1:
            yield f"{phone.history.name} joined {joined[phone.history.person]} times"


def flaws_of_refusals(phones: Sequence[Phone]) -> Iterator[str]:
    """[L4] Each is a sentence and says what to do instead; one that could not be saved too."""
    for phone in phones:
        for refused in phone.refusals:
            if not refused["message"] or not refused["instead"]["text"]:
                yield f"{phone.history.name} was refused without a word: {refused}"


def counted(phones: Sequence[Phone], log: Sequence[Stored], retrial: Retrial) -> Counter[str]:
    acts = [act for phone in phones for act in phone.history.acts.values()]
    counts = Counter(f"refused {refused['code']}" for phone in phones for refused in phone.refusals)
    counts["acts"] = len(acts)
    counts["acknowledged"] = sum(bool(act.acceptances) for act in acts)
    counts["sent again"] = sum(len(act.sendings) > 1 for act in acts)
    counts["came back"] = sum(phone.resumed for phone in phones)
    counts["snapshots"] = sum(isinstance(one, history.Snapshot) for phone in phones for one in phone.history.heard)
    counts["events"] = len(log)
    counts.update(retrial.excused.values())
    return counts
