"""Actions: who does what by when, what comes of it.

Rules R3-R5 of docs/PROTOCOL.md. Each belongs to a topic and goes with it to the shelf and back.
"""

from datetime import date

from msgspec import UNSET
from msgspec.structs import replace

from openspace.domain import text
from openspace.domain.board import Board, Changes, Draft
from openspace.domain.commands import AddAction, EditAction, RemoveAction
from openspace.domain.context import Context
from openspace.domain.entities import ACTIONS_MAX, Action
from openspace.domain.errors import N_, Invalid, TooMany, Unknown
from openspace.domain.rules.permission import HELPERS, require_voice, topic_of
from openspace.domain.rules.report import require_may_write
from openspace.domain.rules.venue import EARLIEST, LATEST


def add_action(board: Board, command: AddAction, context: Context) -> Draft:
    """[R3]"""
    topic = topic_of(board, command.topic)
    require_may_write(board, topic, context)
    if len(board.actions) >= ACTIONS_MAX:
        raise TooMany(limit=ACTIONS_MAX)
    who, person = owner_of(board, command.who, command.person or "", context.actor.person)
    action = Action(
        id=context.new_id(),
        topic=topic.id,
        what=text.required_line(command.what),
        who=who,
        person=person,
        is_role=command.is_role and bool(who) and not person,
        due=day_due(command.due),
        first_step=text.line(command.first_step),
        made_at=context.now,
    )
    return Draft(type="action_added", changes=Changes(actions={action.id: action}), made={"action": action.id})


def edit_action(board: Board, command: EditAction, context: Context) -> Draft:
    """[R5]"""
    old = action_of(board, command.action)
    require_may_edit(board, old, command, context)
    who, person = owner_after(board, old, command, context.actor.person)
    # The tick was for the name it stood at: it never passes to another one (R4).
    stays = old.is_role and who == old.who
    action = replace(
        old,
        what=old.what if command.what is UNSET else text.required_line(command.what),
        who=who,
        person=person,
        is_role=(stays if command.is_role is UNSET else command.is_role) and bool(who) and not person,
        due=old.due if command.due is UNSET else day_due(command.due),
        first_step=old.first_step if command.first_step is UNSET else text.line(command.first_step),
        progress=old.progress if command.progress is UNSET else command.progress,
        news=old.news if command.news is UNSET else text.line(command.news),
    )
    return Draft(type="action_edited", changes=Changes(actions={action.id: action} if action != old else {}))


def remove_action(board: Board, command: RemoveAction, context: Context) -> Draft:
    """[R5]"""
    action = action_of(board, command.action)
    require_may_write(board, topic_of(board, action.topic), context)
    return Draft(type="action_removed", changes=Changes(actions={action.id: None}))


def require_may_edit(board: Board, action: Action, command: EditAction, context: Context) -> None:
    """Who may write the report, all of it; its owner and helpers how it goes; its owner may step back from it.

    Raises:
        NotYours, Silenced, Unknown: As of `require_may_write`.
    """
    require_voice(board, context.actor)
    names = {field for field in command.__struct_fields__ if getattr(command, field) is not UNSET}
    is_own = action.person != "" and action.person == context.actor.person
    steps_back = is_own and not command.who and not command.person
    allowed = {"command_id", "action", "progress", "news"} | ({"who", "person", "first_step"} if steps_back else set())
    if not (is_own or context.actor.role in HELPERS) or not names <= allowed:
        require_may_write(board, topic_of(board, action.topic), context)


def owner_of(board: Board, who: str | None, person: str, actor: str | None) -> tuple[str, str]:
    """Name as written and person's id: one's own, or that of somebody who is public already (R4).

    Raises:
        Unknown: Nobody known by that id.
    """
    written = text.name(who)
    if not person:
        return written, ""
    if person not in board.profiles or (person != actor and person not in board.people):
        raise Unknown(terms={"what": N_("person")}, instead=N_("Write the name instead."))
    return written or board.profiles[person].name, person


def owner_after(board: Board, old: Action, command: EditAction, actor: str | None) -> tuple[str, str]:
    """As `owner_of`: another name alone is somebody else's; who stood there before may stay."""
    who = old.who if command.who is UNSET else text.name(command.who)
    if command.person is UNSET:
        return who, old.person if who == old.who else ""
    if command.person == old.person:
        return who, old.person
    if not command.person and command.who is UNSET and old.person == actor:
        return "", ""  # who steps back takes the name along
    return owner_of(board, "" if command.who is UNSET and command.person else who, command.person or "", actor)


def day_due(due: date | None) -> date | None:
    """In the years that slots may have (V4), which every calendar can write."""
    if due is not None and not EARLIEST.date() <= due < LATEST.date():
        raise Invalid(terms={"field": N_("The date")})
    return due


def action_of(board: Board, action: str) -> Action:
    if action not in board.actions:
        raise Unknown(terms={"what": N_("action")})
    return board.actions[action]
