"""The `websockets` library's broadcast: what one client says goes to all, itself too. `python broadcast.py PORT`"""

import asyncio
import sys
from contextlib import suppress

from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed

everybody: set[ServerConnection] = set()


async def repeat(client: ServerConnection) -> None:
    everybody.add(client)
    with suppress(ConnectionClosed):  # without a word, when a load ends
        async for text in client:
            broadcast(everybody, text)
    everybody.discard(client)


async def main(port: int) -> None:
    async with serve(repeat, "127.0.0.1", port, compression=None, backlog=2_048) as server:
        print("listening", flush=True)
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
