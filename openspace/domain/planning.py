"""Rooms × slots for a day, from a head count, with the figures it stands on.

From practice (FACILITATION.md): how many topics so many people bring, one session at a time for every ten people,
sessions of 45-75 minutes with ten to walk. A little too many places is right: an empty one hurts nobody.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise, product
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from openspace.domain.entities import SlotKind
from openspace.domain.errors import N_, Invalid

# People and the topics they bring; straight lines between.
TOPICS_OF_PEOPLE: Final = ((0, 0), (10, 5), (50, 25), (100, 30), (200, 50), (500, 100), (1_000, 150))
PEOPLE_PER_SESSION: Final = 10
SESSION_MIN_MINUTES: Final = 45
SESSION_MAX_MINUTES: Final = 75
WALK_MIN_MINUTES: Final = 10
STEP_MINUTES: Final = 5  # nobody meets at 10:37
DAY_MIN_MINUTES: Final = 120
HALF_DAY_MINUTES: Final = 300
COFFEE_MIN_MINUTES: Final = 20
COFFEE_MAX_MINUTES: Final = 30
DAYS_MAX: Final = 3
LARGE_CIRCLE: Final = 80  # from here on circles take longer


class Hours(Struct, frozen=True, kw_only=True):
    """When a gathering meets: the same hours each day. `lunch` is None for a day without one."""

    first_day: date
    days: int = 1
    starts: time
    ends: time
    lunch: time | None = None
    lunch_minutes: int = 60


class Row(Struct, frozen=True, kw_only=True):
    """One slot as proposed. `label` is a message id, empty for sessions."""

    starts: datetime
    ends: datetime
    kind: SlotKind = "sessions"
    label: str = ""


class Proposal(Struct, frozen=True, kw_only=True):
    """Rows and rooms, and why: `topics` expected of `people`, `places` offered."""

    people: int
    topics: int
    rooms: int
    rows: tuple[Row, ...]

    @property
    def slots(self) -> int:
        return sum(row.kind == "sessions" for row in self.rows)

    @property
    def places(self) -> int:
        return self.slots * self.rooms

    @property
    def shortest_minutes(self) -> int:
        """Of the sessions; 0 if there are none."""
        return min((minutes_of(row.ends - row.starts) for row in self.rows if row.kind == "sessions"), default=0)


def propose(people: int, hours: Hours, timezone: ZoneInfo, rooms: int | None = None) -> Proposal:
    """`rooms`: how many there are; None proposes a number.

    Raises:
        Invalid: A day is too short for an Open Space, or ends before it starts.
    """
    require_long_enough(hours)
    topics = expected_topics(people)
    rooms = rooms or parallel_sessions(people)
    wanted = -(-topics // rooms)
    frames = [frame_of(hours, number, people) for number in range(max(1, min(hours.days, DAYS_MAX)))]
    cuts = chosen_cuts([block for frame in frames for block in frame.blocks], wanted)
    rows = [row for frame in frames for row in frame.rows(cuts)]
    return Proposal(people=people, topics=topics, rooms=rooms, rows=tuple(located(rows, hours.first_day, timezone)))


def expected_topics(people: int) -> int:
    for (low, few), (high, many) in pairwise(TOPICS_OF_PEOPLE):
        if people <= high:
            return round(few + (people - low) * (many - few) / (high - low))
    return round(people * 0.15)


def parallel_sessions(people: int) -> int:
    """At least two, as two feet need somewhere to go."""
    return max(2, -(-people // PEOPLE_PER_SESSION))


def require_long_enough(hours: Hours) -> None:
    if minute_of(hours.ends) - minute_of(hours.starts) < DAY_MIN_MINUTES:
        raise Invalid(
            says=N_("The day is too short: from {starts} to {ends}."),
            instead=N_("Give it at least two hours."),
            starts=f"{hours.starts:%H:%M}",
            ends=f"{hours.ends:%H:%M}",
        )


class Block(Struct, frozen=True):
    """Minutes of the gathering, counted from midnight of its first day, that sessions may fill."""

    starts: int
    ends: int

    @property
    def minutes(self) -> int:
        return self.ends - self.starts


class Sketch(Struct, frozen=True):
    """A row in minutes, like `Block`."""

    starts: int
    ends: int
    kind: SlotKind = "plenary"
    label: str = ""


class Frame(Struct, frozen=True):
    """What one day has besides sessions, in order of time. The last one before them lasts until they begin."""

    before: tuple[Sketch, ...]
    lunch: Sketch | None
    after: Sketch
    blocks: tuple[Block, ...]

    def rows(self, cuts: dict[Block, int]) -> Iterator[Sketch]:
        """Everything of the day; `cuts`: how many sessions each block holds."""
        morning = filled(self.blocks[0], cuts[self.blocks[0]], from_the_end=True)
        rest = [row for block in self.blocks[1:] for row in filled(block, cuts[block])]
        *circles, last = self.before
        yield from circles
        yield Sketch(last.starts, morning[0].starts - WALK_MIN_MINUTES if morning else last.ends, last.kind, last.label)
        yield from morning
        if self.lunch:
            yield self.lunch
        yield from rest
        yield self.after


def frame_of(hours: Hours, number: int, people: int) -> Frame:
    """The day of that number, from 0: circles, marketplace or news, lunch, and the blocks between."""
    midnight = number * 24 * 60
    starts, ends = midnight + minute_of(hours.starts), midnight + minute_of(hours.ends)
    is_half, is_last = ends - starts <= HALF_DAY_MINUTES, number == hours.days - 1
    circle = 15 if ends - starts <= HALF_DAY_MINUTES // 2 else 20 if is_half else 45 if people > LARGE_CIRCLE else 30
    if number == 0:
        before = in_a_row(starts, (circle, N_("Opening circle")), (circle, N_("Marketplace")))
    else:
        before = in_a_row(starts, (circle, N_("Morning news")))
    label = N_("Closing circle") if is_last else N_("Evening news")
    after = Sketch(ends - (circle if is_last else 20), ends, "plenary", label)
    free = Block(before[-1].ends + WALK_MIN_MINUTES, after.starts - WALK_MIN_MINUTES)
    lunch = lunch_of(hours, midnight, free)
    blocks = (Block(free.starts, lunch.starts), Block(lunch.ends, free.ends)) if lunch else (free,)
    return Frame(before, lunch, after, blocks)


def in_a_row(starts: int, *lengths: tuple[int, str]) -> tuple[Sketch, ...]:
    rows = []
    for minutes, label in lengths:
        rows.append(Sketch(starts, starts + minutes, "plenary", label))
        starts += minutes
    return tuple(rows)


def lunch_of(hours: Hours, midnight: int, free: Block) -> Sketch | None:
    """Lunch, if it lies within the day's free time and leaves room for a session.

    A morning too short for one goes to the marketplace.
    """
    if hours.lunch is None:
        return None
    starts = midnight + minute_of(hours.lunch)
    ends = starts + hours.lunch_minutes
    if starts < free.starts - WALK_MIN_MINUTES or ends > free.ends:
        return None
    if most(Block(free.starts, starts)) + most(Block(ends, free.ends)) == 0:
        return None
    return Sketch(starts, ends, "break", N_("Lunch"))


def chosen_cuts(blocks: Sequence[Block], wanted: int) -> dict[Block, int]:
    """How many sessions each block holds: the fewest that are enough, else as many as there is time for."""
    possible = product(*(range(fewest(block), most(block) + 1) for block in blocks))
    best = min(
        possible, key=lambda counts: (sum(counts) < wanted, abs(sum(counts) - wanted), unevenness(blocks, counts))
    )
    return dict(zip(blocks, best, strict=True))


def fewest(block: Block) -> int:
    """So few that the sessions, as long as can be, still fill the block."""
    return min(most(block), -(-(block.minutes - COFFEE_MIN_MINUTES) // (SESSION_MAX_MINUTES + WALK_MIN_MINUTES)))


def most(block: Block) -> int:
    return max(0, (block.minutes + WALK_MIN_MINUTES) // (SESSION_MIN_MINUTES + WALK_MIN_MINUTES))


def unevenness(blocks: Sequence[Block], counts: Sequence[int]) -> int:
    """Minutes between the longest and the shortest sessions."""
    lengths = [session_minutes(block, count) for block, count in zip(blocks, counts, strict=True) if count]
    return max(lengths, default=0) - min(lengths, default=0)


def session_minutes(block: Block, count: int) -> int:
    each = (block.minutes - (count - 1) * WALK_MIN_MINUTES) // count
    return min(SESSION_MAX_MINUTES, each - each % STEP_MINUTES)


def filled(block: Block, count: int, *, from_the_end: bool = False) -> list[Sketch]:
    """So many sessions, with coffee in the middle where time is left over; the rest lies after them, or before."""
    if count <= 0:
        return []
    each = session_minutes(block, count)
    spare = block.minutes - count * each - (count - 1) * WALK_MIN_MINUTES
    coffee = min(COFFEE_MAX_MINUTES, WALK_MIN_MINUTES + spare) if count > 1 else 0
    has_coffee = coffee >= COFFEE_MIN_MINUTES
    spare -= coffee - WALK_MIN_MINUTES if has_coffee else 0
    starts = block.starts + (spare if from_the_end else 0)
    rows = []
    for number in range(count):
        rows.append(Sketch(starts, starts + each, "sessions"))
        starts += each + WALK_MIN_MINUTES
        if has_coffee and number == (count - 1) // 2:
            rows.append(Sketch(starts - WALK_MIN_MINUTES, starts + coffee - WALK_MIN_MINUTES, "break", N_("Coffee")))
            starts += coffee - WALK_MIN_MINUTES
    return rows


def located(rows: Sequence[Sketch], first_day: date, timezone: ZoneInfo) -> Iterator[Row]:
    """Minutes as instants in the board's zone, by its wall clock, whatever the night does to it."""
    for row in rows:
        yield Row(
            starts=instant(row.starts, first_day, timezone),
            ends=instant(row.ends, first_day, timezone),
            kind=row.kind,
            label=row.label,
        )


def instant(minute: int, first_day: date, timezone: ZoneInfo) -> datetime:
    days, of_day = divmod(minute, 24 * 60)
    return datetime.combine(first_day + timedelta(days=days), time(of_day // 60, of_day % 60), timezone)


def minute_of(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def minutes_of(length: timedelta) -> int:
    return int(length.total_seconds()) // 60
