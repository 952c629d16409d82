"""Fifty screens of one board: people with phones, some of whom come late, facilitators, scribes and walls."""

import asyncio
from http.client import HTTPException
from itertools import count
from random import Random

from tests.client import Device, Json, Made
from tests.proof.phone import GONE, Habits, Phone
from tests.proof.progress import Progress
from tests.proof.wishes import Wishes

EARLY, LATE, WALLS = 36, 8, 2
LINKS = ("facilitator", "facilitator", "scribe", "scribe")
SIZE = EARLY + LATE + WALLS + len(LINKS)
HURRIED = Habits(
    pause_s=0.1, at_once=6, silent_max_s=1.0, opening_max_s=1.0, backoff_first_s=0.03, backoff_max_s=0.4,
    again_after_s=0.2,
)  # fmt: skip
# Once the network has healed: who gave a busy machine up each second would never be there when all the others are.
AT_REST = Habits(backoff_first_s=HURRIED.backoff_first_s, backoff_max_s=HURRIED.backoff_max_s)
LATE_WITHIN_S = 1.5
JOIN_MAX_S = 1.0
A_MOMENT_S = 0.05


class Crowd:
    """`phones`: everybody's, as far as they have come. All speak to the server through `base`.

    `settled`: their acts that are done or given up.
    """

    def __init__(self, base: str, made: Made, seed: int) -> None:
        self.phones: list[Phone] = []
        self.settled = Progress()
        self._base = base
        self._made = made
        self._dice = Random(f"crowd {seed}")
        self._walls: list[Phone] = []
        self._is_acting = False
        self._habits = HURRIED

    async def come(self, living: asyncio.TaskGroup, server: str) -> None:
        """Those who are there from the beginning: they join at the server itself, and are live."""
        devices = [Device(server) for _ in range(EARLY)]
        await asyncio.gather(*(device.join(self._made.code) for device in devices))
        for number, device in enumerate(devices):
            device.base = self._base
            self._live(living, f"early {number}", device)
        for number, role in enumerate(LINKS):
            self._live(living, f"{role} {number}", Device(self._base, self._made.key(role)))
        for number in range(WALLS):
            self._walls.append(self._live(living, f"wall {number}", Device(self._base, self._made.key("wall"))))
        await asyncio.gather(*(phone.until(lambda phone=phone: phone.is_live) for phone in self.phones))  # type: ignore[misc]

    async def come_late(self, living: asyncio.TaskGroup) -> None:
        """The others, through whatever the network is then; until the last of them is there."""
        async with asyncio.TaskGroup() as coming:
            for number in range(LATE):
                coming.create_task(self._come_late(living, number, self._dice.uniform(0, LATE_WITHIN_S)))

    @property
    def facilitator(self) -> Phone:
        return next(phone for phone in self.phones if phone.screen.me["role"] == "facilitator")

    def act(self) -> None:
        """All but the walls, and those who come from here on."""
        self._is_acting = True
        for phone in self.phones:
            self._let_act(phone)

    def rest(self) -> None:
        """Nobody asks for more, and all are as patient as a browser."""
        self._is_acting = False
        self._habits = AT_REST
        for phone in self.phones:
            phone.habits = AT_REST
            self._let_act(phone)

    def go_home(self) -> None:
        for phone in self.phones:
            phone.leave()

    @property
    def is_here(self) -> bool:
        """Whether everyone has come."""
        return len(self.phones) == SIZE

    async def _come_late(self, living: asyncio.TaskGroup, number: int, after_s: float) -> None:
        await asyncio.sleep(after_s)  # any moment
        device = Device(self._base)
        tries = count(1)
        while not await self._joins(device, JOIN_MAX_S * next(tries)):
            pass
        self._let_act(self._live(living, f"late {number}", device))

    async def _joins(self, device: Device, within_s: float) -> bool:
        """Whether the server said so; somebody may be on the board whom it could not tell."""
        await asyncio.sleep(self._dice.uniform(0, A_MOMENT_S))
        try:
            async with asyncio.timeout(within_s):
                reply = await device.request("POST", f"/api/boards/{self._made.code}/people", {})
        except (*GONE, HTTPException):
            return False
        if reply.status == 201:
            told: Json = reply.json()
            device.person = told["person"]
        return reply.status == 201

    def _live(self, living: asyncio.TaskGroup, name: str, device: Device) -> Phone:
        wishes = Wishes(Random(self._dice.random()))
        dice = Random(self._dice.random())
        phone = Phone(name, device, self._made.code, dice, self._habits, wishes.next, wishes.done, self.settled.add)
        phone.is_acting = False
        self.phones.append(phone)
        living.create_task(phone.run())
        return phone

    def _let_act(self, phone: Phone) -> None:
        phone.is_acting = self._is_acting and phone not in self._walls
        phone.news.set()
