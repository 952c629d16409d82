"""What a load is: clients, what they send when, and what came of it. Pure shapes; `generator.py` runs them.

One WebSocket connection is one client. In `requests`, `upgrade` and `greeting`, `{token}` stands for the "token" of the
last HTTP answer this client got, `{cookie}` for the one it set, `{epoch}` and `{seq}` for the last ones in its frames,
in an HTTP body or in the tag of a board's compressed one.
"""

from msgspec import Struct


class Client(Struct, frozen=True, kw_only=True):
    """One device. `requests`: whole HTTP/1.1 requests, one after the other on one connection, before the upgrade.

    `greeting`: text frames sent once the socket is open. `reads`: whether it goes on reading once it is live.
    `starts_s`: seconds after the storm began.
    """

    requests: tuple[bytes, ...] = ()
    upgrade: bytes = b""
    greeting: tuple[str, ...] = ()
    reads: bool = True
    starts_s: float = 0.0


class Return(Struct, frozen=True, kw_only=True):
    """How clients come back when their connection is lost: as the browser's connection.js does it.

    `wait_s`: the bounds of the first wait, drawn evenly; the upper is doubled each time it fails, up to `wait_max_s`.
    """

    greeting: tuple[str, ...]
    wait_s: tuple[float, float]
    wait_max_s: float


class Crowd(Struct, frozen=True, kw_only=True):
    """All clients of one load. `live`: what the first frame that shows state to a client holds, `"welcome"` say."""

    host: str
    port: int
    clients: tuple[Client, ...]
    live: bytes
    returns: Return | None = None


class Act(Struct, frozen=True, kw_only=True):
    """One text frame, `at_s` seconds after the phase began.

    `mark`: what a frame holds that shows the act to another client; b"": nobody waits for it.
    """

    at_s: float
    client: int
    text: str
    mark: bytes = b""


class Loop(Struct, frozen=True, kw_only=True):
    """Senders that wait for their answer: as many clients as there are texts, until `acts` are answered in all.

    `texts`: of the first client, the second, …, with `{n}`, counted over all, and `{id}`, 32 hex digits never used
    twice. `answer`: what the answer holds; may have them too.
    """

    texts: tuple[str, ...]
    acts: int
    answer: bytes


class Phase(Struct, frozen=True, kw_only=True):
    """One stretch of measuring over the connections that are open. It ends when every act is seen or answered,
    at the latest `patience_s` after the last was sent; and not before `seconds`.

    `counted`: needles whose appearances are counted over all frames.
    """

    acts: tuple[Act, ...] = ()
    loop: Loop | None = None
    seconds: float = 0.0
    patience_s: float = 30.0
    counted: tuple[bytes, ...] = ()


class Quantiles(Struct, frozen=True):
    """Milliseconds; zeros when there was nothing."""

    p50: float
    p95: float
    p99: float
    longest: float


class Opening(Struct, frozen=True, kw_only=True):
    """How the clients became live. A client that never did has -1.

    `live_s`: seconds since the storm began. `bytes`: read until then, HTTP and frames.
    """

    live_s: list[float]
    bytes: list[int]
    failed: int


class Count(Struct, frozen=True):
    """Of one needle: how often in all, in how many frames, and in how many of the client that got most."""

    times: int
    frames: int
    frames_max: int


class Measured(Struct, frozen=True, kw_only=True):
    """What came of a phase. Delays run from the moment before a frame was sent.

    `delays`: of each act to each reading client. `last`: of each act to the last of them. `missing`: pairs of act and
    client that never came. `waits`: of a loop, until the answer. `returned_s`: of each client that came back, seconds
    from the beginning of the phase; `returned_bytes`: what it read for that. `own_cpu_s`: the generator's own.
    """

    seconds: float
    frames: int
    bytes: int
    missing: int
    delays: Quantiles
    last: Quantiles
    waits: Quantiles
    answered: int
    counts: list[Count]
    closed: int
    returned_s: list[float]
    returned_bytes: list[int]
    own_cpu_s: float
