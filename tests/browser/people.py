"""Other people at the same gathering, who act through the contract while a phone is watched."""

from tests.client import Device, Made
from tests.web.conftest import RunningServer


async def a_person(server: RunningServer, made: Made, name: str) -> Device:
    device = server.device()
    await device.join(made.code, name)
    return device


def a_facilitator(server: RunningServer, made: Made) -> Device:
    return server.device(made.key("facilitator"))


async def put_up(device: Device, made: Made, title: str) -> str:
    """A topic of theirs. Returns its id."""
    return (await asked(device, made, "propose_topic", title=title))["topic"]


async def asked(device: Device, made: Made, type: str, **fields: object) -> dict[str, str]:
    """One command that the board accepts. Returns what it made."""
    reply = await device.command(made.code, type, **fields)
    assert reply.status == 200, reply
    made_of_it: dict[str, str] = reply.json().get("made", {})
    return made_of_it


async def cells_of(device: Device, made: Made) -> tuple[list[str], list[str]]:
    """Ids of the rooms, and of the slots for sessions by time."""
    board = (await device.board(made.code))["board"]
    slots = sorted(board["slots"].values(), key=lambda slot: str(slot["starts"]))
    return list(board["rooms"]), [slot["id"] for slot in slots if slot["kind"] == "sessions"]


async def topic_named(device: Device, made: Made, title: str) -> str:
    topics = (await device.board(made.code))["board"]["topics"]
    return next(str(topic["id"]) for topic in topics.values() if topic["title"] == title)
