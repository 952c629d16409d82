"""The phone for everybody: no barriers, one thumb, small screens, large text, keyboard, other directions of writing."""

import re

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from openspace.locales.pseudo import PSEUDO
from tests.browser.axe import barriers
from tests.browser.people import a_facilitator, a_person, asked, cells_of, put_up
from tests.browser.phones import NARROW, USUAL, Phone, a_phone
from tests.client import Made
from tests.variants import first_alone
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LONG = "Att som tjänsteperson verka i spänningsfältet mellan lagar/förordningar och bostadsförsörjningsansvar"
TABS = ["#market", "#agenda", "#here", "#mine", "#actions", "#propose"]
BARS_MAX_SHARE = 0.2
TARGET_MIN_PX = 48

# What may be smaller: a link inside a sentence, and what only a keyboard or reader meets.
TARGETS = "button, a[href], select, summary, input:not([type=checkbox]):not([type=radio]), label"
TOO_SMALL = f"""(least) => [...document.querySelectorAll('{TARGETS}')]
  .filter((one) => one.offsetParent && !one.closest('p') && !one.matches('.field__label, .topic-card__open'))
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.width < least - 0.5 || box.height < least - 0.5)
  .map(([one, box]) => `${{one.outerHTML.slice(0, 120)}} ${{Math.round(box.width)}}×${{Math.round(box.height)}}`)"""
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SET_TEXT_SIZE = """(size) => new Promise((done) => {
  document.documentElement.style.fontSize = size
  requestAnimationFrame(() => requestAnimationFrame(done))
})"""
BARS = """[...document.querySelectorAll('.phone-foot, .page__foot, .market-new')]
  .filter((one) => getComputedStyle(one).position === 'sticky').reduce((sum, one) => sum + one.offsetHeight, 0)"""


@pytest_asyncio.fixture(loop_scope="session")
async def full(server: RunningServer, made: Made) -> Made:
    """The board with topics in places, one waiting, words too long for a phone, and a line to everyone."""
    amina, hassan = await a_person(server, made, "Amina H."), await a_person(server, made, "حسن")
    rooms, slots = await cells_of(amina, made)
    placed = await put_up(amina, made, LONG)
    await asked(amina, made, "place_topic", topic=placed, room=rooms[0], slot=slots[0])
    await put_up(hassan, made, "الصحة والصدمات النفسية عند لقاء الوافدين الجدد")
    await put_up(amina, made, "Maahanmuuttajanaisten työllistymispalvelut")
    return made


async def with_a_topic_of_her_own(phone: Phone, server: RunningServer, full: Made) -> list[str]:
    """Elin joins, and there is something of everything. Returns the addresses of every screen."""
    await phone.join("Elin")
    await phone.page.reload()
    await phone.show("#propose")
    await phone.page.locator("#title").fill("Arbetsmarknadsfrågor, etablering och kommunens roll")
    await phone.page.locator("button[type=submit]").click()
    await phone.page.locator("input[name=slot]").nth(1).check(force=True)
    await phone.page.locator(".free-place").first.click()
    await phone.page.wait_for_selector(".session-line")
    topic = phone.page.url.rpartition("/")[2]
    helen = a_facilitator(server, full)
    await asked(helen, full, "add_action", topic=topic, what=LONG, who="Länsstyrelsen", due="2020-01-01")
    await asked(helen, full, "announce", text="Lunchen står i Atriet.")
    return [*TABS, f"/topics/{topic}", f"#edit/{topic}", f"#again/{topic}", "/topics/nothing"]


@pytest.mark.parametrize("scheme", first_alone("light", "dark"))
@pytest.mark.parametrize("language", first_alone("ar", "sv", "en"))
async def test_no_screen_has_a_barrier(
    browser: Browser, server: RunningServer, full: Made, axe_source: str, language: str, scheme: str
) -> None:
    # So high that nothing lies under the bar: axe takes what is covered for too small.
    high = (390, 4_000)
    async with a_phone(browser, server, full.code, size=high, language=language, color_scheme=scheme) as phone:
        found = {}
        for place in await with_a_topic_of_her_own(phone, server, full):
            await phone.show(place)
            found[place] = await barriers(phone.page, axe_source)

        await asked(a_facilitator(server, full), full, "set_state", state="quiet")
        await phone.page.wait_for_selector(".quiet")
        found["quiet"] = await barriers(phone.page, axe_source)

    assert {place: problems for place, problems in found.items() if problems} == {}


@pytest.mark.parametrize("language", first_alone(PSEUDO, "en", "sv", "ar"))
@pytest.mark.parametrize("size", first_alone(NARROW, USUAL))
async def test_every_screen_fits_one_thumb(
    browser: Browser, server: RunningServer, full: Made, language: str, size: tuple[int, int]
) -> None:
    async with a_phone(browser, server, full.code, language=language, size=size) as phone:
        places = await with_a_topic_of_her_own(phone, server, full)
        wrong = {}
        for place in places:
            await phone.show(place)
            for text in ("100%", "200%"):
                await phone.page.evaluate(SET_TEXT_SIZE, text)
                wrong[place, text] = {
                    "too small": await phone.page.evaluate(TOO_SMALL, TARGET_MIN_PX),
                    "scrolls sideways": await phone.page.evaluate(SIDEWAYS),
                    "bars too high": await phone.page.evaluate(BARS) > BARS_MAX_SHARE * size[1],
                }

    assert {place: found for place, found in wrong.items() if any(found.values())} == {}


async def test_a_word_of_the_boards_language_is_whole_on_the_phone_of_somebody_with_another(
    browser: Browser, server: RunningServer, made: Made
) -> None:
    words = ["Bostadsförsörjningsansvarsutredningen", "Arbetsmarknadsetableringsprogrammet"]
    cut = "all => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent)"
    async with a_phone(browser, server, made.code, size=NARROW, language="en") as phone:
        await phone.come("Elin")
        for word in words:
            await phone.propose(word)
            await phone.button("Let it wait").click()
            await phone.show("#market")
        topics = (await a_facilitator(server, made).board(made.code))["board"]["topics"].values()

        assert [topic["language"] for topic in topics] == ["", "en"]
        await expect(phone.page.locator(".topic-card__title")).to_have_count(2)
        assert await phone.page.locator(".topic-card__title").evaluate_all(cut) == []


async def test_a_title_is_seen_whole_while_it_is_written(browser: Browser, server: RunningServer, made: Made) -> None:
    async with a_phone(browser, server, made.code, size=NARROW) as phone:
        await phone.come("Elin")
        await phone.tab("Topic")
        title = phone.page.get_by_label("Topic", exact=True)

        await title.fill(LONG)

        assert await title.evaluate("box => box.scrollHeight <= box.clientHeight")


async def test_with_the_keyboard_open_the_main_button_is_in_sight(
    browser: Browser, server: RunningServer, full: Made
) -> None:
    async with a_phone(browser, server, full.code, size=(320, 640)) as phone:
        await phone.join("Elin")
        await phone.tab("Topic")
        await phone.page.get_by_label("Topic", exact=True).focus()

        for height in (508, 300, 270):  # what a keyboard leaves of 844, 640 and 568
            await phone.page.set_viewport_size({"width": 320, "height": height})

            await expect(phone.button("Put it up")).to_be_in_viewport(ratio=1)
            assert await phone.page.evaluate(BARS) <= BARS_MAX_SHARE * height, height


async def test_somebody_with_only_a_keyboard_joins_proposes_places_and_walks(
    browser: Browser, server: RunningServer, full: Made
) -> None:
    async with a_phone(browser, server, full.code) as phone:
        keys = phone.page.keyboard

        async def tab_to(name: str) -> None:
            for _ in range(60):
                await keys.press("Tab")
                if await phone.focused() == name or (await phone.focused()).startswith(name):
                    return
            pytest.fail(f"Tab never came to {name}; it stands at {await phone.focused()}")

        await phone.page.goto(phone.board)
        await phone.page.focus("#name")
        await keys.type("Elin")
        await keys.press("Enter")
        await phone.is_in()

        await tab_to("Topic")
        await keys.press("Enter")
        await expect(phone.page.locator("h1")).to_be_focused()
        await keys.press("Tab")
        await keys.type("Språkcafé")
        await tab_to("Put it up")
        await keys.press("Enter")

        await expect(phone.page.locator("h1")).to_have_text("Your topic is up")
        await expect(phone.page.locator("h1")).to_be_focused()
        await phone.page.locator("input[name=slot]").first.focus()
        await keys.press("Space")
        await tab_to("Biblioteket")
        await keys.press("Enter")

        await expect(phone.page.locator("h1")).to_have_text("Språkcafé")
        await tab_to("Go")
        await keys.press("Enter")
        await expect(phone.page.locator(".session-line")).to_contain_text("You are here")


async def test_focus_survives_what_happens_on_the_board(browser: Browser, server: RunningServer, full: Made) -> None:
    async with a_phone(browser, server, full.code) as phone:
        await phone.join("Elin")
        star = phone.card("Maahanmuuttajanaisten").locator(".star-button")
        await star.focus()

        await put_up(await a_person(server, full, "Sara"), full, "Hälsa och trauma")
        await phone.card("Hälsa och trauma").wait_for()

        await expect(star).to_be_focused()


async def test_what_happens_is_said_politely_unless_the_reader_says_no(
    browser: Browser, server: RunningServer, full: Made
) -> None:
    async with a_phone(browser, server, full.code) as phone:
        await phone.join("Elin")
        sara = await a_person(server, full, "Sara")

        await put_up(sara, full, "Hälsa och trauma")

        await expect(phone.page.locator("[data-announcer]")).to_have_text("New topic: Hälsa och trauma")

        await phone.tab("Mine")
        await phone.page.get_by_label("Let a screen reader say what changes").uncheck()
        await put_up(sara, full, "Värderingar")
        await phone.tab("Market")
        await phone.card("Värderingar").wait_for()

        await expect(phone.page.locator("[data-announcer]")).to_have_text("New topic: Hälsa och trauma")


async def test_arabic_is_written_from_the_right_and_times_are_not(
    browser: Browser, server: RunningServer, full: Made
) -> None:
    async with a_phone(browser, server, full.code, language="ar") as phone:
        await phone.join("Elin")

        await expect(phone.page.locator("time").first).to_have_text(re.compile(r"^\d\d:\d\d$"))
        await expect(phone.page.locator("body")).to_have_css("direction", "rtl")
        await expect(phone.page.locator("time").first).to_have_css("direction", "ltr")
