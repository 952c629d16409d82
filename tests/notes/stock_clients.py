"""Unchanged y-websocket clients under Node, told what to do."""

import asyncio
import json
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.children import child

SCRIPT = Path(__file__).with_name("stock_clients.mjs")
ANSWER_MAX_S = 60.0


class StockClients:
    """`await clients("anna", "say", "hej")`: what each verb does is written in stock_clients.mjs."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def __call__(self, name: str, verb: str, *arguments: object) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([name, verb, *arguments]).encode() + b"\n")
        try:
            async with asyncio.timeout(ANSWER_MAX_S):
                line = await self._process.stdout.readline()
        except TimeoutError:
            raise AssertionError(f"{name} waits for {verb} {arguments}") from None
        assert line, "the clients ended"
        return json.loads(line)


@asynccontextmanager
async def stock_clients(node: Path) -> AsyncIterator[StockClients]:
    async with child(str(node), str(SCRIPT), stdin=PIPE, stdout=PIPE) as process:
        yield StockClients(process)
