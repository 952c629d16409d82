"""The phone, as somebody at a gathering meets it: join, propose, lose a race, find a place, walk."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.people import a_facilitator, a_person, asked, cells_of, put_up, topic_named
from tests.browser.phones import Phone
from tests.client import Made
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ON_NOW, COMING = 0, 1  # of the times on offer


async def test_a_name_is_enough_to_be_in(elin: Phone) -> None:
    await elin.is_headed("Market")

    await elin.tab("Mine")

    await expect(elin.page.get_by_label("Your name on your cards")).to_have_value("Elin")


async def test_a_topic_goes_up_first_and_is_placed_by_choosing_a_time_and_a_room(
    elin: Phone, server: RunningServer, made: Made
) -> None:
    await elin.propose("Språkcafé som fungerar – hur?")
    topics = (await a_facilitator(server, made).board(made.code))["board"]["topics"]

    assert [topic["title"] for topic in topics.values()] == ["Språkcafé som fungerar – hur?"]
    await expect(elin.page.locator("input:checked")).to_have_count(0)

    await elin.choose_time(COMING)
    await elin.button("Biblioteket").click()

    await expect(elin.page.locator("h1")).to_have_text("Språkcafé som fungerar – hur?")
    await expect(elin.page.locator(".session-line")).to_contain_text("Biblioteket")


async def test_who_loses_a_place_is_told_who_won_and_takes_a_free_one_with_one_tap(
    elin: Phone, server: RunningServer, made: Made
) -> None:
    amina = await a_person(server, made, "Amina")
    topic = await put_up(amina, made, "Bostäder")
    rooms, slots = await cells_of(amina, made)
    await elin.propose("Språkcafé")
    await elin.choose_time(COMING)
    elin.network.hold()  # so that she cannot see it go
    await asked(amina, made, "place_topic", topic=topic, room=rooms[0], slot=slots[COMING])
    await elin.button("Sal Vättern").click()

    elin.network.release()

    await expect(elin.page.locator(".notice__title")).to_have_text(
        re.compile(r"^It is up\. \d\d:\d\d Sal Vättern went to Amina a moment ago\.$")
    )
    await expect(elin.page.locator(".notice")).to_contain_text("Biblioteket is free.")

    await elin.page.get_by_role("button", name=re.compile("^Take .* Biblioteket$")).click()

    await expect(elin.page.locator(".session-line")).to_contain_text("Biblioteket")


async def test_a_time_when_the_convener_is_busy_cannot_be_chosen(elin: Phone) -> None:
    await elin.propose("Språkcafé")
    await elin.choose_time(COMING)
    await elin.button("Biblioteket").click()
    await elin.page.wait_for_selector(".session-line")

    await elin.propose("Föreningslivet")

    await expect(elin.page.locator(".choice__input").nth(COMING)).to_be_disabled()
    await expect(elin.page.locator(".choice").nth(COMING)).to_contain_text("you are busy")


async def test_the_last_act_can_be_taken_back_until_the_next(elin: Phone) -> None:
    await elin.propose("Språkcafé")
    await elin.choose_time(COMING)
    await elin.button("Biblioteket").click()
    await elin.page.wait_for_selector(".session-line")
    await elin.tab("Agenda")
    await expect(elin.card("Språkcafé")).to_be_visible()

    await elin.button("Undo").click()

    await expect(elin.card("Språkcafé")).to_have_count(0)
    await expect(elin.button("Undo")).to_have_count(0)


async def test_what_others_have_changed_since_is_no_longer_offered_to_be_taken_back(
    elin: Phone, server: RunningServer, made: Made
) -> None:
    await elin.propose("Språkcafé")
    await elin.button("Let it wait").click()
    await expect(elin.button("Undo")).to_be_visible()
    facilitator = a_facilitator(server, made)

    await asked(facilitator, made, "put_aside", topic=await topic_named(facilitator, made, "Språkcafé"), why="Double")

    await expect(elin.button("Undo")).to_have_count(0)


async def test_what_is_taken_down_lies_under_mine_and_goes_up_again(elin: Phone) -> None:
    await elin.propose("Språkcafé")
    await elin.button("Let it wait").click()
    await elin.button("Take it down").click()
    await expect(elin.page.locator("h1")).to_have_text("Mine")
    await expect(elin.card("Språkcafé")).to_contain_text("you took it down")

    await elin.button("Put up again").click()

    await elin.tab("Market")
    await expect(elin.card("Språkcafé")).to_be_visible()


async def test_the_words_of_a_topic_can_be_changed(elin: Phone) -> None:
    await elin.propose("Sprakcafe")
    await elin.button("Let it wait").click()

    await elin.page.get_by_role("link", name="Change the words").click()
    await elin.page.get_by_label("Topic", exact=True).fill("Språkcafé")
    await elin.button("Save").click()

    await expect(elin.page.locator("h1")).to_have_text("Språkcafé")


async def test_a_topic_meets_at_another_time_as_well(elin: Phone) -> None:
    await elin.propose("Språkcafé")
    await elin.choose_time(ON_NOW)
    await elin.button("Biblioteket").click()

    await elin.page.get_by_role("link", name="Also at another time").click()
    await elin.choose_time(COMING)
    await elin.button("Atriet").click()

    await expect(elin.page.locator(".session-line")).to_have_count(2)


async def test_one_tap_walks_and_the_panel_says_where_one_is(elin: Phone, server: RunningServer, made: Made) -> None:
    amina = await a_person(server, made, "Amina")
    rooms, slots = await cells_of(amina, made)
    topic = await put_up(amina, made, "Bostäder")
    await asked(amina, made, "place_topic", topic=topic, room=rooms[1], slot=slots[ON_NOW])
    await elin.tab("Here")
    await expect(elin.page.locator(".room-panel")).to_contain_text("You are in the lobby")

    await elin.button("Go: Bostäder").click()

    panel = elin.page.locator(".room-panel")
    await expect(panel).to_contain_text(re.compile(r"You are in\s*Biblioteket\s*· \d+ min left"))
    await expect(panel).to_contain_text("1 here · opened by Amina")

    await elin.page.locator("summary").click()
    await elin.page.get_by_label("How many are you here").fill("18")
    await elin.button("We are 18 here").click()

    await expect(panel).to_contain_text("18 here, nearly full")

    await elin.button("Don’t say where I am").click()

    await expect(panel).to_contain_text("You are in no count")


async def test_a_star_is_counted_and_can_be_taken_back(elin: Phone, server: RunningServer, made: Made) -> None:
    await put_up(await a_person(server, made, "Amina"), made, "Bostäder")
    star = elin.button("Bostäder: I want to be there")

    await star.click()

    await expect(star).to_have_accessible_name("Bostäder: I want to be there 1")
    await expect(star).to_have_attribute("aria-pressed", "true")

    await star.click()

    await expect(star).to_have_accessible_name("Bostäder: I want to be there 0")


async def test_a_move_by_somebody_else_is_told_on_every_tab_until_ok_and_can_be_moved_back(
    elin: Phone, server: RunningServer, made: Made
) -> None:
    await elin.propose("Språkcafé")
    await elin.choose_time(COMING)
    await elin.button("Biblioteket").click()
    await elin.page.wait_for_selector(".session-line")
    facilitator = a_facilitator(server, made)
    rooms, slots = await cells_of(facilitator, made)
    topic = await topic_named(facilitator, made, "Språkcafé")

    await asked(
        facilitator, made, "place_topic", topic=topic, room=rooms[2], slot=slots[COMING], why="En lampa föll ner"
    )

    told = elin.page.locator(".messages .notice")
    await expect(told).to_contain_text(re.compile(r"moved “Språkcafé” from \d\d:\d\d Biblioteket to \d\d:\d\d Atriet"))
    await expect(told).to_contain_text("En lampa föll ner")
    await elin.show("#agenda")
    await expect(told).to_be_visible()

    await elin.button("Move it back").click()

    await expect(told).to_have_count(0)
    await expect(elin.card("Språkcafé")).to_contain_text("Biblioteket")


async def test_the_facilitators_line_to_everyone_stays_until_ok(elin: Phone, server: RunningServer, made: Made) -> None:
    await asked(a_facilitator(server, made), made, "announce", text="Lunchen står i Atriet.")
    told = elin.page.locator(".messages .notice")
    await expect(told).to_contain_text("Lunchen står i Atriet.")
    await elin.tab("Here")
    await expect(told).to_be_visible()

    await elin.button("OK").click()

    await expect(told).to_have_count(0)
    await elin.show("#market")
    await expect(told).to_have_count(0)


async def test_while_the_board_is_quiet_the_phone_says_look_up_and_keeps_what_is_written(
    elin: Phone, server: RunningServer, made: Made
) -> None:
    facilitator = a_facilitator(server, made)
    await elin.tab("Topic")
    await elin.page.get_by_label("Topic", exact=True).fill("Halvskrivet")

    await asked(facilitator, made, "set_state", state="quiet")

    await expect(elin.page.locator("h1")).to_have_text("Look up")
    await expect(elin.page.locator("main")).to_contain_text("Hur blir nyanlända en del av Lund?")

    await asked(facilitator, made, "set_state", state="open")

    await expect(elin.page.get_by_label("Topic", exact=True)).to_have_value("Halvskrivet")


async def test_before_the_market_opens_a_draft_is_written_and_survives_a_reload(
    elin: Phone, server: RunningServer, made: Made
) -> None:
    await asked(a_facilitator(server, made), made, "set_state", state="gathering")
    await elin.tab("Topic")
    await elin.page.get_by_label("Topic", exact=True).fill("Tidigt ute")

    await elin.page.reload()
    await elin.page.wait_for_selector(".phone-main")

    await expect(elin.page.get_by_label("Topic", exact=True)).to_have_value("Tidigt ute")
    await expect(elin.button("Put it up")).to_have_attribute("aria-disabled", "true")
    await expect(elin.page.locator("#why-not")).to_contain_text("The market is not open yet.")
