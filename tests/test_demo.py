"""The demo: a whole day played by a crowd of real clients, from one command."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.client import WAIT_MAX_S, Device, Made, Screen

FEW = 3  # of 12 people


@contextmanager
def played(*options: str) -> Iterator[tuple[subprocess.Popen[str], Made, str]]:
    """The process, its board, and where this machine reaches it."""
    command = [sys.executable, "-u", "-m", "openspace", "demo", "--host", "127.0.0.1", "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        links: dict[str, str] = {}
        for line in process.stdout:
            words = line.split()
            if len(words) == 2 and words[0] in ("join", "facilitator", "scribe", "wall"):
                links[words[0]] = words[1]
            if len(links) == 4:
                break
        base, _, code = links["join"].partition("/b/")
        yield process, Made(code, links), base
    finally:
        process.kill()
        process.communicate(timeout=WAIT_MAX_S)


async def seen_by_a_wall(base: str, made: Made) -> Screen:
    """What a wall has heard by the time that people have gone to sessions."""
    async with Device(base, made.key("wall")).screen(made.code) as screen:
        await screen.say({"type": "watch", "planes": ["heads", "interest", "flows", "address"]})
        await screen.until(lambda: len(screen.board["topics"]) >= FEW)
        await screen.until(lambda: len(screen.board["sessions"]) >= FEW)
        await screen.until(lambda: sum(heads_in_sessions(screen)) >= FEW)
        return screen


def heads_in_sessions(screen: Screen) -> list[int]:
    return [heads for place, heads in screen.presence["heads"].items() if place in screen.board["sessions"]]


def test_the_demo_plays_a_day_and_ends_when_told_to() -> None:
    with played("--people", "12", "--speed", "600") as (process, made, base):
        screen = asyncio.run(seen_by_a_wall(base, made))
        process.send_signal(signal.SIGTERM)
        _, logged = process.communicate(timeout=WAIT_MAX_S)

    walks = [flow for frame in screen.frames for flow in frame.get("flows", [])]
    assert screen.board["gathering"]["gathering"]["state"] == "open"
    assert sum(people for _, _, people in walks) >= FEW
    assert any(screen.presence["interest"].values())
    assert screen.presence["address"]["is_reached"] is False  # the crowd is no phone
    assert process.returncode == 0
    assert "Traceback" not in logged
