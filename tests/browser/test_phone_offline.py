"""A phone whose network goes: acts are kept, shown as waiting, and sent once."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.people import a_facilitator, a_person, asked, cells_of, put_up, topic_named
from tests.browser.phones import Phone
from tests.client import Made
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

STATUS = ".status"


async def cut(elin: Phone) -> None:
    await elin.network.cut()
    await expect(elin.page.locator(STATUS)).to_have_attribute("data-state", "cut-off")


async def mend(elin: Phone) -> None:
    elin.network.mend()
    await elin.page.evaluate("dispatchEvent(new Event('online'))")
    await expect(elin.page.locator(STATUS)).to_have_attribute("data-state", "live")


async def test_a_cut_off_phone_says_since_when(elin: Phone) -> None:
    await cut(elin)

    await expect(elin.page.locator(STATUS)).to_have_text(re.compile(r"^cut off since \d\d:\d\d$"))


async def test_a_topic_put_up_without_network_waits_through_a_reload_and_goes_up_once(
    elin: Phone, server: RunningServer, made: Made
) -> None:
    await elin.tab("Topic")
    await cut(elin)
    await elin.page.get_by_label("Topic", exact=True).fill("Språkcafé")
    await elin.button("Put it up").click()
    await expect(elin.page.locator("h1")).to_have_text("It waits for the network")
    await expect(elin.page.locator(STATUS)).to_have_text("1 waits for the network")

    elin.network.mend()
    await elin.page.reload()
    await elin.is_in()

    await elin.show("#market")
    await expect(elin.card("Språkcafé")).to_be_visible()
    topics = (await a_facilitator(server, made).board(made.code))["board"]["topics"]
    assert [topic["title"] for topic in topics.values()] == ["Språkcafé"]
    await elin.tab("Topic")
    await expect(elin.page.get_by_label("Topic", exact=True)).to_have_value("")


async def test_the_words_that_a_topic_waits_are_not_faded(elin: Phone) -> None:
    """Faded, they have less contrast than can be read; axe cannot tell on a card, whose ground is a gradient."""
    await elin.tab("Topic")
    await cut(elin)
    await elin.page.get_by_label("Topic", exact=True).fill("Språkcafé")
    await elin.button("Put it up").click()
    await elin.is_headed("It waits for the network")
    await elin.page.get_by_role("link", name="To the market").click()

    await elin.tab("Mine")

    await expect(elin.card("Språkcafé")).to_contain_text("waits for the network")
    opacities = """(words) => {
      const above = []
      for (let one = words; one; one = one.parentElement) above.push(getComputedStyle(one).opacity)
      return above
    }"""
    assert set(await elin.card("Språkcafé").locator(".topic-card__meta").evaluate(opacities)) == {"1"}


async def test_when_the_network_returns_the_phone_goes_on_to_the_place(elin: Phone) -> None:
    await elin.tab("Topic")
    await cut(elin)
    await elin.page.get_by_label("Topic", exact=True).fill("Språkcafé")
    await elin.button("Put it up").click()
    await expect(elin.page.locator("h1")).to_have_text("It waits for the network")

    await mend(elin)

    await expect(elin.page.locator("h1")).to_have_text("Your topic is up")


async def test_a_placement_refused_on_return_stays_until_read_and_offers_a_free_place(
    elin: Phone, server: RunningServer, made: Made
) -> None:
    amina = await a_person(server, made, "Amina")
    hers = await put_up(amina, made, "Bostäder")
    rooms, slots = await cells_of(amina, made)
    await elin.propose("Språkcafé")
    await elin.choose_time(1)
    await elin.button("Atriet").wait_for()
    await cut(elin)
    await asked(amina, made, "place_topic", topic=hers, room=rooms[2], slot=slots[1])
    await elin.button("Atriet").click()
    await expect(elin.page.locator(".phone-main")).to_contain_text("Waits for the network.")
    await elin.button("Done").click()

    await mend(elin)

    told = elin.page.locator(".messages .notice")
    await expect(told).to_contain_text(re.compile(r"Atriet is taken by “Bostäder”, Amina"))
    await elin.page.reload()
    await elin.is_in()
    await expect(told).to_be_visible()

    await elin.button("Take ").click()

    await expect(told).to_have_count(0)
    await elin.show("#agenda")
    await expect(elin.card("Språkcafé")).to_be_visible()
    topic = await topic_named(amina, made, "Språkcafé")
    sessions = (await amina.board(made.code))["board"]["sessions"].values()
    assert [session["slot"] for session in sessions if session["topic"] == topic] == [slots[1]]


async def test_a_star_given_without_network_shows_at_once_and_counts_later(
    elin: Phone, server: RunningServer, made: Made
) -> None:
    await put_up(await a_person(server, made, "Amina"), made, "Bostäder")
    star = elin.card("Bostäder").locator(".star-button")
    await star.wait_for()
    await cut(elin)

    await star.click()

    await expect(star).to_have_attribute("aria-pressed", "true")
    await expect(star).to_contain_text("0")

    await mend(elin)

    await expect(star).to_contain_text("1")
