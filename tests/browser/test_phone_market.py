"""The market on a phone: finding a topic, and no list moving under a finger."""

import pytest
from playwright.async_api import expect

from tests.browser.people import a_person, asked, cells_of, put_up
from tests.browser.phones import Phone
from tests.client import Device, Made
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def shows(phone: Phone, *titles: str) -> None:
    """Wait until these are the cards on show, from the top."""
    await expect(phone.page.locator(".topic-card__title")).to_have_text([*titles])


async def many_topics(server: RunningServer, made: Made) -> Device:
    amina = await a_person(server, made, "Amina")
    for number in range(14):
        await put_up(amina, made, f"Ämne {number}")
    return amina


async def test_search_finds_without_accents_and_by_the_conveners_name(
    elin: Phone, server: RunningServer, made: Made
) -> None:
    await put_up(await a_person(server, made, "Zoë"), made, "Hälsa och trauma")
    await put_up(await a_person(server, made, "Amina"), made, "Bostäder")
    search = elin.page.get_by_label("Search topics")

    await search.fill("HALSA")
    await shows(elin, "Hälsa och trauma")

    await search.fill("bost")
    await shows(elin, "Bostäder")

    await search.fill("zoe")
    await shows(elin, "Hälsa och trauma")

    await search.fill("xyz")
    await expect(elin.page.locator(".page__body")).to_contain_text("Nothing with these letters.")


async def test_the_newest_come_first_whatever_their_stars(elin: Phone, server: RunningServer, made: Made) -> None:
    amina = await a_person(server, made, "Amina")
    first = await put_up(amina, made, "Först")
    await put_up(amina, made, "Sedan")
    await asked(amina, made, "set_interest", topic=first, on=True)
    await expect(elin.card("Först").locator(".star-button")).to_contain_text("1")

    await shows(elin, "Sedan", "Först")


async def test_by_time_those_that_wait_come_last(elin: Phone, server: RunningServer, made: Made) -> None:
    amina = await a_person(server, made, "Amina")
    rooms, slots = await cells_of(amina, made)
    later, sooner = await put_up(amina, made, "Senare"), await put_up(amina, made, "Tidigare")
    await put_up(amina, made, "Väntar")
    await asked(amina, made, "place_topic", topic=later, room=rooms[0], slot=slots[2])
    await asked(amina, made, "place_topic", topic=sooner, room=rooms[0], slot=slots[1])

    await elin.page.get_by_label("Order").select_option("By time")

    await expect(elin.page.locator(".topic-card")).to_have_count(3)
    await shows(elin, "Tidigare", "Senare", "Väntar")


async def test_filters_show_what_waits_what_is_mine_and_what_is_starred(
    elin: Phone, server: RunningServer, made: Made
) -> None:
    amina = await a_person(server, made, "Amina")
    rooms, slots = await cells_of(amina, made)
    placed = await put_up(amina, made, "Har plats")
    await asked(amina, made, "place_topic", topic=placed, room=rooms[0], slot=slots[1])
    await elin.card("Har plats").locator(".star-button").click()
    await elin.propose("Mitt eget")
    await elin.button("Let it wait").click()
    await elin.tab("Market")

    for name, shown in [("Waiting", ["Mitt eget"]), ("My own", ["Mitt eget"]), ("Starred", ["Har plats"])]:
        await elin.page.get_by_role("group").get_by_role("button", name=name).click()
        await shows(elin, *shown)


async def test_new_cards_wait_behind_a_button_while_the_reader_is_further_down(
    elin: Phone, server: RunningServer, made: Made
) -> None:
    amina = await many_topics(server, made)
    await expect(elin.page.locator(".topic-card")).to_have_count(14)
    await elin.scroll_down(400)
    before = await elin.card("Ämne 7").bounding_box()

    await put_up(amina, made, "Nytt ett")
    await put_up(amina, made, "Nytt två")

    await expect(elin.button("2 new")).to_be_visible()
    after = await elin.card("Ämne 7").bounding_box()
    assert before is not None
    assert after is not None
    assert after["y"] == before["y"]

    await elin.button("2 new").click()

    await expect(elin.page.locator(".topic-card")).to_have_count(16)
    await shows(elin, "Nytt två", "Nytt ett", *(f"Ämne {number}" for number in reversed(range(14))))
    await elin.is_scrolled_to(0)


async def test_back_returns_to_the_list_where_it_was_left(elin: Phone, server: RunningServer, made: Made) -> None:
    await many_topics(server, made)
    await expect(elin.page.locator(".topic-card")).to_have_count(14)
    await elin.scroll_down(400)
    await elin.card("Ämne 7").locator(".topic-card__open").click()
    await expect(elin.page.locator("h1")).to_have_text("Ämne 7")
    assert "/topics/" in elin.page.url

    await elin.page.go_back()

    await expect(elin.page.locator("h1")).to_have_text("Market")
    await elin.is_scrolled_to(400)


async def test_a_link_to_a_topic_opens_it_and_closing_it_leads_to_the_market(
    elin: Phone, server: RunningServer, made: Made
) -> None:
    topic = await put_up(await a_person(server, made, "Amina"), made, "Bostäder")

    await elin.show(f"/topics/{topic}")

    await elin.is_headed("Bostäder")
    await elin.button("Topic").click()
    await expect(elin.page.locator("h1")).to_have_text("Market")


async def test_a_page_asked_for_by_its_part_is_shown_from_its_top(
    elin: Phone, server: RunningServer, made: Made
) -> None:
    """The page that stands there before the script has parts of these names, further down."""
    await many_topics(server, made)
    await expect(elin.page.locator(".topic-card")).to_have_count(14)

    await elin.page.goto("about:blank")
    await elin.show("#waiting")

    await elin.is_headed("Market")
    assert await elin.page.evaluate("scrollY") == 0
