"""A day of sessions around this very moment, for screens that show what is on now."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

ROOMS = [{"name": "Sal Vättern", "seats": 40}, {"name": "Biblioteket", "seats": 20}, {"name": "Atriet"}]


def a_day(**more: Any) -> dict[str, Any]:
    """A plan for `make_board`: one slot under way since 20 minutes, then one in 35, lunch, and one more.

    The zone is the one where it is noon now, so that no slot falls on another date.
    """
    hours = 12 - datetime.now(UTC).hour
    noon = datetime.now(timezone(timedelta(hours=hours))).replace(second=0, microsecond=0)

    def slot(starts: int, ends: int, **rest: str) -> dict[str, str]:
        times = {"starts": noon + timedelta(minutes=starts), "ends": noon + timedelta(minutes=ends)}
        return {**{name: time.isoformat() for name, time in times.items()}, **rest}

    return {
        "title": "Strategiskt forum",
        "theme": "Hur blir nyanlända en del av Lund?",
        "language": "sv",
        "timezone": f"Etc/GMT{-hours:+d}",
        "rooms": ROOMS,
        "slots": [slot(-20, 25), slot(35, 80), slot(80, 125, kind="break", label="Lunch"), slot(130, 175)],
        **more,
    }
