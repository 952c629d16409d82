"""What people take on: by phone and on the desk, with keys alone, and weeks after without a script."""

import re

import pytest
from playwright.async_api import Browser, Page, expect

from openspace.locales.pseudo import PSEUDO
from tests.browser.axe import barriers
from tests.browser.desks import Desk, a_desk
from tests.browser.pages import a_page
from tests.browser.people import a_person, asked, put_up
from tests.browser.phones import NARROW, USUAL, Phone, a_phone
from tests.client import Device, Made
from tests.variants import first_alone
from tests.waiting import becomes
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LONG = "Arbetsmarknadsförvaltningens kompetensförsörjningsstrategi"
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


async def a_topic(server: RunningServer, made: Made, name: str = "Amina") -> tuple[Device, str]:
    person = await a_person(server, made, name)
    return person, await put_up(person, made, "Bostäder")


async def taken_on(device: Device, made: Made, topic: str, what: str, **more: object) -> str:
    return (await asked(device, made, "add_action", topic=topic, what=what, **more))["action"]


async def to_the_form(phone: Phone, topic: str) -> None:
    """As the topic's page leads to it."""
    await phone.show(f"/topics/{topic}")
    await phone.page.get_by_role("link", name="Add: what, who, by when").click()
    await expect(phone.page.locator(".action-form")).to_be_visible()


async def followup_of(desk: Desk) -> str:
    """Path of the follow-up page."""
    url = await desk.page.evaluate("JSON.parse(document.getElementById('boot').textContent).links.followup")
    return re.sub(r"^https?://[^/]+", "", url)


async def test_one_tap_from_a_topic_somebody_takes_something_on(elin: Phone, server: RunningServer, made: Made) -> None:
    amina, topic = await a_topic(server, made)
    await to_the_form(elin, topic)

    await expect(elin.page.get_by_label("What", exact=True)).to_be_focused()
    await elin.page.get_by_label("What", exact=True).fill("Beskriva modellen")
    await elin.button("I do it").click()
    await elin.page.get_by_label("By when", exact=True).fill("2031-04-15")
    await elin.page.get_by_label("First step").fill("Ringa Lund")
    await elin.button("Add it").click()

    await expect(elin.page.locator(".action-card")).to_contain_text("Elin (you)")
    (action,) = (await amina.board(made.code))["board"]["actions"].values()
    assert (action["what"], action["who"], action["due"], action["first_step"]) == (
        "Beskriva modellen", "Elin", "2031-04-15", "Ringa Lund",
    )  # fmt: skip
    assert action["person"]
    await elin.show("#mine")
    await elin.page.get_by_label("How it goes: Beskriva modellen").select_option("doing")
    await expect(elin.page.locator(".action-card[data-progress=doing]")).to_be_visible()


async def test_with_only_keys_it_is_written_changed_and_removed(elin: Phone, server: RunningServer, made: Made) -> None:
    amina, topic = await a_topic(server, made)
    await to_the_form(elin, topic)
    keys = elin.page.keyboard

    await keys.type("Fråga regionen")
    await keys.press("Tab")
    await keys.type("Amina")
    await keys.press("Enter")
    await expect(elin.page.get_by_role("heading", name="Who does what by when")).to_be_focused()
    await keys.press("Tab")
    assert await elin.focused() == "Change “Fråga regionen”"
    await keys.press("Enter")
    await expect(elin.page.get_by_label("What", exact=True)).to_be_focused()
    await elin.page.get_by_label("Not begun").focus()
    await keys.press("ArrowRight")
    await keys.press("Enter")
    await expect(elin.page.locator(".action-card")).to_contain_text("Under way")

    (action,) = (await amina.board(made.code))["board"]["actions"].values()
    assert (action["person"], action["progress"]) == (amina.person, "doing")  # whoever is known by that name


async def test_what_is_removed_is_offered_back(elin: Phone, server: RunningServer, made: Made) -> None:
    amina, topic = await a_topic(server, made)
    await taken_on(amina, made, topic, "Fråga regionen", who="Region Skåne", is_role=True)
    await to_the_form(elin, topic)
    await elin.button("Cancel").click()

    await elin.button("Change").click()
    await elin.button("Remove it from the list").click()
    await expect(elin.page.get_by_role("status").filter(has_text="Removed")).to_contain_text("Fråga regionen")
    await expect(elin.page.locator(".action-card")).to_have_count(0)
    await elin.button("Undo").click()

    await expect(elin.page.locator(".action-card")).to_contain_text("Region Skåne")


async def test_a_refusal_stands_in_the_form_with_what_was_written(
    elin: Phone, server: RunningServer, made: Made
) -> None:
    _, topic = await a_topic(server, made)
    await to_the_form(elin, topic)

    await elin.page.get_by_label("What", exact=True).fill("Skriv")
    await elin.page.get_by_label("Who", exact=True).fill("x" * 61)
    await elin.button("Add it").click()

    await expect(elin.page.locator(".action-form").get_by_role("alert")).to_contain_text("too long: 61 characters")
    await expect(elin.page.get_by_label("Who", exact=True)).to_have_value("x" * 61)
    await elin.page.get_by_label("Who", exact=True).fill("Region Skåne")
    await elin.button("Add it").click()
    await expect(elin.page.locator(".action-card")).to_contain_text("Region Skåne")


async def test_what_is_written_survives_a_reload_and_a_dead_network(
    elin: Phone, server: RunningServer, made: Made
) -> None:
    amina, topic = await a_topic(server, made)
    await to_the_form(elin, topic)
    await elin.page.get_by_label("What", exact=True).fill("Beskriva")
    await elin.page.reload()
    await expect(elin.page.get_by_label("What", exact=True)).to_have_value("Beskriva")

    await elin.network.cut()
    await elin.button("Add it").click()
    await expect(elin.page.locator(".action-card[aria-busy=true]")).to_contain_text("waits for the network")
    elin.network.mend()

    await expect(elin.page.locator(".action-card:not([aria-busy=true])")).to_contain_text("Nobody yet")
    assert len((await amina.board(made.code))["board"]["actions"]) == 1
    elin.errors.clear()  # the browser speaks of the line that was cut


async def test_what_was_sent_before_a_reload_is_not_offered_a_second_time(
    elin: Phone, server: RunningServer, made: Made
) -> None:
    _, topic = await a_topic(server, made)
    await to_the_form(elin, topic)
    await elin.page.get_by_label("What", exact=True).fill("Ringa Lund")
    elin.network.hold()
    await elin.button("Add it").click()

    await elin.page.goto(f"{elin.board}/topics/{topic}/report")
    elin.network.release()

    await expect(elin.page.locator(".action-card")).to_have_count(1)
    await expect(elin.page.locator(".action-form")).to_have_count(0)


async def test_who_may_not_write_reads_and_says_only_how_their_own_goes(
    elin: Phone, server: RunningServer, made: Made
) -> None:
    amina, topic = await a_topic(server, made)
    await taken_on(amina, made, topic, "Aminas", person=amina.person)
    await asked(amina, made, "edit_report", topic=topic, writers="convener")

    await elin.show(f"/topics/{topic}")

    await expect(elin.page.locator(".action-card")).to_contain_text("Aminas")
    await expect(elin.page.get_by_role("link", name="Add: what, who, by when")).to_have_count(0)
    await expect(elin.page.locator(".action-card select")).to_have_count(0)


async def test_the_convener_says_who_writes_and_hands_the_pen_over(
    elin: Phone, server: RunningServer, made: Made
) -> None:
    amina, _ = await a_topic(server, made)
    await elin.propose("Språk")
    topic = next(t for t in (await amina.board(made.code))["board"]["topics"].values() if t["title"] == "Språk")
    await elin.page.goto(f"{elin.board}/topics/{topic['id']}/report")
    settings = elin.page.locator(".report-settings")

    await settings.get_by_role("radio", name="The convener").check(force=True)
    await expect(settings).to_contain_text("Only the convener, and who holds the pen, write")
    await settings.get_by_label("Who holds the pen").select_option("Amina")
    await settings.get_by_label("Show it on the walls while it is written").uncheck()
    await settings.get_by_role("button", name="The report is ready").click()
    await expect(settings.get_by_role("button", name="The report is ready")).to_have_attribute("aria-pressed", "true")

    async def chosen() -> list[object]:
        found = (await amina.board(made.code))["board"]["topics"][topic["id"]]
        return [found["writers"], found["pen"], found["is_on_walls"], found["is_ready"]]

    await becomes(chosen, ["convener", amina.person, False, True])


async def test_whoever_does_not_hold_the_pen_reads_what_was_chosen(
    elin: Phone, server: RunningServer, made: Made
) -> None:
    amina, topic = await a_topic(server, made)
    await asked(amina, made, "edit_report", topic=topic, writers="scribes", is_ready=True)

    await elin.page.goto(f"{elin.board}/topics/{topic}/report")

    settings = elin.page.locator(".report-settings")
    await expect(settings).to_contain_text("Scribes, facilitators and the convener write")
    await expect(settings).to_contain_text("The report is ready.")
    await expect(settings.locator("input, select, button")).to_have_count(0)


async def test_a_screen_hears_of_what_others_take_on(elin: Phone, server: RunningServer, made: Made) -> None:
    amina, topic = await a_topic(server, made)
    await elin.show(f"/topics/{topic}")
    action = await taken_on(amina, made, topic, "Skriv", due="2020-01-01")
    await expect(elin.page.locator(".action-card")).to_contain_text("1 January 2020, overdue")

    await asked(amina, made, "edit_action", action=action, progress="done", news="Klart")

    await expect(elin.page.locator(".action-card[data-progress=done]")).to_contain_text("Klart")
    await expect(elin.page.locator(".action-card")).not_to_contain_text("overdue")


async def test_the_desk_lists_everything_by_date_and_says_how_it_goes(
    desk: Desk, server: RunningServer, made: Made
) -> None:
    amina, topic = await a_topic(server, made)
    for what, due in (("Sist", None), ("Andra", "2031-05-01"), ("Första", "2031-04-01")):
        await taken_on(amina, made, topic, what, due=due)

    await desk.page.get_by_role("button", name="Actions").click()

    cards = desk.sheet().locator(".action-card__what")
    await expect(cards).to_have_text(["Första", "Andra", "Sist"])
    await desk.page.get_by_label("How it goes: Första").select_option("done")
    await expect(cards).to_have_text(["Andra", "Sist"])
    await desk.button("All 3").click()
    await expect(cards).to_have_text(["Första", "Andra", "Sist"])
    await expect(desk.sheet().locator("input[readonly]")).to_have_value(re.compile(r"/f/"))
    await desk.press("Escape")
    await expect(desk.sheet()).to_have_count(0)


async def test_weeks_after_somebody_without_account_or_script_says_how_it_went(
    browser: Browser, desk: Desk, server: RunningServer, made: Made
) -> None:
    amina, topic = await a_topic(server, made)
    action = await taken_on(amina, made, topic, "Beskriva modellen", who="Nadia")
    await taken_on(amina, made, topic, "Fråga regionen", due="2031-04-01")
    page = await a_page(browser, java_script_enabled=False)

    await page.goto(f"{server.base}{await followup_of(desk)}")
    nadias = page.get_by_role("article", name="Beskriva modellen")
    await nadias.get_by_label("How it goes").select_option("done")
    await nadias.get_by_label("A line about it").fill("Två sidor blev fyra")
    await nadias.get_by_role("button", name="Save").click()

    await expect(page.get_by_role("heading", name="Over", exact=True)).to_be_visible()
    await expect(nadias.get_by_label("A line about it")).to_have_value("Två sidor blev fyra")
    assert page.url.endswith(f"?by=date#{action}")
    await page.get_by_role("link", name="By topic").click()
    await expect(page.get_by_role("heading", name="Bostäder")).to_be_visible()
    await page.context.close()


@pytest.mark.parametrize("scheme", first_alone("dark", "light"))
@pytest.mark.parametrize("language", first_alone("ar", "en"))
async def test_no_page_of_actions_has_a_barrier(
    browser: Browser, server: RunningServer, made: Made, axe_source: str, language: str, scheme: str
) -> None:
    _, topic = await some_of_each(server, made)
    found = {}
    async with a_desk(browser, server, made, language=language, color_scheme=scheme) as desk:
        followup = await followup_of(desk)
        await desk.page.locator(".desk__ways button").first.click()
        await expect(desk.sheet()).to_be_visible()
        found["desk"] = await barriers(desk.page, axe_source)
    high = (390, 4_000)
    async with a_phone(browser, server, made.code, size=high, language=language, color_scheme=scheme) as phone:
        await phone.come("Elin")
        for place in (f"/topics/{topic}", "#mine", "#actions"):
            await phone.show(place)
            found[place] = await barriers(phone.page, axe_source)
        await phone.page.goto(f"{phone.board}/topics/{topic}/report#action")
        await expect(phone.page.locator(".action-form")).to_be_visible()
        found["report"] = await barriers(phone.page, axe_source)
        for path in (f"{phone.board}/calendar", f"{server.base}{followup}"):
            await phone.page.goto(path)
            found[path] = await barriers(phone.page, axe_source)

    assert {place: problems for place, problems in found.items() if problems} == {}


async def some_of_each(server: RunningServer, made: Made) -> tuple[Device, str]:
    """Late, done, a role, a person, nobody; words too long for a phone, and Arabic."""
    amina, topic = await a_topic(server, made, LONG)
    await taken_on(amina, made, topic, LONG * 2, who=LONG, is_role=True, due="2020-01-01", first_step=LONG)
    await taken_on(amina, made, topic, "كتابة ملخص من صفحتين", person=amina.person, due="2031-01-01")
    done = await taken_on(amina, made, topic, "Klart")
    await asked(amina, made, "edit_action", action=done, progress="done", news=LONG)
    return amina, topic


@pytest.mark.parametrize("language", first_alone(PSEUDO, "sv", "ar"))
async def test_every_page_of_actions_fits_its_screen(
    browser: Browser, server: RunningServer, made: Made, language: str
) -> None:
    _, topic = await some_of_each(server, made)
    async with a_desk(browser, server, made) as desk:
        followup = await followup_of(desk)
    async with a_phone(browser, server, made.code, language=language) as phone:
        await phone.come("Elin")
        wide = []
        for place in (f"/topics/{topic}", "#mine", "#actions"):
            await phone.show(place)
            wide += [(place, size) for size in await wide_at(phone.page)]
        for path in (f"{phone.board}/calendar", f"{server.base}{followup}"):
            await phone.page.goto(path)
            wide += [(path, size) for size in await wide_at(phone.page)]

    assert wide == []


async def wide_at(page: Page) -> list[tuple[int, int]]:
    """The sizes of screens at which it scrolls sideways."""
    found = []
    for size in ((1440, 900), USUAL, NARROW):
        await page.set_viewport_size({"width": size[0], "height": size[1]})
        if await page.evaluate(SIDEWAYS):
            found.append(size)
    return found
