"""What goes on paper: the agenda, the poster to join by, a sign for each room. Made without JavaScript.

The agenda saves the day when the network dies: everything on it, titles whole, black on white.
"""

from datetime import date
from itertools import groupby
from math import ceil

from msgspec import Struct
from starlette.responses import Response

from openspace.domain.entities import GATHERING, Room, Slot
from openspace.web import qr
from openspace.web.pages.market import Meeting, Period, periods, without_place
from openspace.web.pages.phone import join_page
from openspace.web.pages.visit import Visit

COLUMNS_MAX = 10  # rooms side by side on an A3 sheet with titles whole
# Sizes of type of a grid, largest first (static/css/screens/print.css), and what decides: an A3 sheet lying, in
# millimetres, without margins, head and the column of times.
TYPE_SIZES_PT = (17.0, 14.0, 11.5, 10.0, 9.0, 8.0)
SHEET_HIGH_MM = 225.0
SHEET_WIDE_MM = 375.0
CELL_PADDING_MM = 4.0
MM_PER_PT = 0.3528
LETTER_WIDE_EM = 0.6  # bold, with what is lost at the ends of lines (measured on Swedish titles)
LINE_HIGH_EM = 1.3


class Row(Struct, frozen=True):
    """One slot of a grid; a meeting or None for each room."""

    slot: Slot
    cells: tuple[Meeting | None, ...]


class Grid(Struct, frozen=True):
    """One sheet: a day, or a part of its rooms when there are many."""

    day: date
    rooms: tuple[Room, ...]
    rows: tuple[Row, ...]

    @property
    def type_size(self) -> int:
        """From 1, the largest that lets the sheet hold the day; the smallest if none does."""
        fitting = (size for size, points in enumerate(TYPE_SIZES_PT, 1) if self.high_mm(points) <= SHEET_HIGH_MM)
        return next(fitting, len(TYPE_SIZES_PT))

    def high_mm(self, points: float) -> float:
        """About how high the table is in type of this size."""
        em = points * MM_PER_PT
        letters_a_line = (SHEET_WIDE_MM / max(1, len(self.rooms)) - CELL_PADDING_MM) / (em * LETTER_WIDE_EM)
        titles = (max((len(cell.topic.title) for cell in row.cells if cell), default=0) for row in self.rows)
        lines = [max(2, ceil(title / letters_a_line) + 1) if title else 2 for title in titles]
        return sum(count * em * LINE_HIGH_EM + CELL_PADDING_MM for count in [1, *lines])


async def agenda(visit: Visit) -> Response:
    """`GET /b/{code}/agenda`; `?only=grid` or `?only=list` for browsers that print one size of paper at a time."""
    if visit.badge is None:
        return join_page(visit)
    shown = periods(visit.board, visit.now)
    days = [(day, list(of_day)) for day, of_day in groupby(shown, key=lambda period: period.slot.starts.date())]
    return visit.page(
        "agenda.html",
        screen="print",
        grids=[grid for day, of_day in days for grid in grids_of(day, of_day, list(visit.board.rooms.values()))],
        days=days,
        waiting=without_place(visit.board),
        only=visit.request.query_params.get("only", ""),
        printed_at=visit.now.astimezone(visit.board.frame.zone),
    )


async def poster(visit: Visit) -> Response:
    """`GET /b/{code}/print/poster`, in the board's language; the network's password is the facilitator's to print."""
    visit.require_role("facilitator", "scribe")
    wifi = visit.board.wifi.get(GATHERING) if visit.has_role("facilitator") else None
    return visit.in_board_language().page(
        "poster.html",
        screen="print",
        join_url=visit.join_url,
        join_qr=qr.svg(visit.join_url),
        wifi=wifi,
        wifi_qr=qr.svg(qr.wifi(wifi.name, wifi.password)) if wifi else "",
    )


async def signs(visit: Visit) -> Response:
    """`GET /b/{code}/print/signs`: a sheet a room, in the board's language."""
    visit.require_role("facilitator", "scribe")
    rooms = [(room, qr.svg(visit.door_url(room.id))) for room in visit.board.rooms.values()]
    return visit.in_board_language().page("signs.html", screen="print", rooms=rooms)


def grids_of(day: date, of_day: list[Period], rooms: list[Room]) -> list[Grid]:
    """As few sheets as hold all rooms, filled evenly."""
    sheets = max(1, -(-len(rooms) // COLUMNS_MAX))
    size = max(1, -(-len(rooms) // sheets))
    return [grid_of(day, of_day, tuple(rooms[start : start + size])) for start in range(0, max(1, len(rooms)), size)]


def grid_of(day: date, of_day: list[Period], rooms: tuple[Room, ...]) -> Grid:
    rows = []
    for period in of_day:
        by_room = {meeting.room.id: meeting for meeting in period.meetings}
        rows.append(Row(period.slot, tuple(by_room.get(room.id) for room in rooms)))
    return Grid(day, rooms, tuple(rows))
