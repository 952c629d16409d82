"""First load: a phone that has never been here, on a bad line, until one can put up a topic."""

import sys
import time
from typing import Final

from msgspec import Struct
from playwright.async_api import Browser, Page

from bench.browsers import BAD_3G, Wire, a_browser, a_new_phone, chromium, on_the_wire
from bench.results import Curve, Goal, Plot, Row
from bench.servers import own_server
from bench.suites.joins import a_busy_venue
from bench.suites.run import Run
from bench.venue import Venue
from tests.client import Device

TITLE: Final = "First load: a phone that has never been here"
METHOD: Final = """\
A real Chromium of a phone's size with nothing kept, on a line of 150 ms round trip and 1.6 Mbit/s (its own throttling,
Network.emulateNetworkConditions), opens a board with 40 topics. Usable is when the script has taken the page over, the
line is live, and the form for a topic has opened and taken a letter. Bytes are all that came over the wire until then:
heads and bodies of every answer, frames of the socket; in kB of 1,000. The page is opened by somebody who is on the
board already; and, as a second figure, by somebody who joins first and presses the button the moment it is there, from
the first page to the topic's form. Letters come after the first paint, and after them a second script with the screens
that are rarely the first (a topic's own page, "Mine", actions, photos): both count for themselves, whenever they come.
"""

LANGUAGES: Final = ("en", "sv", "ar")
ROUNDS_MAX: Final = 3
WIRE_MAX_KB: Final = 60.0
USABLE_MAX_S: Final = 3.0
OLD_PHONE: Final = 4.0  # times slower than this machine
PLACED, WAITING = 10, 30  # topics
TOPIC_TAB: Final = '.tab-bar a[href$="#propose"]'
# The last thing a phone asks for by itself: the letters come before it.
LATER_SCRIPT_IS_HERE: Final = """
() => performance.getEntriesByType("resource").some(({ name }) => name.includes("/phone-more"))
"""
TOPIC_FIELD: Final = ".phone-main #title"


class Load(Struct, frozen=True):
    """`rest_kb`: what came after it was usable, letters and second script in any case."""

    usable_s: float
    kb: float
    rest_kb: float


async def measure(run: Run) -> tuple[list[Row], list[Plot]]:
    program = chromium()
    if program is None:
        print("No Chromium: the first load is not measured.", file=sys.stderr)
        return [], []
    rounds = 1 if run.is_quick else min(run.rounds, ROUNDS_MAX)
    async with own_server(run.folder) as server, a_browser(program) as browser:
        venue = await a_busy_venue(server.base, PLACED, WAITING)
        looks = {tag: [await look(browser, venue, tag) for _ in range(rounds)] for tag in LANGUAGES}
        joins = {tag: [await join(browser, venue, tag) for _ in range(rounds)] for tag in LANGUAGES}
        old = {tag: [await look(browser, venue, tag, OLD_PHONE) for _ in range(rounds)] for tag in LANGUAGES}
    return rows(looks, joins, old), [plot(looks, joins, old)]


async def look(browser: Browser, venue: Venue, language: str, slower: float = 1) -> Load:
    """By somebody who is on the board already; nothing of the page is kept."""
    device = Device(venue.base)
    await device.join(venue.code, "Elin")
    async with a_new_phone(browser, language) as context:
        await context.add_cookies(
            [{"name": name, "value": value, "url": venue.base} for name, value in device.cookies.items()]
        )
        page = await context.new_page()
        wire = await on_the_wire(context, page, BAD_3G, slower)
        began = time.perf_counter()
        await page.goto(f"{venue.base}/b/{venue.code}", wait_until="commit")
        return await usable(page, wire, began)


async def join(browser: Browser, venue: Venue, language: str) -> Load:
    """By somebody who has just scanned the code."""
    async with a_new_phone(browser, language) as context:
        page = await context.new_page()
        wire = await on_the_wire(context, page, BAD_3G)
        began = time.perf_counter()
        await page.goto(f"{venue.base}/b/{venue.code}", wait_until="commit")
        await page.click('form[action$="/join"] button', no_wait_after=True)
        return await usable(page, wire, began)


async def usable(page: Page, wire: Wire, began: float) -> Load:
    """Wait until the topic's form answers, then for what is still to come."""
    await page.click(TOPIC_TAB)
    await page.fill(TOPIC_FIELD, "Å")
    await page.wait_for_selector('.status[data-state="live"]')
    usable_s, until_then = time.perf_counter() - began, wire.bytes
    await page.wait_for_function(LATER_SCRIPT_IS_HERE)
    return Load(usable_s, until_then / 1e3, (wire.bytes - until_then + wire.later_bytes) / 1e3)


def rows(looks: dict[str, list[Load]], joins: dict[str, list[Load]], old: dict[str, list[Load]]) -> list[Row]:
    made = []
    for tag, loads in looks.items():
        rest = f"then {loads[-1].rest_kb:.0f} kB of letters and rarer screens"
        made += [
            Row(
                what=f"{tag}: over the wire",
                rounds=[load.kb for load in loads],
                unit="kB",
                goal=Goal(WIRE_MAX_KB),
                note=rest,
            ),
            Row(what=f"{tag}: usable", rounds=[load.usable_s for load in loads], unit="s", goal=Goal(USABLE_MAX_S)),
        ]
    for tag, loads in joins.items():
        made += [
            Row(what=f"{tag}: joining first, over the wire", rounds=[load.kb for load in loads], unit="kB"),
            Row(
                what=f"{tag}: joining first, usable",
                rounds=[load.usable_s for load in loads],
                unit="s",
                goal=Goal(USABLE_MAX_S),
            ),
        ]
    return made + [
        Row(what=f"{tag}: usable, processor a quarter as fast", rounds=[load.usable_s for load in loads], unit="s")
        for tag, loads in old.items()
    ]


def plot(looks: dict[str, list[Load]], joins: dict[str, list[Load]], old: dict[str, list[Load]]) -> Plot:
    kinds = {"on the board already": looks, "joining first": joins, "processor a quarter as fast": old}
    curves = [
        Curve(name=name, x=[], y=[sorted(load.usable_s for load in loads)[len(loads) // 2] for loads in kind.values()])
        for name, kind in kinds.items()
    ]
    return Plot(
        title=TITLE, x_label="language", y_label="seconds until usable", curves=curves, kind="bars", names=[*looks]
    )
