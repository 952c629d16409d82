"""The client that chaos is made of: it ends when it is told to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random
from typing import Any

from tests.client import WAIT_MAX_S, Device
from tests.proof.phone import Habits, Phone


class Failing(Device):
    """Its lines fail in the moment in which whoever opens them is cancelled."""

    def __init__(self) -> None:
        super().__init__("http://nowhere.invalid")
        self.is_opening = asyncio.Event()

    @asynccontextmanager
    async def socket(self, *_: Any, **__: Any) -> AsyncIterator[Any]:  # type: ignore[override]
        self.is_opening.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise ConnectionResetError from None
        yield


async def test_a_phone_that_leaves_while_its_line_fails_ends() -> None:
    device = Failing()
    phone = Phone("a phone", device, "LUND482", Random(1), Habits(), lambda screen: {})
    living = asyncio.create_task(phone.run())
    await device.is_opening.wait()

    phone.leave()

    done, _ = await asyncio.wait({living}, timeout=WAIT_MAX_S)
    assert done, "it goes on for ever"
