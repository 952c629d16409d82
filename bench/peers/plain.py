"""Plain Starlette under uvicorn: one `await send_text` after the other. `python plain.py PORT`"""

import asyncio
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

everybody: set[WebSocket] = set()


async def repeat(client: WebSocket) -> None:
    await client.accept()
    everybody.add(client)
    try:
        while True:
            text = await client.receive_text()
            for other in list(everybody):
                await other.send_text(text)
    except WebSocketDisconnect:
        pass
    finally:
        everybody.discard(client)


class Server(uvicorn.Server):
    """uvicorn's, which says when it listens."""

    async def startup(self, sockets: object = None) -> None:
        await super().startup()
        print("listening", flush=True)


async def main(port: int) -> None:
    app = Starlette(routes=[WebSocketRoute("/", repeat)])
    await Server(uvicorn.Config(app, port=port, ws_per_message_deflate=False, log_config=None, lifespan="off")).serve()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
