"""Phones of a load do as real ones: what they ask for, and how they come back."""

import re

from bench.load.plan import Return
from bench.phones import CONNECTION, GREETING, first_visit, returning
from bench.suites.reconnects import LIVE_WITHIN_S
from bench.venue import Venue

VENUE = Venue(base="http://127.0.0.1:8000", code="LUND482", facilitator="", sessions=())


def test_screens_come_back_by_the_constants_of_the_browsers_script() -> None:
    script = CONNECTION.read_text(encoding="utf-8")
    first_ms, longest_ms = (
        int(re.findall(rf"{name} = ([\d_]+)", script)[0].replace("_", ""))
        for name in ("BACKOFF_FIRST_MS", "BACKOFF_MAX_MS")
    )

    returns = returning()

    assert "BACKOFF_FIRST_MS + random * (longest - BACKOFF_FIRST_MS)" in script
    assert "Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** (attempts + 1))" in script
    assert returns == Return(
        greeting=GREETING, wait_s=(first_ms / 1_000, first_ms / 500), wait_max_s=longest_ms / 1_000
    )


def test_who_has_waited_longest_has_time_left_to_be_live_within_the_goal() -> None:
    assert returning().wait_max_s <= LIVE_WITHIN_S - 2


def test_a_first_visit_ends_in_a_socket_as_who_the_form_made_one() -> None:
    phone = first_visit(VENUE, ("/static/1/js/phone.js",), "Åsa")

    asked = [request.partition(b" HTTP")[0].decode() for request in (*phone.requests, phone.upgrade)]
    assert asked == [
        "GET /b/LUND482",
        "GET /static/1/js/phone.js",
        "POST /b/LUND482/join",
        "GET /b/LUND482",
        "GET /api/boards/LUND482",
        "GET /ws/LUND482",
    ]
    assert phone.requests[2].endswith(b"\r\n\r\nname=%C3%85sa&onward=/b/LUND482")
    assert all(b"\r\nCookie: {cookie}" in request for request in (*phone.requests[3:], phone.upgrade))
