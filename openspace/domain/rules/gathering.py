"""The frame of the day: making a board, its state, its people, its walls, one line to everyone.

Rules G1-G9 of docs/PROTOCOL.md.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import UNSET
from msgspec.structs import replace

from openspace.domain import text
from openspace.domain.board import Board, Changes, Draft
from openspace.domain.commands import (
    AddPerson,
    Announce,
    DismissNotice,
    EditGathering,
    EditProfile,
    JoinBoard,
    SetScene,
    SetState,
)
from openspace.domain.context import Context
from openspace.domain.entities import (
    ALL_WALLS,
    GATHERING,
    Action,
    Announcement,
    Gathering,
    Person,
    Profile,
    Room,
    Shelved,
    Slot,
    Wall,
    Wifi,
)
from openspace.domain.errors import N_, Invalid, Refused, TooMany, Unknown
from openspace.domain.new_board import NewBoard
from openspace.domain.rules.permission import require_facilitator, require_helper, require_somebody
from openspace.domain.rules.venue import new_room, new_slot, require_apart

KEEP_FOR = timedelta(days=90)  # after the last day, unless the maker says otherwise
PEOPLE_MAX = 5_000
ANNOUNCEMENTS_MAX = 200
PAGE_MAX = 99


def make_board(plan: NewBoard, context: Context, link_people: tuple[str, ...]) -> Draft:
    """The first event. `link_people`: ids of whom the facilitator's and scribe's bare keys act as.

    Raises:
        Invalid: A text, number, zone or language outside its limits.
        SlotsOverlap: Two slots share time.
    """
    timezone = plan.timezone or "UTC"
    zone = zone_of(timezone)
    slots = planned_slots(plan, zone, context)
    rooms = planned_rooms(plan, context)
    last_day = max((slot.ends for slot in slots), default=context.now.astimezone(zone)).date()
    gathering = Gathering(
        id=GATHERING,
        title=text.title(plan.title),
        theme=text.line(plan.theme),
        language=text.language(plan.language) or "en",
        timezone=timezone,
        state=plan.state,
        before_quiet=plan.state,
        people_expected=text.whole(plan.people_expected, 1, PEOPLE_MAX, N_("The number of people")),
        responsible=text.line(plan.responsible),
        keep_until=plan.keep_until or max(last_day, today(context, zone)) + KEEP_FOR,
    )
    require_not_past(gathering.keep_until, context, zone)
    changes = Changes(
        gathering={GATHERING: gathering},
        rooms={room.id: room for room in rooms},
        slots={slot.id: slot for slot in slots},
        walls={ALL_WALLS: Wall(id=ALL_WALLS, scene="join")},
        profiles={person: Profile(id=person) for person in link_people},
        wifi=wifi_changes(None, plan.wifi_name, plan.wifi_password),
    )
    return Draft(type="board_made", changes=changes)


def planned_slots(plan: NewBoard, zone: ZoneInfo, context: Context) -> list[Slot]:
    """By time. Raises SlotsOverlap."""
    slots: list[Slot] = []
    for one in sorted(plan.slots, key=lambda slot: slot.starts):
        slot = new_slot(context.new_id(), one, zone, len(slots))
        require_apart(slots, slot)
        slots.append(slot)
    return slots


def planned_rooms(plan: NewBoard, context: Context) -> list[Room]:
    rooms: list[Room] = []
    for one in plan.rooms:
        rooms.append(new_room(context.new_id(), one, rooms))
    return rooms


def edit_gathering(board: Board, command: EditGathering, context: Context) -> Draft:
    require_facilitator(context)
    old = board.frame
    gathering = replace(
        old,
        title=old.title if command.title is UNSET else text.title(command.title),
        theme=old.theme if command.theme is UNSET else text.line(command.theme),
        language=old.language if command.language is UNSET else text.language(command.language) or old.language,
        people_expected=old.people_expected
        if command.people_expected is UNSET
        else text.whole(command.people_expected, 1, PEOPLE_MAX, N_("The number of people")),
        responsible=old.responsible if command.responsible is UNSET else text.line(command.responsible),
        keep_until=old.keep_until if command.keep_until is UNSET else command.keep_until,
    )
    if gathering.keep_until != old.keep_until:
        require_not_past(gathering.keep_until, context, zone_of(old.timezone))
    wifi = board.wifi.get(GATHERING)
    name = (wifi.name if wifi else "") if command.wifi_name is UNSET else command.wifi_name
    password = (wifi.password if wifi else "") if command.wifi_password is UNSET else command.wifi_password
    changes = Changes(
        gathering={GATHERING: gathering} if gathering != old else {}, wifi=wifi_changes(wifi, name, password)
    )
    return Draft(type="gathering_edited", changes=changes)


def set_state(board: Board, command: SetState, context: Context) -> Draft:
    """Gathering, open or quiet (G4). What quiet returns to is remembered when it begins."""
    require_facilitator(context)
    old = board.frame
    before = old.before_quiet if old.state == "quiet" else old.state
    gathering = replace(old, state=command.state, before_quiet=before if command.state == "quiet" else command.state)
    return Draft(type="state_set", changes=Changes(gathering={GATHERING: gathering}) if gathering != old else Changes())


def set_scene(board: Board, command: SetScene, context: Context) -> Draft:
    """For one wall, or for all: then the walls with a scene of their own lose it (G8)."""
    require_facilitator(context)
    page = text.whole(command.page, 0, PAGE_MAX, N_("The page")) or 0
    if command.wall is not None:
        name = text.required_name(command.wall)
        return Draft(type="scene_set", changes=Changes(walls={name: Wall(id=name, scene=command.scene, page=page)}))
    own: dict[str, Wall | None] = {name: None for name in board.walls if name != ALL_WALLS}
    everywhere = Wall(id=ALL_WALLS, scene=command.scene, page=page)
    return Draft(type="scene_set", changes=Changes(walls={**own, ALL_WALLS: everywhere}))


def announce(board: Board, command: Announce, context: Context) -> Draft:
    require_facilitator(context)
    if len(board.announcements) >= ANNOUNCEMENTS_MAX:
        raise TooMany(limit=ANNOUNCEMENTS_MAX)
    announcement = Announcement(id=context.new_id(), text=text.required_line(command.text), at=context.now)
    return Draft(
        type="announced",
        changes=Changes(announcements={announcement.id: announcement}),
        made={"announcement": announcement.id},
    )


def dismiss_notice(board: Board, command: DismissNotice, context: Context) -> Draft:
    """OK to a notice of one's own, one told by mouth, or an announcement (G9)."""
    person = require_somebody(board, context.actor)
    notice = board.notices.get(command.notice)
    if notice is not None:
        if notice.by_mouth:
            require_helper(context)
        elif notice.to != person:
            raise Unknown(terms={"what": N_("notice")})
        return Draft(type="notice_dismissed", changes=Changes(notices={notice.id: None}))
    if command.notice not in board.announcements:
        # It was said, read and is gone on another screen of the same person: nothing is left to do.
        return Draft(type="notice_dismissed")
    profile = board.profiles[person]
    read = tuple(a for a in board.announcements if a in profile.read or a == command.notice)
    return Draft(type="notice_dismissed", changes=Changes(profiles={person: replace(profile, read=read)}))


def join_board(board: Board, command: JoinBoard, context: Context) -> Draft:
    """A person with a phone. Nothing about them is public until they convene (G5)."""
    require_place_for_people(board)
    profile = Profile(
        id=command.person,
        name=text.name(command.name),
        language=text.language(command.language),
        joined_at=context.now,
    )
    return Draft(type="person_joined", changes=Changes(profiles={profile.id: profile}), made={"person": command.person})


def add_person(board: Board, command: AddPerson, context: Context) -> Draft:
    """Somebody without a phone, in five seconds (G6)."""
    require_helper(context)
    added = without_phone(board, text.required_name(command.name), context)
    return Draft(type="person_added", changes=added, made={"person": next(iter(added.profiles or added.people))})


def without_phone(board: Board, name: str, context: Context) -> Changes:
    """The person without a phone of that name, new if there is none (G6)."""
    known = next((p for p in board.people.values() if not p.has_phone and p.name.casefold() == name.casefold()), None)
    if known is not None:
        return Changes(people={known.id: known})
    require_place_for_people(board)
    person = Person(id=context.new_id(), name=name, has_phone=False)
    profile = Profile(id=person.id, name=name, has_phone=False, joined_at=context.now)
    return Changes(people={person.id: person}, profiles={person.id: profile})


def edit_profile(board: Board, command: EditProfile, context: Context) -> Draft:
    """One's own name, language and consent; the name on one's cards follows (G7)."""
    person = require_somebody(board, context.actor)
    old = board.profiles[person]
    profile = replace(
        old,
        name=old.name if command.name is UNSET else text.name(command.name),
        language=old.language if command.language is UNSET else text.language(command.language),
        may_publish=old.may_publish if command.may_publish is UNSET else command.may_publish,
    )
    public = board.people.get(person)
    changes = Changes(
        profiles={person: profile} if profile != old else {},
        people={person: replace(public, name=profile.name)} if public and public.name != profile.name else {},
        actions={action.id: action for action in renamed(board.actions.values(), old, profile.name)},
        shelf=renamed_on_shelf(board, old, profile.name),
    )
    return Draft(type="profile_edited", changes=changes)


def renamed(actions: Iterable[Action], old: Profile, name: str) -> list[Action]:
    """What somebody has taken on bears their name, unless it was written otherwise (R11); only what changes."""
    own = (action for action in actions if action.person == old.id and action.who == old.name)
    return [replace(action, who=name) for action in own if name != old.name]


def renamed_on_shelf(board: Board, old: Profile, name: str) -> dict[str, Shelved | None]:
    """The same for topics that may go up again."""
    changed: dict[str, Shelved | None] = {}
    for shelved in board.shelf.values():
        new = {action.id: action for action in renamed(shelved.actions, old, name)}
        if new:
            actions = tuple(new.get(action.id, action) for action in shelved.actions)
            changed[shelved.id] = replace(shelved, actions=actions)
    return changed


def today(context: Context, zone: ZoneInfo) -> date:
    return context.now.astimezone(zone).date()


def require_not_past(keep_until: date | None, context: Context, zone: ZoneInfo) -> None:
    """What is due today goes tomorrow: nobody erases a board by a slip of the keyboard (G1)."""
    if keep_until is not None and keep_until < today(context, zone):
        raise Invalid(
            says=N_("{date} is past: everything would be erased at once."),
            instead=N_("Choose today or a later day."),
            date=f"{keep_until:%Y-%m-%d}",
        )


def zone_of(timezone: str) -> ZoneInfo:
    """The IANA zone of that name."""
    try:
        return ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid(
            terms={"field": N_("The time zone")}, instead=N_("Use a name such as Europe/Stockholm.")
        ) from None


def wifi_changes(old: Wifi | None, name: str | None, password: str | None) -> dict[str, Wifi | None]:
    """No name, no Wi-Fi."""
    name, password = text.name(name), text.name(password)
    wifi = Wifi(id=GATHERING, name=name, password=password) if name else None
    return {GATHERING: wifi} if wifi != old else {}


def require_place_for_people(board: Board) -> None:
    if len(board.profiles) >= PEOPLE_MAX:
        raise Refused(
            says=N_("This board is full ({limit} people)."), instead=N_("Ask the facilitator."), limit=PEOPLE_MAX
        )
