"""The server goes away and comes back: a phone goes on where it was, without being loaded anew."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, WebSocket, expect

from tests.browser.days import a_day
from tests.browser.hall import a_hall
from tests.client import Device

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


class Heard:
    """What the server says on every socket that a page opens."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    def follow(self, socket: WebSocket) -> None:
        def hear(payload: str | bytes) -> None:
            self.messages.append(json.loads(payload))

        socket.on("framereceived", hear)

    def welcomes(self) -> list[dict[str, Any]]:
        return [message for message in self.messages if message["type"] == "welcome"]


@pytest.mark.parametrize("leaves", ["stop", pytest.param("kill", marks=pytest.mark.long)])
async def test_a_phone_outlives_its_server_and_loses_nothing(browser: Browser, tmp_path: Path, leaves: str) -> None:
    """[S2] [S10]"""
    heard = Heard()
    async with a_hall(browser, tmp_path / "openspace.db") as hall:
        amina = Device(hall.program.base)
        made = await amina.make_board(**a_day())
        await amina.join(made.code, "Amina")
        await amina.command(made.code, "propose_topic", title="Bostäder")
        elin = await hall.phone(made.code)
        elin.page.on("websocket", heard.follow)
        await elin.join("Elin")
        await elin.page.evaluate("window.stayed = true")
        await elin.tab("Topic")
        await elin.page.get_by_label("Topic", exact=True).fill("Half a sent")

        await (hall.program.stop() if leaves == "stop" else hall.program.kill())
        await expect(elin.page.locator(".status")).to_have_attribute("data-state", "cut-off")
        await elin.page.evaluate("location.hash = '#market'")
        await elin.card("Bostäder").locator(".star-button").click()
        await expect(elin.page.locator(".status")).to_have_text("1 waits for the network")
        await hall.program.start()

        await expect(elin.page.locator(".status")).to_have_attribute("data-state", "live")
        await expect(elin.card("Bostäder").locator(".star-button")).to_contain_text("1")
        await elin.tab("Topic")
        await expect(elin.page.get_by_label("Topic", exact=True)).to_have_value("Half a sent")
        assert await elin.page.evaluate("window.stayed") is True
        assert hall.errors == []
    first, again = heard.welcomes()
    assert ("snapshot" in again, again["epoch"]) == (False, first["epoch"])
