"""A topic's notes on laptops: several write at once, and the screen says the truth about what is stored."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from openspace.yjs.frames import SyncStep2, decode_message
from tests.browser.desks import Desk
from tests.browser.gatherings import ON_NOW, VATTERN, Gathering
from tests.browser.notetakers import NoteTaker, a_note_taker
from tests.browser.people import a_person, asked, put_up
from tests.client import Made
from tests.variants import first_alone
from tests.waiting import becomes
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

CLOSE_FORBIDDEN = 4403
TITLE = "Bostäder och tillfälliga lösningar"


@pytest_asyncio.fixture(loop_scope="session")
async def topic(gathering: Gathering) -> str:
    """Amina's, in a session that is on."""
    return await gathering.topic(TITLE, "Amina", at=(VATTERN, ON_NOW))


@pytest_asyncio.fixture(loop_scope="session")
async def nadia(browser: Browser, server: RunningServer, made: Made, topic: str) -> AsyncIterator[NoteTaker]:
    async with a_note_taker(browser, server, made, topic, "Nadia") as taker:
        yield taker
        assert taker.errors == []


@pytest_asyncio.fixture(loop_scope="session")
async def farah(browser: Browser, server: RunningServer, made: Made, topic: str) -> AsyncIterator[NoteTaker]:
    async with a_note_taker(browser, server, made, topic, "Farah") as taker:
        yield taker
        assert taker.errors == []


async def test_two_write_at_once_and_see_each_others_words_and_carets(nadia: NoteTaker, farah: NoteTaker) -> None:
    await nadia.write_below("Vad vi pratade om", "Trelleborg: blockhyra 👩🏽‍🏫")
    await farah.write_below("Vad som förvånade oss", "Ingen följer upp var familjerna hamnar")

    for taker in (nadia, farah):
        await expect(taker.line("Trelleborg: blockhyra 👩🏽‍🏫")).to_be_visible()
        await expect(taker.line("Ingen följer upp var familjerna hamnar")).to_be_visible()
        await taker.is_saved()
        await expect(taker.carets()).to_have_count(1)
        await expect(taker.head()).to_contain_text("2 write")
    assert await nadia.whole() == await farah.whole()
    labels = [await taker.carets().locator("bdi").text_content() for taker in (nadia, farah)]
    assert sorted(label or "" for label in labels) == ["Writer 1", "Writer 2"]


async def test_somebody_is_named_where_they_write_once_they_choose_to(nadia: NoteTaker, farah: NoteTaker) -> None:
    await nadia.write_below("Vad vi pratade om", "Hej")
    await expect(farah.carets().locator("bdi")).to_contain_text("Writer")

    await nadia.page.get_by_label("Show my name where I write").check()
    await nadia.write(" igen", after="Hej")

    await expect(farah.carets().locator("bdi")).to_have_text("“Nadia”")


async def test_who_convenes_is_named_as_the_board_names_them(
    nadia: NoteTaker, farah: NoteTaker, server: RunningServer, made: Made
) -> None:
    command = {"type": "propose_topic", "command_id": "nadias", "title": "Odling"}
    await nadia.page.request.post(f"{server.base}/api/boards/{made.code}/commands", data=command)

    await nadia.write_below("Vad vi pratade om", "Hej")

    await expect(farah.carets().locator("bdi")).to_have_text("Nadia")


@pytest.mark.parametrize(("key", "place"), [("End", "end"), ("Home", "inside")])
@pytest.mark.parametrize(
    "words", first_alone("سطر طويل عن كل ما تحدثنا عنه اليوم في القاعة ", "En ganska lång rad om det som vi talade om ")
)
async def test_the_label_of_a_caret_lies_over_no_letter(
    nadia: NoteTaker, farah: NoteTaker, words: str, key: str, place: str
) -> None:
    await nadia.write_below("Vad vi pratade om", words * 5)
    await nadia.page.keyboard.press(key)

    await becomes(farah.whole, await nadia.whole())
    await expect(farah.carets()).to_have_attribute("data-at", place)
    label = farah.carets().locator("bdi")

    await becomes(lambda: label.evaluate(LETTERS_UNDER), 0)
    await becomes(lambda: label.evaluate("label => label.getBoundingClientRect().right <= innerWidth"), True)


def is_answer(message: str | bytes) -> bool:
    """A sync step 2: what the server says once it has stored."""
    return isinstance(message, bytes) and isinstance(decode_message(message), SyncStep2)


async def test_saved_is_said_only_once_the_server_has_answered(nadia: NoteTaker) -> None:
    await nadia.is_saved()
    nadia.network.hold()

    await nadia.write_below("Vad vi pratade om", "Hej")
    await expect(nadia.head()).to_contain_text("saving")
    await nadia.network.holds(is_answer)
    await expect(nadia.head()).to_contain_text("saving")
    nadia.network.release()

    await nadia.is_saved()


async def test_without_a_network_one_writes_on_and_nothing_is_lost(nadia: NoteTaker, farah: NoteTaker) -> None:
    await nadia.is_saved()
    await nadia.network.cut()
    await expect(nadia.page.get_by_text("No network just now.")).to_be_visible()

    await nadia.write_below("Vad vi pratade om", "Skrivet utan nät")
    await expect(nadia.head()).to_contain_text("no network: kept on this device")
    nadia.network.mend()

    await expect(farah.line("Skrivet utan nät")).to_be_visible()
    await nadia.is_saved()
    await expect(nadia.page.get_by_text("No network just now.")).to_have_count(0)


async def test_what_was_not_stored_survives_a_reload(nadia: NoteTaker, farah: NoteTaker) -> None:
    await nadia.is_saved()
    await nadia.network.cut()
    await nadia.write_below("Vad vi pratade om", "Kvar på datorn")
    await expect(nadia.head()).to_contain_text("kept on this device")

    nadia.network.mend()
    await nadia.page.reload()

    await expect(nadia.line("Kvar på datorn")).to_be_visible()
    await expect(farah.line("Kvar på datorn")).to_be_visible()
    await nadia.is_saved()
    assert await nadia.page.evaluate("Object.keys(localStorage).filter((key) => key.includes('.notes.'))") == []


async def test_who_may_write_no_more_is_told_why_and_keeps_the_text(nadia: NoteTaker) -> None:
    await nadia.write_below("Vad vi pratade om", "Hej")
    await nadia.network.cut(code=CLOSE_FORBIDDEN)

    await expect(nadia.page.get_by_text("You may only read these notes now")).to_be_visible()
    await expect(nadia.head()).to_contain_text("ended")
    await expect(nadia.line("Hej")).to_be_visible()
    await expect(nadia.text).to_have_attribute("aria-readonly", "true")
    await expect(nadia.button("Copy the text")).to_be_visible()


async def test_who_may_not_write_reads_along(browser: Browser, server: RunningServer, made: Made) -> None:
    amina = await a_person(server, made, "Amina")
    topic = await put_up(amina, made, TITLE)
    async with a_note_taker(browser, server, made, topic, "Farah") as reader:
        await asked(amina, made, "edit_report", topic=topic, writers="convener")

        await expect(reader.page.get_by_text("You are reading along.")).to_be_visible()
        await expect(reader.text).to_have_attribute("aria-readonly", "true")
        await expect(reader.page.get_by_role("toolbar").get_by_role("button")).to_have_text(["Earlier versions"])
        assert reader.errors == []


async def test_undo_takes_back_ones_own_words_alone(nadia: NoteTaker, farah: NoteTaker) -> None:
    await nadia.write_below("Vad vi pratade om", "Mitt")
    await farah.write_below("Vad som förvånade oss", "Ditt")
    await expect(nadia.line("Ditt")).to_be_visible()

    await nadia.button("Undo").click()

    await expect(nadia.line("Mitt")).to_have_count(0)
    await expect(nadia.line("Ditt")).to_be_visible()


async def test_markdown_is_shown_as_it_will_look(nadia: NoteTaker) -> None:
    await nadia.write_below("Vad vi pratade om", "en **viktig** sak")
    await expect(nadia.line("**viktig**")).to_be_visible()

    await nadia.page.keyboard.press("ArrowDown")

    await expect(nadia.line("en viktig sak").locator(".notes-strong")).to_have_text("viktig")
    await expect(nadia.line("Vad som förvånade oss")).to_have_text("Vad som förvånade oss")
    await expect(nadia.line("en viktig sak").locator(".notes-bullet")).to_have_count(1)
    assert "- en **viktig** sak" in await nadia.whole()


async def test_only_signs_are_put_out_of_sight(nadia: NoteTaker) -> None:
    await nadia.paste_below(
        "Vad vi pratade om", "[Karin] frågade, se [planen](https://example.org) och https://lund.se\n"
    )
    await nadia.paste("Rubrik?\n---\n2 * 3 * 4")
    await nadia.page.keyboard.press("Control+Home")

    await expect(nadia.line("[Karin]")).to_have_text("• [Karin] frågade, se planen och https://lund.se")
    await expect(nadia.page.locator(".cm-line", has_text="---")).to_have_text("---")
    await expect(nadia.line("2 * 3 * 4")).to_be_visible()


async def test_a_list_goes_on_by_itself_and_ends_on_an_empty_line(nadia: NoteTaker) -> None:
    await nadia.write_below("Vad vi pratade om", "ett")
    await nadia.page.keyboard.press("Enter")
    await nadia.write("två")
    await nadia.page.keyboard.press("Enter")
    await nadia.page.keyboard.press("Enter")
    await nadia.write("Slut.")

    assert "- ett\n- två\n" in await nadia.whole()
    assert "- Slut." not in await nadia.whole()


async def test_what_is_internal_is_shaded_and_says_what_that_means(nadia: NoteTaker, farah: NoteTaker) -> None:
    await nadia.write_below("Vad vi är överens om", "bara för oss")
    await nadia.button("Internal").click()

    for taker in (nadia, farah):
        shaded = taker.page.locator(".notes-internal")
        await expect(shaded).to_have_count(3)
        await expect(shaded.first).to_contain_text(
            "Internal: not on walls and not published. Everyone on the board can read it."
        )
        await expect(shaded.nth(1)).to_contain_text("bara för oss")
    assert ":::intern\n- bara för oss\n:::" in await nadia.whole()

    await nadia.button("Internal").click()

    await expect(farah.page.locator(".notes-internal")).to_have_count(0)


async def test_lines_run_the_way_their_language_does(nadia: NoteTaker) -> None:
    await nadia.write_below("Vad vi pratade om", "هذه ملاحظة مع English و 123")
    await nadia.page.keyboard.press("Enter")
    await nadia.write("En svensk rad")

    await expect(nadia.line("ملاحظة")).to_have_css("direction", "rtl")
    await expect(nadia.line("En svensk rad")).to_have_css("direction", "ltr")
    bullet = await nadia.line("ملاحظة").locator(".notes-bullet").bounding_box()
    line = await nadia.line("ملاحظة").bounding_box()
    assert bullet is not None
    assert line is not None
    assert bullet["x"] > line["x"] + line["width"] / 2


async def test_a_line_becomes_an_action(nadia: NoteTaker) -> None:
    await nadia.write_below("Vad vi är överens om", "Beskriva modellen på två sidor")

    await nadia.page.keyboard.press("Control+Enter")
    form = nadia.page.get_by_role("dialog")
    await expect(form.get_by_label("What", exact=True)).to_have_value("Beskriva modellen på två sidor")
    await expect(form.get_by_label("Who", exact=True)).to_be_focused()
    await form.get_by_role("button", name="Add it").click()

    await expect(nadia.page.locator(".action-card", has_text="Beskriva modellen på två sidor")).to_be_visible()
    await expect(nadia.text).to_be_focused()


async def test_words_come_before_the_limit_and_what_does_not_fit_is_held_back(nadia: NoteTaker) -> None:
    await nadia.paste_below("Vad vi pratade om", "å" * 30_000)
    await expect(nadia.page.get_by_text("These notes are nearly full")).to_be_in_viewport()
    before = await nadia.whole()

    await nadia.paste("å" * 5_000)

    await expect(nadia.page.get_by_text("These notes are full.")).to_be_in_viewport()
    assert await nadia.whole() == before
    await nadia.is_saved()


async def test_where_there_is_no_clipboard_the_text_is_selected_to_be_copied(nadia: NoteTaker) -> None:
    await nadia.write_below("Vad vi pratade om", "**Viktigt**")
    await nadia.page.evaluate("delete Navigator.prototype.clipboard")  # as on plain http

    await nadia.button("Copy").click()

    field = nadia.page.get_by_role("dialog").get_by_role("textbox", name="The text")
    await expect(field).to_be_focused()
    selected = await field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)")
    assert selected == await nadia.whole()


async def test_the_desk_leads_to_a_topics_notes_and_they_lead_back(desk: Desk, topic: str) -> None:
    await desk.page.get_by_role("button", name="Move “Bostäder").click()

    await desk.sheet().get_by_role("link", name="Notes").click()
    await desk.page.wait_for_selector(".cm-content")
    assert topic in desk.page.url
    await desk.page.get_by_role("banner").get_by_role("link", name="Strategiskt forum").click()

    await desk.page.wait_for_url("**/desk")


async def test_a_phone_is_led_to_the_form_and_may_ask_for_the_editor(
    browser: Browser, server: RunningServer, made: Made, topic: str
) -> None:
    async with a_note_taker(browser, server, made, topic, "Elin", size=(390, 844), query="?editor") as taker:
        await expect(taker.line("Vad vi pratade om")).to_be_visible()

        await taker.page.goto(f"{server.base}/b/{made.code}/topics/{topic}/notes")

        await taker.page.wait_for_url("**/report")


# How many letters of the text lie under a label.
LETTERS_UNDER = """(label) => {
  const box = label.getBoundingClientRect()
  const letters = document.createTreeWalker(document.querySelector(".cm-content"), NodeFilter.SHOW_TEXT)
  let under = 0
  while (letters.nextNode()) {
    if (label.contains(letters.currentNode)) continue
    const range = document.createRange()
    range.selectNodeContents(letters.currentNode)
    for (const { left, right, top, bottom, width } of range.getClientRects()) {
      const middle = (top + bottom) / 2
      const isBeside = width <= 1 || left >= box.right - 1 || right <= box.left + 1
      if (!isBeside && middle > box.top && middle < box.bottom) under += 1
    }
  }
  return under
}"""
