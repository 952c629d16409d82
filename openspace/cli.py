"""The command line: which verb, with which settings.

Whatever goes wrong before the server runs is one sentence on stderr and exit code 1 (2 for a wrong command line).
"""

import argparse
import asyncio
import importlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from openspace import cli_files
from openspace.ports import BoardRecord, Link
from openspace.settings import EVERY_INTERFACE, Settings, host_and_port, public_origin
from openspace.storage.damage import DataFileUnusable
from openspace.storage.lock import DataFileBusy, DataFileInUse, running_at
from openspace.storage.sqlite import open_store_to_read
from openspace.web import links, serving
from openspace.web.addresses import Addresses
from openspace.web.codes import canonical

DEFAULTS = Settings()


class CannotStart(Exception):
    """A sentence for whoever typed the command."""


def main(arguments: Sequence[str]) -> int:
    """Run one verb. Returns the exit code."""
    verb, rest = verb_of(arguments)
    if verb == "demo":
        return demo(rest)
    asked = parser().parse_args([verb, *rest] if verb else rest)
    try:
        settings = settings_of(asked)
        return VERBS[asked.verb](settings, asked)
    except (CannotStart, cli_files.NotCarried, serving.PortTaken, DataFileUnusable, DataFileBusy) as problem:
        return complain(str(problem))
    except DataFileInUse as running:
        where = running.url or "an address it has not told yet"
        return complain(f"A server already runs on {asked.data}: {where}\nStop it first, or name another --data FILE.")


def verb_of(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The verb and what follows; `serve` where none is named, nothing for --help."""
    if arguments and arguments[0] in ("-h", "--help"):
        return "", list(arguments)
    if arguments and not arguments[0].startswith("-"):
        return arguments[0], list(arguments[1:])
    return "serve", list(arguments)


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="run.py",
        description="A live session board for Open Space meetings.",
        epilog="For those who work on it: run.py test [--all], run.py check, run.py bench.",
    )
    verbs = top.add_subparsers(dest="verb", metavar="VERB", required=True)
    serve = verbs.add_parser("serve", parents=[data_option()], help="run the board (what happens without a verb)")
    add_settings(serve)
    serve.add_argument(
        "--metrics", type=listening_address, metavar="HOST:PORT", help="where Prometheus may ask (nowhere)"
    )
    shown = verbs.add_parser("links", parents=[data_option()], help="print all links of a board")
    shown.add_argument("code", metavar="CODE", help="the board's code, as on the wall")
    add_settings(shown)
    cli_files.add_verbs(verbs, data_option())
    verbs.add_parser("demo", help="run a board with a simulated crowd", add_help=False)
    return top


def data_option() -> argparse.ArgumentParser:
    """What every verb takes."""
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument(
        "--data", type=Path, default=DEFAULTS.data, metavar="FILE", help="where boards lie (%(default)s)"
    )
    return parent


def add_settings(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--host", default=DEFAULTS.host, help=f"address to listen on (every one: {EVERY_INTERFACE})")
    verb.add_argument("--port", type=port_number, default=DEFAULTS.port, help="port to listen on (%(default)s)")
    verb.add_argument("--public-url", type=web_address, metavar="URL", help="what people type, e.g. behind a proxy")


def port_number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= number <= 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port (0 to 65535)")
    return number


def web_address(text: str) -> str:
    try:
        return public_origin(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def listening_address(text: str) -> tuple[str, int]:
    try:
        return host_and_port(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def settings_of(asked: argparse.Namespace) -> Settings:
    given = {name: value for name, value in vars(asked).items() if name in Settings.__struct_fields__}
    return Settings(**given)


def show_links(settings: Settings, typed: str) -> int:
    """`links CODE`: only reads, also while a server runs."""
    record, keys = asyncio.run(read_links(settings.data, canonical(typed)))
    base = settings.public_url or running_at(settings.data) or Addresses(settings, settings.port).url
    for name, url in links.links_of(base, record.code, keys).items():
        print(f"{name:<12} {url}")
    return 0


async def read_links(data: Path, code: str) -> tuple[BoardRecord, list[Link]]:
    """Raises `CannotStart` when there is no such board, `DataFileUnusable` when there is no such file."""
    async with open_store_to_read(data) as store:
        record = await store.record(code)
        if record is None:
            known = ", ".join(record.code for record in await store.records()) or "none"
            raise CannotStart(f"There is no board {code} in {data}. Boards there: {known}.")
        return record, await store.links(code)


def demo(arguments: list[str]) -> int:
    """Loaded only now: a server that serves needs none of it."""
    code: int = importlib.import_module("openspace.demo").run(arguments)
    return code


VERBS: Final[dict[str, Callable[[Settings, argparse.Namespace], int]]] = {
    "serve": lambda settings, _: serving.serve(settings),
    "links": lambda settings, asked: show_links(settings, asked.code),
    "export": lambda _, asked: cli_files.export_book(asked),
    "import": lambda _, asked: cli_files.import_board(asked),
    "backup": lambda _, asked: cli_files.back_up_data(asked),
}


def complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
