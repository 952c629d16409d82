"""What goes on at a gathering while one screen is watched: people put topics up, and the board knows of them."""

from tests.browser.people import a_facilitator, a_person, asked, cells_of, put_up
from tests.client import Json, Made
from tests.web.conftest import RunningServer

VATTERN, BIBLIOTEKET, ATRIET = 0, 1, 2  # of the rooms
ON_NOW, COMING, LATER = 0, 1, 2  # of the slots for sessions


class Gathering:
    """Topics of people with phones, and what the board knows of them."""

    def __init__(self, server: RunningServer, made: Made) -> None:
        self.server, self.made = server, made
        self.facilitator = a_facilitator(server, made)

    async def topic(self, title: str, name: str, at: tuple[int, int] | None = None) -> str:
        """A topic of a person of that name, with a phone; `at`: number of its room and slot. Returns its id."""
        person = await a_person(self.server, self.made, name)
        topic = await put_up(person, self.made, title)
        if at is not None:
            room, slot = await self.cell(*at)
            await asked(person, self.made, "place_topic", topic=topic, room=room, slot=slot)
        return topic

    async def cell(self, room: int, slot: int) -> tuple[str, str]:
        """Ids of that room and slot."""
        rooms, slots = await cells_of(self.facilitator, self.made)
        return rooms[room], slots[slot]

    async def place_of(self, topic: str) -> list[tuple[str, str]]:
        sessions = (await self.board())["sessions"].values()
        return [(session["room"], session["slot"]) for session in sessions if session["topic"] == topic]

    async def board(self) -> Json:
        board: Json = (await self.facilitator.board(self.made.code))["board"]
        return board
