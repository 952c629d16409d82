"""How people keep what a session came to: two or three write, somebody takes something on, the chart is photographed.

A reflection near the end rather than a transcript: whoever writes thinks longer than they type.
"""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final
from urllib.error import HTTPError

from websockets.exceptions import ConnectionClosed

from openspace.demo.client import post
from openspace.demo.flipchart import flip_chart
from openspace.demo.notepad import Notepad, notepad
from openspace.demo.reports import Desk, Line, all_reports
from openspace.demo.world import Person

A_WORD: Final = timedelta(seconds=4)  # of somebody who thinks while typing, on a phone as often as not
A_THOUGHT: Final = timedelta(minutes=7)
FIRST_WORDS: Final = timedelta(minutes=26)  # before the end, at the earliest
LAST_WORDS: Final = timedelta(minutes=5)  # before the end the convener turns to what is taken on
JOIN_SHARE: Final = 0.5  # of those in a session where somebody more may write
PUBLIC_SHARE: Final = 0.7  # of people and photos


def desk_of(person: Person, topic: str) -> Desk | None:
    """Where its notes are written; None for one of which nothing is."""
    desks = person.world.desks
    title = person.eyes.board["topics"].get(topic, {}).get("title", "")
    report = all_reports().get(title)
    if topic not in desks and report is not None:
        desks[topic] = Desk(report)
    return desks.get(topic)


async def take_notes(person: Person, topic: str, ends: datetime) -> bool:
    """Sit down and write until all is said or the session is near its end. False: there is no room at the desk."""
    desk = desk_of(person, topic)
    if desk is None or not desk.has_room:
        return False
    desk.writers += 1
    try:
        await person.world.until(ends - FIRST_WORDS * person.chance.uniform(0.7, 1))
        with suppress(ConnectionClosed):  # somebody took the topic down, or may not write any more
            await write(person, topic, desk, ends - LAST_WORDS)
    finally:
        desk.writers -= 1
    return True


async def write(person: Person, topic: str, desk: Desk, until: datetime) -> None:
    """What nobody else has begun; then they read along. The convener adds what is not for everybody."""
    world = person.world
    name = person.eyes.board["people"].get(person.id, {}).get("name", "")
    async with notepad(world.base, world.code, topic, person.token, name) as pad:
        while desk.unsaid and world.now() < until:
            await write_line(person, pad, desk.unsaid.popleft())
            await person.pause(A_THOUGHT)
        if person.topic == topic and desk.report.internal:
            await pad.add_internal(desk.report.internal)
        await world.until(until)


async def write_line(person: Person, pad: Notepad, line: Line) -> None:
    """Word by word. Whoever else takes the line over has it."""
    written, *words = line.sentence.split(" ")
    await (pad.fill_bullet if line.is_first else pad.add_bullet)(line.heading, written)
    for word in words:
        await person.pause(A_WORD)
        if not await pad.go_on(written, f" {word}"):
            break
        written += f" {word}"
    await pad.rest()


async def keep_what_it_came_to(person: Person, ends: datetime) -> None:
    """The convener, when a session nears its end: who does what by when, the flip chart, and "ready"."""
    topic, desk = person.topic, desk_of(person, person.topic)
    if desk is None:
        return
    if promise := desk.report.promise:
        owner = {"who": promise.who, "is_role": promise.is_role} if promise.who else {"person": person.id}
        due = (person.world.day + timedelta(days=promise.days)).isoformat()
        words = {"what": promise.what, "first_step": promise.first_step, "due": due}
        await person.eyes.ask("add_action", topic=topic, **owner, **words)
    if desk.report.chart:
        await person.pause(timedelta(minutes=1))
        await photograph(person, desk.report.chart)
    await person.world.until(ends - timedelta(minutes=1))
    await person.eyes.ask("edit_report", topic=topic, is_ready=True)


async def photograph(person: Person, chart: tuple[str, ...]) -> None:
    """With what it says in words; not everybody ticks that it may be published."""
    world = person.world
    picture = await asyncio.to_thread(flip_chart, chart, person.chance)
    url = f"{world.base}/api/boards/{world.code}/topics/{person.topic}/photos"
    try:
        sent = await post(url, picture, person.token)
    except HTTPError:  # refused: the topic is gone, or the device was silenced
        return
    await person.eyes.ask("edit_photo", photo=sent["photo"], text="\n".join(chart), may_publish=may_publish(person))


def may_publish(person: Person) -> bool:
    return person.chance.random() < PUBLIC_SHARE
