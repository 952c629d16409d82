"""The story of the live board: one facilitator with a laptop, a wall, a scribe and three phones, from form to circle.

One phone is touched, one has only a keyboard, one has no JavaScript. The program is a process of its own,
killed in the middle. No screen is reloaded, but for the one that has to be.
"""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from openspace.storage.sqlite import open_store_to_read
from tests.browser.hall import (
    TAB_STOPS_MAX,
    WATCH_WALKS,
    a_hall,
    heads_on_wall,
    press,
    room_on_wall,
    somebody_walked,
    tab_to,
)  # fmt: skip
from tests.browser.opening import Day, everybody_comes, the_facilitator_makes_a_board
from tests.waiting import becomes

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

FIRST, SECOND = 0, 1  # rounds of sessions
CARD_ALONE_MS = 6_000  # a new card has the wall to itself


async def test_a_day_from_the_form_to_the_end(browser: Browser, tmp_path: Path) -> None:
    async with a_hall(browser, tmp_path / "openspace.db") as hall:
        desk, code = await the_facilitator_makes_a_board(hall)
        day = await everybody_comes(hall, desk, code)
        await the_market_opens_by_a_key(day)
        await topics_go_up_from_every_kind_of_phone(day)
        await the_scribe_types_cards(day)
        await a_lost_race_is_told_where_else(day)
        await stars_are_counted_everywhere(day)
        await who_is_moved_is_told_and_moves_back(day)
        await sessions_start_and_people_walk(day)
        await the_program_is_killed_and_nothing_is_lost(day)
        await the_clock_slips(day)
        await one_line_reaches_everyone(day)
        await quiet_is_quiet_everywhere(day)
        assert [await page.evaluate("window.born") for page in day.living] == [1] * len(day.living)
        assert hall.errors == []


async def the_market_opens_by_a_key(day: Day) -> None:
    """Before, drafts only; then one key, and every screen knows."""
    await day.elin.page.get_by_role("link", name="Topic", exact=True).tap()
    await day.elin.page.get_by_label("Topic", exact=True).fill("Språkcafé som fungerar – hur?")
    await expect(day.elin.button("Put it up")).to_have_attribute("aria-disabled", "true")
    await expect(day.tord.get_by_text("The marketplace is not open yet.")).to_be_visible()

    await day.desk.keyboard.press("o")
    await day.desk.get_by_role("button", name="Market", exact=True).click()

    await expect(day.elin.button("Put it up")).to_have_attribute("aria-disabled", "false")
    await expect(day.wall.locator(".wall__title")).to_have_text("The market is open")


async def topics_go_up_from_every_kind_of_phone(day: Day) -> None:
    elin, amina, tord = day.elin.page, day.amina.page, day.tord
    await day.elin.button("Put it up").tap()
    await expect(elin.locator("h1")).to_have_text("Your topic is up")
    await expect(day.wall.locator(".new-topic__words")).to_have_text("Språkcafé som fungerar – hur?")
    await elin.locator(".choice").nth(FIRST).tap()

    await press(amina, "Topic")
    await tab_to(amina, "Topic")
    await amina.keyboard.type("Bostäder för alla")
    await press(amina, "Put it up")
    await expect(amina.locator("h1")).to_have_text("Your topic is up")
    await expect(day.desk.locator(".waiting")).to_contain_text("Bostäder för alla")
    await amina.keyboard.press("Tab")
    await choose_by_keys(amina, FIRST)
    await press(amina, "Biblioteket")
    await expect(amina.locator(".session-line")).to_contain_text("Biblioteket")

    await day.tord_looks()
    await tord.get_by_label("Topic", exact=True).fill("Tystnaden")
    await tord.get_by_role("button", name="Put it up").click()
    await expect(tord.locator("h1")).to_have_text("Tystnaden")
    await expect(day.desk.locator(".waiting")).to_contain_text("Tystnaden")
    for title in ("Språkcafé som fungerar – hur?", "Bostäder för alla", "Tystnaden"):
        await expect(day.wall.locator(".new-topic__words")).to_have_text(title)
        await day.wall.clock.fast_forward(CARD_ALONE_MS)
    await expect(day.wall.locator(".market-card", has_text="Tystnaden")).to_be_visible()


async def choose_by_keys(page: Page, number: int) -> None:
    """A time, with the keys a group of radio buttons has."""
    for _ in range(TAB_STOPS_MAX):
        if await page.evaluate("document.activeElement.type") == "radio":
            break
        await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    for _ in range(number):
        await page.keyboard.press("ArrowDown")


async def the_scribe_types_cards(day: Day) -> None:
    """Title, Tab, name, Enter, and the cursor is back."""
    for title, name in (("Cykelkurs för vuxna", "Gun-Britt"), ("Vad lärde vi oss av 2015?", "Per-Olof")):
        await expect(day.scribe.locator("[name=title]")).to_be_focused()
        await day.scribe.keyboard.type(title)
        await day.scribe.keyboard.press("Tab")
        await day.scribe.keyboard.type(name)
        await day.scribe.keyboard.press("Enter")
    await expect(day.desk.locator(".waiting")).to_contain_text("Cykelkurs för vuxna")
    await expect(day.wall.locator(".moment")).to_contain_text("5 topics · 4 wait for a place · 5 are here")


async def a_lost_race_is_told_where_else(day: Day) -> None:
    """Tord's page still offers Atriet when Elin has taken it."""
    await day.elin.button("Atriet").tap()
    await expect(day.elin.page.locator(".session-line")).to_contain_text("Atriet")

    await day.tord.locator("#cell").select_option(index=1)
    await day.tord.get_by_role("button", name="Take this place").click()

    await expect(day.tord.get_by_role("alert")).to_contain_text("Elin")
    await day.tord.get_by_role("button", name="Terrassen").first.click()
    await expect(day.tord.locator(".place-line").first).to_contain_text("Terrassen")
    for title in ("Språkcafé", "Bostäder", "Tystnaden"):
        await expect(day.desk.locator(".grid .cell", has_text=title)).to_be_visible()


async def stars_are_counted_everywhere(day: Day) -> None:
    await press(day.amina.page, "Market")
    await expect(day.amina.page.locator("h1")).to_have_text("Market")
    await tab_to(day.amina.page, "Språkcafé som fungerar – hur?: I want to be there")
    await day.amina.page.keyboard.press("Space")
    await day.tord.goto(f"{day.elin.board}/topics/{await topic_named(day, 'Språkcafé som fungerar – hur?')}")
    await day.tord.get_by_role("button", name="I want to be there").click()

    await expect(day.elin.page.locator(".star-button")).to_contain_text("2")
    await expect(day.desk.locator(".grid .cell", has_text="Språkcafé").locator(".cell__count")).to_have_text("2")


async def topic_named(day: Day, title: str) -> str:
    topics = (await day.board())["topics"].values()
    return next(str(topic["id"]) for topic in topics if topic["title"] == title)


async def who_is_moved_is_told_and_moves_back(day: Day) -> None:
    """The notice stands on every tab, also after a reload, until it is answered."""
    phone = await day.hall.screen((390, 844), storage_state=await day.elin.page.context.storage_state())
    await day.desk.locator(".grid .cell", has_text="Språkcafé").locator(".cell__face").click()
    await day.desk.get_by_label("Why (optional), told to the convener").fill("Projektorn är trasig")
    await day.desk.locator("[data-state=target]", has_text="Atriet").last.locator(".cell__face").click()

    first, *_, last = [str(slot["starts"])[11:16] for slot in await day.rounds()]
    moved = f"The facilitator moved “Språkcafé som fungerar – hur?” from {first} Atriet to {last} Atriet."
    notice = day.elin.page.locator(".messages .notice")
    await expect(notice.locator(".notice__title")).to_have_text(moved)
    await expect(notice).to_contain_text("Projektorn är trasig")
    await phone.goto(day.elin.board)  # asleep until now
    await expect(phone.locator(".messages .notice__title")).to_have_text(moved)

    await day.elin.button("Move it back").tap()

    await expect(notice).to_have_count(0)
    await expect(phone.locator(".messages .notice")).to_have_count(0)
    await expect(day.elin.page.locator(".session-line")).to_contain_text(first)
    await phone.context.close()


async def sessions_start_and_people_walk(day: Day) -> None:
    """One tap, the code on a door, a plain form: each is a dot on the wall."""
    await day.desk.get_by_role("button", name="Start", exact=False).filter(has_text="Start now").click()
    await day.desk.get_by_role("button", name="Live floor").click()
    await expect(room_on_wall(day.wall, "Atriet")).to_contain_text("Språkcafé")

    await day.elin.page.get_by_role("link", name="Here", exact=True).tap()
    await day.elin.button("Go: Språkcafé").tap()
    await heads_on_wall(day.wall, "Atriet", 1)
    await day.tord_looks()
    await day.tord.locator(".topic-card", has_text="Språkcafé").get_by_role("button", name="I’m here").click()
    await heads_on_wall(day.wall, "Atriet", 2)
    library = next(room["id"] for room in (await day.board())["rooms"].values() if room["name"] == "Biblioteket")
    await day.amina.page.goto(f"{day.elin.board}/here/{library}")
    await expect(day.amina.page.locator(".room-panel")).to_contain_text("You are in Biblioteket")
    await day.amina.page.evaluate("window.born = 1")
    await heads_on_wall(day.wall, "Biblioteket", 1)
    await day.wall.evaluate(WATCH_WALKS)

    await day.elin.button("Go: Bostäder").tap()

    await somebody_walked(day.wall)
    await heads_on_wall(day.wall, "Atriet", 1)
    await heads_on_wall(day.wall, "Biblioteket", 2)
    await expect(day.amina.page.locator(".room-panel")).to_contain_text("2 here")


async def the_program_is_killed_and_nothing_is_lost(day: Day) -> None:
    """What was typed meanwhile goes up by itself, once."""
    before = await day.board()
    await the_walks_are_saved(day)
    await day.hall.program.kill()
    await expect(day.elin.page.locator(".status")).to_have_attribute("data-state", "cut-off")
    await expect(day.wall.locator(".wall__age")).to_be_visible()
    await day.elin.page.get_by_role("link", name="Topic", exact=True).tap()
    await day.elin.page.get_by_label("Topic", exact=True).fill("Efter avbrottet")
    await day.elin.button("Put it up").tap()
    await expect(day.elin.page.locator("h1")).to_have_text("It waits for the network")

    await day.hall.program.start()

    await expect(day.elin.page.locator("h1")).to_have_text("Your topic is up")
    await expect(day.desk.locator(".waiting")).to_contain_text("Efter avbrottet")
    await day.elin.button("Let it wait").tap()
    await expect(day.wall.locator(".wall__age")).to_have_count(0)
    await heads_on_wall(day.wall, "Biblioteket", 2)
    for page in (day.amina.page, day.scribe):
        await expect(page.locator(".status")).to_have_attribute("data-state", "live")
    after = await day.board()
    for collection in ("rooms", "slots", "sessions", "gathering"):
        assert after[collection] == before[collection]
    assert sorted(topic["title"] for topic in after["topics"].values()) == sorted(
        ["Efter avbrottet", *(topic["title"] for topic in before["topics"].values())]
    )


async def the_walks_are_saved(day: Day) -> None:
    """Within a second or so; of the last one nobody has been promised anything."""
    topic = await topic_named(day, "Bostäder för alla")
    library = [key for key, one in (await day.board())["sessions"].items() if one["topic"] == topic]
    async with open_store_to_read(day.hall.program.data) as store:

        async def there() -> int:
            return sum(one.place in library for one in (await store.whereabouts(day.code)).values())

        await becomes(there, 2)


async def the_clock_slips(day: Day) -> None:
    """+5 minutes for what is on; ten for what comes."""
    first, second = (await day.rounds())[FIRST : SECOND + 1]
    await day.desk.get_by_role("button", name="+ 5 min").click()
    await expect(day.wall.locator(".moment")).to_contain_text(f"until {later(first['ends'], 5)}")

    await day.desk.get_by_role("button", name="Shift the rest of the day").click()
    await day.desk.get_by_role("button", name="+10").click()
    await day.desk.get_by_role("button", name=re.compile(r"^Shift \d rows$")).click()

    await press(day.amina.page, "Agenda")
    await expect(day.amina.page.locator(".phone-main")).to_contain_text(later(second["starts"], 10))
    await day.desk.get_by_role("button", name="Agenda", exact=True).click()
    await expect(day.wall.locator(".wall[data-scene=agenda]")).to_contain_text("page 1 of 3")
    await day.wall.keyboard.press("PageDown")  # the clicker in somebody's hand
    await expect(day.wall.locator(".wall[data-scene=agenda]")).to_contain_text(later(second["starts"], 10))


def later(time: object, minutes: int) -> str:
    return f"{datetime.fromisoformat(str(time)) + timedelta(minutes=minutes):%H:%M}"


async def one_line_reaches_everyone(day: Day) -> None:
    text = "Lunchen serveras på Terrassen."
    await day.desk.get_by_placeholder("One line, on every phone and wall").fill(text)
    await day.desk.keyboard.press("Enter")

    await expect(day.wall.locator(".said-to-all__words")).to_have_text(text)
    for page in (day.elin.page, day.amina.page):
        await expect(page.locator(".messages")).to_contain_text(text)
    await day.tord_looks()
    await expect(day.tord.get_by_text(text)).to_be_visible()


async def quiet_is_quiet_everywhere(day: Day) -> None:
    """And leaving it is to be where one was."""
    await day.desk.keyboard.press("q")

    await expect(day.wall.locator(".wall")).to_have_attribute("data-scene", "theme")
    await expect(day.wall.locator(".wall")).to_have_text("Hur blir nya grannar en del av vår kommun?Strategiskt forum")
    for page in (day.elin.page, day.amina.page):
        await expect(page.locator("h1")).to_have_text("Look up")
    await day.tord_looks()
    await expect(day.tord.get_by_text("Look up: we meet in the circle now.")).to_be_visible()

    await day.desk.keyboard.press("q")

    await expect(day.wall.locator(".wall")).to_have_attribute("data-scene", "agenda")
    await expect(day.amina.page.locator("h1")).to_have_text("Agenda")
    await expect(day.elin.page.locator("h1")).to_have_text("Efter avbrottet")
