"""Our own server the naive way: the same code with one of its ideas taken out, to measure what the idea is worth.

`python -m bench.peers.naive IDEA serve …`: without that idea, and from there as `python -m openspace`.
"""

import gzip
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from types import ModuleType
from typing import Final

from msgspec import Raw
from starlette.requests import Request
from starlette.responses import Response

from openspace import cli
from openspace.live import board, broadcast
from openspace.live.answers import Waiting
from openspace.live.broadcast import Broadcast
from openspace.live.snapshot import GZIP_LEVEL, SharedBody, SnapshotBody
from openspace.live.ticker import Ticker
from openspace.live.writer import LogWriter
from openspace.web import collector, shelf, templates
from openspace.web.answers import takes_gzip
from openspace.web.assets import Asset
from openspace.web.kept_pages import KeptPages, Made
from openspace.web.pages import static
from openspace.web.shelf import Shelf


class OneByOne(LogWriter):
    """Each command is a batch, and a commit, of its own."""

    def _next_batch(self) -> Sequence[Waiting]:
        return [self._queue.pop(0)] if self._queue else []


class AtOnce(Ticker):
    """Every change is told at once, to everybody."""

    def touch(self) -> None:
        self._tick()


class RenderedForEach(KeptPages):
    """Every page is rendered and compressed for its reader."""

    def kept(self, name: tuple[object, ...], parts: tuple[object, ...], make: Callable[[], Made]) -> Made:
        return make()


class CompressedForEach(SharedBody):
    """Whoever asks for the board has it encoded and compressed for them."""

    async def get(self) -> SnapshotBody:
        plain = self._build()
        return SnapshotBody(plain, gzip.compress(plain, GZIP_LEVEL), ".".join(map(str, self._version())))


class EncodedForEach(Broadcast):
    def _public(self) -> Raw:
        self._snapshot = None
        return super()._public()


class EmptyShelf(Shelf):
    def answer(self, request: bytes) -> bytes | None:
        return None


def file_compressed_for_each(request: Request, asset: Asset) -> Response:
    """As usual middlewares do it."""
    if asset.gzipped is None or not takes_gzip(request):
        return Response(asset.body, headers=static.headers_of(asset, is_packed=False))
    return Response(gzip.compress(asset.body, 9), headers=static.headers_of(asset, is_packed=True))


@contextmanager
def without_group_commit() -> Iterator[None]:
    with replaced(board, "LogWriter", OneByOne):
        yield


@contextmanager
def without_ticks() -> Iterator[None]:
    with replaced(broadcast, "Ticker", AtOnce):
        yield


@contextmanager
def without_shared_bodies() -> Iterator[None]:
    with (
        replaced(templates, "KeptPages", RenderedForEach),
        replaced(board, "SharedBody", CompressedForEach),
        replaced(board, "Broadcast", EncodedForEach),
    ):
        yield


@contextmanager
def without_collector_settings() -> Iterator[None]:
    with replaced(collector, "tune", lambda: None):
        yield


@contextmanager
def without_anything_ready() -> Iterator[None]:
    """Files, too, are compressed for each."""
    with (
        without_shared_bodies(),
        replaced(shelf, "Shelf", EmptyShelf),
        replaced(static, "_answer", file_compressed_for_each),
    ):
        yield


@contextmanager
def replaced(module: ModuleType, name: str, by: object) -> Iterator[None]:
    """The module's own name means something else meanwhile."""
    kept = getattr(module, name)
    setattr(module, name, by)
    try:
        yield
    finally:
        setattr(module, name, kept)


IDEAS: Final[Mapping[str, Callable[[], AbstractContextManager[None]]]] = {
    "collector-settings": without_collector_settings,
    "group-commit": without_group_commit,
    "shared-bodies": without_shared_bodies,
    "anything-ready": without_anything_ready,
    "ticks": without_ticks,
}


def main() -> int:
    idea, *rest = sys.argv[1:]
    with IDEAS[idea]():
        return cli.main(rest)


if __name__ == "__main__":
    sys.exit(main())
