"""The notes' socket, `/ws/notes/{code}/{topic}`: binary y-protocols, as the stock y-websocket client speaks them.

It is always accepted and then closed with a code, which that client understands: 4400-4499 is final for it.
Rules Y1-Y8 of docs/PROTOCOL.md.
"""

import logging
from typing import Final

from starlette.websockets import WebSocket

from openspace import wire
from openspace.domain.errors import Unknown
from openspace.live.frame import FrameSink
from openspace.live.notes.document import Document
from openspace.live.notes.peer import Peer
from openspace.ports import NotRead, NotSaved
from openspace.web import admission, sinks
from openspace.web.pace import Pace
from openspace.web.problems import MayNot, Problem
from openspace.web.site import site_of

logger = logging.getLogger(__name__)

BYTES_PER_S: Final = 256 * 1024.0
BURST_BYTES: Final = 4 * 1024 * 1024.0  # a whole day offline, several times over
MESSAGE_COSTS_BYTES: Final = 512  # however short it is


async def notes_socket(socket: WebSocket) -> None:
    """`/ws/notes/{code}/{topic}`"""
    await socket.accept()
    socket.state.token = socket.query_params.get("token")  # a stock client cannot send headers
    async with sinks.sink_of(socket) as sink:
        try:
            await admission.bearer_badge(socket)
            board = await admission.board_of(socket)
            actor = admission.actor_of(socket, board, await admission.required_badge(socket, board))
            if actor.role == "wall":
                raise MayNot  # the document holds what is internal; a wall is told lines and texts without it
            peer = Peer(actor, sink)
            document = await board.notes.join(socket.path_params["topic"], peer)
        except Problem as problem:
            sink.close(problem.close_code, problem.code)
        except Unknown:
            sink.close(wire.CLOSE_NO_BOARD, "no such topic")
        except (NotRead, NotSaved):
            sink.close(wire.CLOSE_BUSY, "not now")
        else:
            await listen(socket, document, peer, sink)


async def listen(socket: WebSocket, document: Document, peer: Peer, sink: FrameSink) -> None:
    """Until either side closes."""
    pace = Pace(site_of(socket).clock, BYTES_PER_S, BURST_BYTES)
    try:
        while (message := await socket.receive())["type"] != "websocket.disconnect":
            content: bytes | None = message.get("bytes")
            if content is None:
                document.close_peer(peer, wire.CLOSE_RUBBISH, "binary frames only")
                return
            await pace.wait(len(content) + MESSAGE_COSTS_BYTES)
            await document.hear(peer, content)
    except NotSaved:
        sink.close(wire.CLOSE_BUSY, "not now")
    except Exception:
        logger.exception("a mistake of ours ends a notes' socket")
        sink.close(wire.CLOSE_BUSY, "a mistake of ours")
    finally:
        document.leave(peer)
