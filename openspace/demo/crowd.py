"""How people at an Open Space behave: they arrive, propose, bargain, star, go, leave and rest.

Everything by the board's clock and by seeded chance, so that a seed plays the same day again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from msgspec import Struct

from openspace.demo import forum
from openspace.demo.client import Entity, Screen, post, screen

STAY = timedelta(minutes=9)  # on average, before somebody thinks about their two feet
CONVENE_SHARE = 0.3
PATIENCE = 4  # cells a convener tries before the topic waits


class World(Struct, frozen=True):
    """What every simulated person shares. `until` waits for an instant of the board's clock."""

    base: str
    code: str
    day: date
    now: Callable[[], datetime]
    until: Callable[[datetime], Awaitable[None]]

    def at(self, clock: str) -> datetime:
        return forum.at(self.day, clock)


async def participant(world: World, number: int, seed: int, card: forum.Card | None) -> None:
    """One person's day, from the door to the closing."""
    chance = Random(seed * 10_007 + number)
    await world.until(world.at("08:42") + timedelta(seconds=chance.triangular(0, 45 * 60, 14 * 60)))
    name = forum.NAMES[number % len(forum.NAMES)] if chance.random() < 0.85 or card else ""
    joined = await post(f"{world.base}/api/boards/{world.code}/people", {"name": name, "language": "sv"})
    async with screen(world.base, world.code, joined["token"], f"p{number}") as eyes:
        await world.until(world.at("09:30") + timedelta(seconds=chance.uniform(5, 15 * 60)))
        if card is not None:
            await convene(world, eyes, chance, card)
        await star(world, eyes, chance)
        for slot in slots_to_come(world, eyes):
            await attend(world, eyes, chance, slot)


async def convene(world: World, eyes: Screen, chance: Random, card: forum.Card) -> None:
    """Put a topic up, then look for a place until one is free or patience ends."""
    proposed = await eyes.ask("propose_topic", title=card.title, about=card.about, language=card.language)
    if proposed["type"] == "refused":
        return
    await pause(world, chance, timedelta(seconds=40))
    topic, wanted = proposed["made"]["topic"], any_cell(eyes, chance)
    for _ in range(PATIENCE):
        if wanted is None or chance.random() < 0.08:
            return
        answer = await eyes.ask("place_topic", topic=topic, **wanted)
        if answer["type"] == "accepted":
            return
        await pause(world, chance, timedelta(seconds=25))
        wanted = next(iter(answer["instead"].get("cells", [])), None)


async def star(world: World, eyes: Screen, chance: Random) -> None:
    """Read the market twice and mark what one would like to be at."""
    for _ in range(2):
        for topic in eyes.topics():
            if chance.random() < appeal_of(topic) * 0.35:
                await eyes.ask("set_interest", topic=topic["id"], on=True)
                await pause(world, chance, timedelta(seconds=20))
        await pause(world, chance, timedelta(minutes=6))


async def attend(world: World, eyes: Screen, chance: Random, slot: Entity) -> None:
    """One slot: go somewhere a little before or after it starts, and use one's two feet now and then."""
    starts, ends = datetime.fromisoformat(slot["starts"]), datetime.fromisoformat(slot["ends"])
    await world.until(starts + timedelta(seconds=chance.triangular(-420, 360, -30)))
    here: str | None = None
    while world.now() < ends - timedelta(minutes=2):
        here = await go(eyes, chance, slot["id"], here)
        await pause(world, chance, STAY if here != "cafe" else STAY / 2)


async def go(eyes: Screen, chance: Random, slot: str, here: str | None) -> str | None:
    """Somewhere else, drawn by appeal; most who sit stay. Returns where one is then."""
    if here is not None and here != "cafe" and chance.random() < 0.6:
        return here
    sessions = [session for session in eyes.sessions() if session["slot"] == slot and session["id"] != here]
    places = [*(session["id"] for session in sessions), "cafe"]
    weights = [*(appeal_of(eyes.board["topics"][session["topic"]]) for session in sessions), 0.12]
    (to,) = chance.choices(places, weights)
    answer = await eyes.ask("move", to=to)
    return to if answer["type"] == "accepted" else here


async def facilitator(world: World, key: str) -> None:
    """State, scenes and words of the day, on time."""
    async with screen(world.base, world.code, key, "facilitator") as eyes:
        acts: list[tuple[str, str, dict[str, Any]]] = [
            ("09:00", "set_state", {"state": "quiet"}),
            ("09:12", "set_scene", {"scene": "principles"}),
            ("09:29", "set_state", {"state": "open"}),
            ("09:30", "set_scene", {"scene": "market"}),
            ("10:16", "set_scene", {"scene": "agenda"}),
            ("10:27", "set_scene", {"scene": "floor"}),
            ("12:16", "set_scene", {"scene": "agenda"}),
            ("12:57", "set_scene", {"scene": "floor"}),
            ("14:59", "set_state", {"state": "quiet"}),
            *((when, "announce", {"text": text}) for when, text in forum.ANNOUNCEMENTS),
        ]
        for when, command, fields in sorted(acts, key=lambda act: act[0]):
            await world.until(world.at(when))
            await eyes.ask(command, **fields)


async def scribe(world: World, key: str) -> None:
    """Types in what was written on paper."""
    async with screen(world.base, world.code, key, "scribe") as eyes:
        for number, (title, convener) in enumerate(forum.PAPER):
            await world.until(world.at("09:38") + timedelta(minutes=5 * number))
            await eyes.ask("propose_topic", title=title, convener=convener)


async def play(world: World, links: dict[str, str], people: int, seed: int) -> None:
    """Everybody's day at once."""
    chance = Random(seed)
    deck = list(forum.CARDS)
    chance.shuffle(deck)
    conveners = min(len(deck), max(2, round(people * CONVENE_SHARE)))
    async with asyncio.TaskGroup() as everybody:
        everybody.create_task(facilitator(world, links["facilitator"].rsplit("/", 1)[1]))
        everybody.create_task(scribe(world, links["scribe"].rsplit("/", 1)[1]))
        for number in range(people):
            card = deck[number] if number < conveners else None
            everybody.create_task(participant(world, number, seed, card))


def slots_to_come(world: World, eyes: Screen) -> Iterable[Entity]:
    """Slots for sessions that are not over, in order."""
    slots = [slot for slot in eyes.board["slots"].values() if slot["kind"] == "sessions"]
    return sorted((s for s in slots if datetime.fromisoformat(s["ends"]) > world.now()), key=lambda s: s["starts"])


def any_cell(eyes: Screen, chance: Random) -> dict[str, str] | None:
    """A free room and time as this screen sees it; somebody may be quicker."""
    taken = {(session["room"], session["slot"]) for session in eyes.sessions()}
    slots = [slot["id"] for slot in eyes.board["slots"].values() if slot["kind"] == "sessions"]
    free = [(room, slot) for room in eyes.board["rooms"] for slot in slots if (room, slot) not in taken]
    if not free:
        return None
    room, slot = chance.choice(free)
    return {"room": room, "slot": slot}


def appeal_of(topic: Entity) -> float:
    return next((card.appeal for card in forum.CARDS if card.title == topic["title"]), 0.3)


async def pause(world: World, chance: Random, average: timedelta) -> None:
    await world.until(world.now() + average * chance.uniform(0.4, 1.6))
