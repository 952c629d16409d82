"""What goes through the pipes between Python and the generator in C: a plan there, lists of numbers back. Pure.

Numbers have 8 bytes, texts their length before them; `c/plan.c` reads it, `c/report.c` writes it.
"""

import struct
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bench.load.plan import Act, Client, Count, Crowd, Measured, Opening, Phase, Return
from bench.load.tally import quantiles
from bench.load.websocket import with_key

COUNT: Final = struct.Struct("=Q")
SECONDS: Final = struct.Struct("=d")


def encode_crowd(crowd: Crowd, patience_s: float) -> bytes:
    """`patience_s`: how long after the beginning those who are not live yet are given up."""
    parts = [SECONDS.pack(patience_s), text(crowd.host), COUNT.pack(crowd.port), text(crowd.live)]
    parts += [encode_return(crowd.returns), COUNT.pack(len(crowd.clients)), *map(encode_client, crowd.clients)]
    return b"".join(parts)


def encode_phase(phase: Phase) -> bytes:
    loop = phase.loop
    parts = [SECONDS.pack(phase.seconds), SECONDS.pack(phase.patience_s), texts(phase.counted)]
    parts += [texts(loop.texts if loop else ()), COUNT.pack(loop.acts if loop else 0)]
    parts += [text(loop.answer if loop else b"")]
    parts += [COUNT.pack(len(phase.acts)), *map(encode_act, sorted(phase.acts, key=lambda act: act.at_s))]
    return b"".join(parts)


def decode_opening(report: bytes) -> Opening:
    (failed,), live_s, read = lists(report)
    return Opening(live_s=live_s.tolist(), bytes=whole_numbers(read), failed=int(failed))


def decode_measured(report: bytes) -> Measured:
    figures, delays, last, waits, counts, returned_s, returned_bytes = lists(report)
    frames, read, missing, answered, closed = whole_numbers(figures[1:6])
    return Measured(
        seconds=figures[0],
        frames=frames,
        bytes=read,
        missing=missing,
        delays=quantiles(delays),
        last=quantiles(last),
        waits=quantiles(waits),
        answered=answered,
        counts=[Count(*whole_numbers(counts[n : n + 3])) for n in range(0, len(counts), 3)],
        closed=closed,
        returned_s=returned_s.tolist(),
        returned_bytes=whole_numbers(returned_bytes),
        own_cpu_s=figures[6],
    )


def encode_client(client: Client) -> bytes:
    parts = (texts(client.requests), text(with_key(client.upgrade)), texts(client.greeting))
    return b"".join((*parts, COUNT.pack(client.reads), SECONDS.pack(client.starts_s)))


def encode_return(returns: Return | None) -> bytes:
    if returns is None:
        return COUNT.pack(0)
    waits = (*returns.wait_s, returns.wait_max_s)
    return b"".join((COUNT.pack(1), texts(returns.greeting), *map(SECONDS.pack, waits)))


def encode_act(act: Act) -> bytes:
    return b"".join((SECONDS.pack(act.at_s), COUNT.pack(act.client), text(act.text), text(act.mark)))


def texts(of: Sequence[str] | Sequence[bytes]) -> bytes:
    return b"".join((COUNT.pack(len(of)), *map(text, of)))


def text(of: str | bytes) -> bytes:
    encoded = of.encode() if isinstance(of, str) else of
    return COUNT.pack(len(encoded)) + encoded


def lists(report: bytes) -> Iterator["array[float]"]:
    """The lists of a report, in order."""
    at = 0
    while at < len(report):
        (count,) = COUNT.unpack_from(report, at)
        at += COUNT.size
        yield array("d", report[at : at + count * SECONDS.size])
        at += count * SECONDS.size


def whole_numbers(of: Iterable[float]) -> list[int]:
    return [int(number) for number in of]
