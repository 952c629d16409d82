"""The answer to our ping, known without the parser, which takes five times as long: quiet screens say nothing else."""

from types import GeneratorType
from typing import Final, cast

from websockets.protocol import State
from websockets.server import ServerProtocol
from websockets.streams import StreamReader

PING: Final = b"\x89\x00"  # FIN and opcode 9, no payload (RFC 6455 section 5.5.2)
PONG: Final = b"\x8a\x80"  # FIN and opcode 10, masked, no payload; the mask follows
PONG_BYTES: Final = 6
WAITING_FOR_A_FRAME: Final = StreamReader.at_eof.__code__  # where the parser stands while it has nothing of the next


def is_pong(chunk: bytes, connection: ServerProtocol) -> bool:
    """Whether these bytes are a whole answer to `PING` and nothing else, so that the parser need not see them."""
    return (
        len(chunk) == PONG_BYTES
        and chunk.startswith(PONG)
        and connection.state is State.OPEN
        and is_between_frames(connection)
    )


def is_between_frames(connection: ServerProtocol) -> bool:
    """An empty buffer does not tell that: the parser may have taken a frame's head and wait for the rest."""
    innermost = cast("GeneratorType[None, None, None]", connection.parser)
    while (within := innermost.gi_yieldfrom) is not None:
        innermost = cast("GeneratorType[None, None, None]", within)
    return innermost.gi_code is WAITING_FOR_A_FRAME
