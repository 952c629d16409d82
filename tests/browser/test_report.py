"""A report on a phone: one labelled field a heading, all of them parts of one document that others write in too."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload, expect

from openspace.locales.pseudo import PSEUDO
from tests.browser.axe import barriers
from tests.browser.days import a_day
from tests.browser.notetakers import a_note_taker
from tests.browser.people import a_facilitator, a_person, asked, put_up
from tests.browser.phones import NARROW, a_phone
from tests.browser.reports import AGREED, SURPRISED, TALKED, Writer, a_writer, notes_become, notes_of
from tests.client import Made
from tests.pictures import picture
from tests.variants import first_alone
from tests.waiting import becomes
from tests.web.conftest import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TITLE = "Bostäder och konsekvenser av tillfälliga lösningar"
TABLE = "| a | b |\n|---|---|\n| 1 | 2 |"
EVERYTHING = f"**Fyra** av [tio](https://lund.se)\n\n{TABLE}\n\nEfter tabellen\n\n:::intern\nNamn på barn\n:::"
PUT = """(content, text) => {
  const { view } = content.cmTile
  view.dispatch({ changes: { from: view.state.doc.length, insert: text } })
}"""
STEPS_MAX = 25  # taps and lines: three minutes at seven seconds each
SIGNS = ("#", "- ", "**", ":::", "](")


@pytest_asyncio.fixture(loop_scope="session")
async def made(server: RunningServer) -> Made:
    """A board whose template is in the words of these tests."""
    return await server.device().make_board(**a_day(language="en"))


@pytest_asyncio.fixture(loop_scope="session")
async def topic(server: RunningServer, made: Made) -> str:
    return await put_up(await a_person(server, made, "Amina"), made, TITLE)


@pytest_asyncio.fixture(loop_scope="session")
async def elin_writes(browser: Browser, server: RunningServer, made: Made, topic: str) -> AsyncIterator[Writer]:
    async with a_writer(browser, server, made, topic, "Elin", has_touch=True) as writer:
        yield writer
        assert writer.errors == []


async def test_the_template_is_one_labelled_field_a_heading_without_any_sign(elin_writes: Writer) -> None:
    """[R20]"""
    for heading in (TALKED, SURPRISED, AGREED):
        await expect(elin_writes.part(heading)).to_have_value("")
    text = await elin_writes.page.locator("main").inner_text()
    assert [sign for sign in SIGNS if sign in text] == []


async def test_a_report_from_an_empty_template_takes_three_minutes(
    elin_writes: Writer, server: RunningServer, made: Made, topic: str
) -> None:
    """[R20] By the clock of steps: every tap and every line that is typed is one."""
    page, steps = elin_writes.page, 0
    for heading, lines in ((TALKED, ["Två år blir lätt fyra", "Barnen byter skola"]), (SURPRISED, ["Ingen följer upp"]),
                           (AGREED, ["Bostad och skola i samma samtal"])):  # fmt: skip
        await elin_writes.part(heading).tap()
        await page.keyboard.type("\n".join(lines))
        steps += 1 + len(lines)
    await page.get_by_role("link", name="Add").or_(page.get_by_role("button", name="Add: what")).first.tap()
    await page.get_by_label("What", exact=True).fill("Beskriva blockhyresmodellen på två sidor")
    await page.get_by_label("Who", exact=True).fill("Nadia")
    await page.get_by_label("By when", exact=True).fill("2030-04-15")
    await page.get_by_role("button", name="Add it").tap()
    steps += 5
    photo = FilePayload(name="IMG_1.jpg", mimeType="image/jpeg", buffer=picture(size=(800, 600)))
    await page.locator(".photo-add__input").set_input_files(photo)
    steps += 2
    await expect(page.locator(".photo-tile")).to_have_count(1)
    await elin_writes.is_saved()

    text = await notes_become(server, made, topic, "Bostad och skola")
    parts = [f"## {TALKED}\n\n- Två år blir lätt fyra\n- Barnen byter skola\n",
             f"## {SURPRISED}\n\n- Ingen följer upp\n",
             f"## {AGREED}\n\n- Bostad och skola i samma samtal\n"]  # fmt: skip
    assert text == "\n".join(parts)

    async def taken_on_and_shown() -> tuple[list[str], int]:
        board = (await a_facilitator(server, made).board(made.code))["board"]
        return [action["who"] for action in board["actions"].values()], len(board["photos"])

    await becomes(taken_on_and_shown, (["Nadia"], 1))
    assert steps <= STEPS_MAX


async def test_enter_on_an_empty_line_and_go_on_lead_to_the_next_field(elin_writes: Writer) -> None:
    page = elin_writes.page
    await elin_writes.part(TALKED).tap()
    await page.keyboard.type("Ett\n\nTvå")

    await expect(elin_writes.part(TALKED)).to_have_value("Ett")
    await expect(elin_writes.part(SURPRISED)).to_have_value("Två")

    await page.get_by_role("button", name="Go on", exact=True).tap()
    await expect(elin_writes.part(AGREED)).to_be_focused()
    await page.get_by_role("button", name="Go on", exact=True).tap()
    await expect(page.get_by_role("heading", name="Who does what by when")).to_be_focused()


async def test_by_keyboard_alone_every_field_is_reached_in_order(elin_writes: Writer) -> None:
    page = elin_writes.page
    await page.get_by_role("link", name="Topic").focus()
    reached = []
    for words in ("ett", "två", "tre"):
        await page.keyboard.press("Tab")
        await page.keyboard.type(words)
        reached.append(await page.evaluate("document.activeElement.labels[0].textContent"))

    assert reached == [TALKED, SURPRISED, AGREED]
    await becomes(elin_writes.values, ["ett", "två", "tre"])


async def test_typed_markdown_is_shown_as_typed_and_a_typed_dash_is_a_bullet(
    elin_writes: Writer, server: RunningServer, made: Made, topic: str
) -> None:
    await elin_writes.part(TALKED).tap()
    await elin_writes.page.keyboard.type("- Ett\n- Två **fett**\n1. Tre\n## Fyra")

    await expect(elin_writes.part(TALKED)).to_have_value("Ett\nTvå **fett**\n1. Tre\n## Fyra")
    await notes_become(server, made, topic, f"## {TALKED}\n\n- Ett\n- Två ", "- 1\\. Tre\n- \\## Fyra\n\n## ")


async def test_two_phones_write_in_one_field_and_a_caret_keeps_its_letter(
    elin_writes: Writer, browser: Browser, server: RunningServer, made: Made, topic: str
) -> None:
    async with a_writer(browser, server, made, topic, "Bo") as bo:
        await elin_writes.part(TALKED).tap()
        await elin_writes.page.keyboard.type("Ett\nTre 😀")
        await expect(bo.part(TALKED)).to_have_value("Ett\nTre 😀")

        await bo.part(TALKED).focus()
        await bo.part(TALKED).evaluate("(one) => one.setSelectionRange(3, 3)")
        await bo.page.keyboard.type("\nTvå مرحبا")
        await expect(elin_writes.part(TALKED)).to_have_value("Ett\nTvå مرحبا\nTre 😀")
        await elin_writes.page.keyboard.type(" fyra")

        await expect(bo.part(TALKED)).to_have_value("Ett\nTvå مرحبا\nTre 😀 fyra")
        await bo.page.keyboard.type("!")
        await expect(elin_writes.part(TALKED)).to_have_value("Ett\nTvå مرحبا!\nTre 😀 fyra")
        await expect(elin_writes.page.get_by_role("banner")).to_contain_text("2 write")
        assert bo.errors == []


async def test_a_word_the_keyboard_is_putting_together_is_not_torn_by_what_others_write(
    elin_writes: Writer, browser: Browser, server: RunningServer, made: Made, topic: str
) -> None:
    async with a_writer(browser, server, made, topic, "Bo") as bo:
        await elin_writes.part(TALKED).tap()
        keyboard = await elin_writes.page.context.new_cdp_session(elin_writes.page)
        for word in ("S", "Sk", "Ska"):
            await keyboard.send(
                "Input.imeSetComposition", {"text": word, "selectionStart": len(word), "selectionEnd": len(word)}
            )
        await expect(bo.part(TALKED)).to_have_value("Ska")
        await bo.part(TALKED).evaluate("(one) => { one.focus(); one.setSelectionRange(0, 0) }")
        await bo.page.keyboard.type("Bo\n")
        await notes_become(server, made, topic, "- Bo\n- Ska\n")
        await expect(elin_writes.part(TALKED)).to_have_value("Ska")

        await keyboard.send("Input.imeSetComposition", {"text": "Skat", "selectionStart": 4, "selectionEnd": 4})
        await keyboard.send("Input.insertText", {"text": "Skatt"})
        await elin_writes.page.keyboard.type("er")

        await expect(elin_writes.part(TALKED)).to_have_value("Bo\nSkatter")
        await expect(bo.part(TALKED)).to_have_value("Bo\nSkatter")


async def test_what_is_written_without_network_is_kept_through_a_reload_and_sent_once(
    elin_writes: Writer, browser: Browser, server: RunningServer, made: Made, topic: str
) -> None:
    """[R21]"""
    async with a_writer(browser, server, made, topic, "Bo") as bo:
        await elin_writes.cut()
        await elin_writes.part(AGREED).tap()
        await elin_writes.page.keyboard.type("Skrivet i källaren")
        await expect(elin_writes.state()).to_have_text("no network: kept on this device")
        await bo.part(TALKED).fill("Skrivet ovanpå")
        await notes_become(server, made, topic, "Skrivet ovanpå")

        elin_writes.phone.network.mend()
        elin_writes.notes.mend()
        await elin_writes.page.reload()
        await elin_writes.is_in()

        await expect(elin_writes.part(AGREED)).to_have_value("Skrivet i källaren")
        await expect(elin_writes.part(TALKED)).to_have_value("Skrivet ovanpå")
        await expect(bo.part(AGREED)).to_have_value("Skrivet i källaren")
        assert (await notes_of(server, made, topic)).count("källaren") == 1


async def test_what_the_form_does_not_understand_survives_and_what_is_internal_says_so(
    elin_writes: Writer, browser: Browser, server: RunningServer, made: Made, topic: str
) -> None:
    """[R22]"""
    async with a_note_taker(browser, server, made, topic, "Bo") as bo:
        await bo.text.evaluate(PUT, EVERYTHING)
        await expect(elin_writes.part(f"{AGREED}, continued")).to_have_value("Efter tabellen")
        await expect(elin_writes.part(AGREED)).to_have_value("\nFyra av tio")
        await expect(elin_writes.page.locator("main pre")).to_have_text(TABLE)
        internal = elin_writes.part("Internal: not on walls, not published")
        await expect(internal).to_have_value("Namn på barn")

        await internal.fill("Namn på två barn")
        await elin_writes.part(AGREED).press("Control+End")
        await elin_writes.page.keyboard.type("!")

        await expect(bo.page.locator(".cm-content")).to_contain_text("Namn på två barn")
        text = await notes_become(server, made, topic, "tio](https://lund.se)!", "två barn")
        assert text.endswith(
            f"**Fyra** av [tio](https://lund.se)!\n\n{TABLE}\n\nEfter tabellen\n\n:::intern\nNamn på två barn\n:::"
        )


async def test_a_heading_renamed_on_a_laptop_renames_the_field_under_ones_fingers(
    elin_writes: Writer, browser: Browser, server: RunningServer, made: Made, topic: str
) -> None:
    """[R20]"""
    async with a_note_taker(browser, server, made, topic, "Bo") as bo:
        await elin_writes.part(SURPRISED).tap()
        await elin_writes.page.keyboard.type("Ett")
        await expect(bo.line("Ett")).to_have_count(1)
        await bo.write(", och oss", after=SURPRISED)

        renamed = elin_writes.part(f"{SURPRISED}, och oss")
        await expect(renamed).to_be_focused()
        await elin_writes.page.keyboard.type(" till")
        await expect(renamed).to_have_value("Ett till")


async def test_what_is_too_long_is_not_taken_in_and_said_so(elin_writes: Writer) -> None:
    await elin_writes.part(TALKED).fill("Kort")
    await elin_writes.part(SURPRISED).fill("Ord " * 20_000)

    await expect(elin_writes.page.locator("main")).to_contain_text("That text is too long for these notes.")
    await expect(elin_writes.page.get_by_role("contentinfo")).to_contain_text(
        "too long"
    )  # in sight, wherever one writes
    await becomes(elin_writes.values, ["Kort", "", ""])

    await elin_writes.part(SURPRISED).fill("Kortare")
    await expect(elin_writes.page.locator("main")).not_to_contain_text("too long for these notes")
    await elin_writes.is_saved()


async def test_a_report_that_only_its_convener_writes_is_read_by_the_others(
    elin_writes: Writer, server: RunningServer, made: Made
) -> None:
    amina = await a_person(server, made, "Amina")
    own = await put_up(amina, made, "Mitt ämne")
    await asked(amina, made, "edit_report", topic=own, writers="convener")

    await elin_writes.page.goto(f"{elin_writes.phone.board}/topics/{own}/report")

    await expect(elin_writes.page.locator("main")).to_contain_text("You are reading along.")
    await expect(elin_writes.parts.first).not_to_be_editable()


@pytest.mark.parametrize("scheme", first_alone("light", "dark"))
@pytest.mark.parametrize("language", first_alone("sv", "ar", "en"))
async def test_nobody_meets_a_barrier(
    browser: Browser, server: RunningServer, made: Made, topic: str, axe_source: str, language: str, scheme: str
) -> None:
    high = (390, 3_000)
    async with a_writer(browser, server, made, topic, "Elin", language=language, color_scheme=scheme, size=high) as it:
        await it.parts.first.fill("Ett\nTvå")
        await it.is_saved()

        assert await barriers(it.page, axe_source) == []


@pytest.mark.parametrize("language", first_alone(PSEUDO, "ar", "en"))
async def test_a_narrow_phone_never_scrolls_sideways(
    browser: Browser, server: RunningServer, made: Made, topic: str, language: str
) -> None:
    async with a_writer(browser, server, made, topic, "Elin", language=language, size=NARROW) as writer:
        await writer.parts.first.fill("Ord " * 40 + "X" * 200)

        sideways = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not await writer.page.evaluate(sideways)
        whole = "all => all.every((one) => one.scrollHeight <= one.clientHeight + 1)"
        assert await writer.parts.evaluate_all(whole)


async def test_without_a_script_the_notes_are_read_and_writing_is_said_to_need_one(
    browser: Browser, server: RunningServer, made: Made, topic: str, elin_writes: Writer
) -> None:
    await elin_writes.part(TALKED).fill("Två år blir lätt fyra")
    await notes_become(server, made, topic, "lätt fyra")
    async with a_phone(browser, server, made.code, java_script_enabled=False) as phone:
        await phone.page.goto(f"{phone.board}/me")
        await phone.page.fill("#name", "Tord")
        await phone.page.click('form[action$="/join"] button')

        await phone.page.goto(f"{phone.board}/topics/{topic}/report")

        await expect(phone.page.locator("main li")).to_have_text("Två år blir lätt fyra")
        assert "<noscript>" in (html := await phone.page.content())
        assert "Writing needs JavaScript" in html
