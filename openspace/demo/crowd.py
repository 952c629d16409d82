"""How people at an Open Space behave: they arrive, propose, bargain, star, go, leave and rest.

Everything by the board's clock and by seeded chance, so that a seed plays the same day again.
"""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from openspace.demo import forum
from openspace.demo.client import Entity, Screen, post, screen
from openspace.demo.notetakers import JOIN_SHARE, keep_what_it_came_to, may_publish, take_notes
from openspace.demo.world import Person, World

STAY = timedelta(minutes=10)  # on average, before somebody thinks about their two feet
STAY_SHARE = 0.7  # of those who think about it
CONVENE_SHARE = 0.24
COUNT_SHARE = 0.4  # of conveners who count those without a phone, too
PATIENCE = 4  # cells a convener tries before the topic waits
STARRED, FULL = 3.0, 0.15  # what a star and a room without a seat make of a session's appeal
CAFE_APPEAL = 0.5
PAPER_APPEAL = 0.3


async def participant(world: World, number: int, seed: int, card: forum.Card | None) -> None:
    """One person's day, from the door to the closing."""
    chance = Random(seed * 10_007 + number)
    await world.until(world.at("08:42") + timedelta(seconds=chance.triangular(0, 45 * 60, 14 * 60)))
    name = forum.NAMES[number % len(forum.NAMES)] if chance.random() < 0.85 or card else ""
    joined = await post(f"{world.base}/api/boards/{world.code}/people", {"name": name, "language": "sv"})
    async with screen(world.base, world.code, joined["token"], f"p{number}") as eyes:
        person = Person(world, eyes, chance, joined["person"], joined["token"])
        await world.until(world.at("09:30") + timedelta(seconds=chance.triangular(10, 25 * 60, 6 * 60)))
        if card is not None:
            await convene(person, card)
            await person.eyes.ask("edit_profile", may_publish=may_publish(person))
        await star(person)
        for slot in slots_to_come(person):
            await attend(person, slot)


async def convene(person: Person, card: forum.Card) -> None:
    """Put a topic up, then look for a place until one is free or patience ends."""
    proposed = await person.eyes.ask("propose_topic", title=card.title, about=card.about, language=card.language)
    if proposed["type"] == "refused":
        return
    person.topic = proposed["made"]["topic"]
    await person.pause(timedelta(seconds=40))
    wanted = fitting_cell(person.eyes, person.chance, card.appeal)
    for _ in range(PATIENCE):
        if wanted is None or person.chance.random() < 0.04:
            return
        answer = await person.eyes.ask("place_topic", topic=person.topic, **wanted)
        if answer["type"] == "accepted":
            return
        await person.pause(timedelta(seconds=25))
        wanted = next(iter(answer["instead"].get("cells", [])), None)


async def star(person: Person) -> None:
    """Read the market twice and mark what one would like to be at."""
    for _ in range(2):
        for topic in person.eyes.topics():
            if topic["id"] not in person.starred and person.chance.random() < appeal_of(topic) * 0.35:
                person.starred |= {topic["id"]}
                await person.eyes.ask("set_interest", topic=topic["id"], on=True)
                await person.pause(timedelta(seconds=20))
        await person.pause(timedelta(minutes=6))


async def attend(person: Person, slot: Entity) -> None:
    """One slot: open one's own session, or go somewhere and use one's two feet now and then."""
    world, chance = person.world, person.chance
    starts, ends = datetime.fromisoformat(slot["starts"]), datetime.fromisoformat(slot["ends"])
    await world.until(starts + timedelta(seconds=chance.triangular(-420, 360, -30)))
    if own := own_session(person, slot["id"]):
        await hold(person, own, ends)
        return
    here: str | None = None
    while world.now() < ends - timedelta(minutes=2):
        here = await go(person, slot["id"], here)
        if world.now() >= starts and await help_out(person, here, ends):
            continue
        await person.pause(STAY if here != "cafe" else STAY / 2)


async def hold(person: Person, session: str, ends: datetime) -> None:
    """A convener stays, may count everybody in the room, and sees to it that something is kept."""
    await person.eyes.ask("move", to=session)
    await person.pause(timedelta(minutes=12))
    if person.chance.random() < COUNT_SHARE:
        heads = person.eyes.heads.get(session, 1) + person.chance.randint(2, 5)
        await person.eyes.ask("count_heads", session=session, heads=heads)
    await take_notes(person, person.topic, ends)
    await keep_what_it_came_to(person, ends)


async def help_out(person: Person, here: str | None, ends: datetime) -> bool:
    """Whether one sat down to write with others."""
    session = person.eyes.board["sessions"].get(here or "")
    if session is None or person.chance.random() >= JOIN_SHARE:
        return False
    return await take_notes(person, session["topic"], ends)


async def go(person: Person, slot: str, here: str | None) -> str | None:
    """Somewhere else, drawn by appeal; most who sit stay. Returns where one is then."""
    chance, eyes = person.chance, person.eyes
    if here is not None and here != "cafe" and chance.random() < STAY_SHARE:
        return here
    sessions = [session for session in eyes.sessions() if session["slot"] == slot and session["id"] != here]
    places = [*(session["id"] for session in sessions), "cafe"]
    (to,) = chance.choices(places, [*(pull_of(person, session) for session in sessions), CAFE_APPEAL])
    answer = await eyes.ask("move", to=to)
    return to if answer["type"] == "accepted" else here


async def facilitator(world: World, key: str) -> None:
    """State, scenes and words of the day, on time; at its end the book, for everybody."""
    async with screen(world.base, world.code, key, "facilitator") as eyes:
        acts: list[tuple[str, str, dict[str, Any]]] = [
            ("09:00", "set_state", {"state": "quiet"}),
            ("09:10", "set_scene", {"scene": "principles", "page": 0}),
            ("09:10", "set_state", {"state": "gathering"}),
            *((f"09:{10 + 3 * page}", "set_scene", {"scene": "principles", "page": page}) for page in range(1, 6)),
            ("09:29", "set_state", {"state": "open"}),
            ("09:30", "set_scene", {"scene": "market"}),
            ("10:16", "set_scene", {"scene": "agenda"}),
            ("10:27", "set_scene", {"scene": "floor"}),
            ("10:52", "set_scene", {"scene": "writing"}),
            ("11:10", "set_scene", {"scene": "floor"}),
            ("11:52", "set_scene", {"scene": "writing"}),
            ("12:16", "set_scene", {"scene": "agenda"}),
            ("12:57", "set_scene", {"scene": "floor"}),
            ("13:22", "set_scene", {"scene": "writing"}),
            ("13:40", "set_scene", {"scene": "floor"}),
            ("14:22", "set_scene", {"scene": "writing"}),
            ("14:40", "set_scene", {"scene": "floor"}),
            ("14:59", "set_state", {"state": "quiet"}),
            ("15:45", "set_state", {"state": "open"}),
            *((when, "announce", {"text": text}) for when, text in forum.ANNOUNCEMENTS),
        ]
        for when, command, fields in sorted(acts, key=lambda act: act[0]):
            await world.until(world.at(when))
            await eyes.ask(command, **fields)
        await world.until(world.at("15:46"))
        await post(f"{world.base}/api/boards/{world.code}/book/publish", {}, key)
        await eyes.ask("set_scene", scene="book")


async def scribe(world: World, key: str, chance: Random) -> None:
    """Types in what was written on paper; the last card says no place, and waits."""
    async with screen(world.base, world.code, key, "scribe") as eyes:
        for number, (title, convener) in enumerate(forum.PAPER):
            await world.until(world.at("09:38") + timedelta(minutes=5 * number))
            proposed = await eyes.ask("propose_topic", title=title, convener=convener)
            wanted = fitting_cell(eyes, chance, PAPER_APPEAL)
            if wanted and proposed["type"] == "accepted" and title != forum.PAPER[-1][0]:
                await eyes.ask("place_topic", topic=proposed["made"]["topic"], **wanted)


async def play(world: World, links: dict[str, str], people: int, seed: int) -> None:
    """Everybody's day at once."""
    chance = Random(seed)
    deck = list(forum.CARDS[: max(2, round(people * CONVENE_SHARE))])
    chance.shuffle(deck)
    async with asyncio.TaskGroup() as everybody:
        everybody.create_task(facilitator(world, links["facilitator"].rsplit("/", 1)[1]))
        everybody.create_task(scribe(world, links["scribe"].rsplit("/", 1)[1], chance))
        for number in range(people):
            card = deck[number] if number < len(deck) else None
            everybody.create_task(participant(world, number, seed, card))


def slots_to_come(person: Person) -> Iterable[Entity]:
    """Slots for sessions that are not over, in order."""
    now = person.world.now()
    return [slot for slot in session_slots(person.eyes) if datetime.fromisoformat(slot["ends"]) > now]


def session_slots(eyes: Screen) -> list[Entity]:
    slots = [slot for slot in eyes.board["slots"].values() if slot["kind"] == "sessions"]
    return sorted(slots, key=lambda slot: str(slot["starts"]))


def own_session(person: Person, slot: str) -> str | None:
    sessions = person.eyes.sessions()
    return next((s["id"] for s in sessions if s["topic"] == person.topic and s["slot"] == slot), None)


def fitting_cell(eyes: Screen, chance: Random, appeal: float) -> dict[str, str] | None:
    """A free room and time as this screen sees it, rather early, large for what many want; somebody may be quicker."""
    taken = {(session["room"], session["slot"]) for session in eyes.sessions()}
    weights = {
        (room["id"], slot["id"]): room["seats"] ** (2 * appeal) / (1 + number)
        for number, slot in enumerate(session_slots(eyes))
        for room in eyes.board["rooms"].values()
        if (room["id"], slot["id"]) not in taken
    }
    if not weights:
        return None
    ((room, slot),) = chance.choices(list(weights), list(weights.values()))
    return {"room": room, "slot": slot}


def pull_of(person: Person, session: Entity) -> float:
    """How much a session draws this person: its topic, their star, and whether there is a seat."""
    eyes = person.eyes
    pull = appeal_of(eyes.board["topics"][session["topic"]]) ** 2
    pull *= STARRED if session["topic"] in person.starred else 1
    return pull * (FULL if eyes.heads.get(session["id"], 0) >= eyes.board["rooms"][session["room"]]["seats"] else 1)


def appeal_of(topic: Entity) -> float:
    return next((card.appeal for card in forum.CARDS if card.title == topic["title"]), PAPER_APPEAL)
