"""Waiting for what somebody else brings about: looked at again and again, with a limit."""

import asyncio
from collections.abc import Awaitable, Callable

from tests.client import WAIT_MAX_S


async def becomes(read: Callable[[], Awaitable[object]], wanted: object) -> None:
    """Until what is read is as wanted. What it was at last stands in the failure."""
    found = await read()
    try:
        async with asyncio.timeout(WAIT_MAX_S):
            while found != wanted:
                found = await read()
    except TimeoutError:
        assert found == wanted
