"""What follows from a command: a draft of the one event, or a refusal. The only place that knows every command."""

from typing import assert_never

from openspace.domain import text
from openspace.domain.board import Board, Draft
from openspace.domain.commands import (
    AddAction,
    AddPerson,
    AddPhoto,
    AddRoom,
    AddSlot,
    Announce,
    CountHeads,
    DismissNotice,
    EditAction,
    EditGathering,
    EditPhoto,
    EditProfile,
    EditReport,
    EditRoom,
    EditSlot,
    EditTopic,
    EndSlot,
    ExtendSlot,
    JoinBoard,
    Logged,
    PlaceTopic,
    ProposeTopic,
    PublishBook,
    PutAside,
    RemoveAction,
    RemovePhoto,
    RemoveRoom,
    RemoveSlot,
    RepeatTopic,
    RestoreTopic,
    SetInterest,
    SetScene,
    SetState,
    ShiftDay,
    SilencePerson,
    StartSlot,
    SwapSessions,
    Undo,
    UnplaceTopic,
    UnpublishBook,
    UnsilencePerson,
    WithdrawTopic,
)
from openspace.domain.context import Context
from openspace.domain.rules import (
    actions,
    agenda,
    book,
    clock,
    gathering,
    marketplace,
    mobility,
    moderation,
    notices,
    report,
    undo,
    venue,
)


def decide(board: Board, command: Logged, context: Context) -> Draft:
    """What the command does to the board, with word to everyone whose topic it touches.

    Raises:
        Refused: It may not happen; nothing changed.
    """
    draft = decide_alone(board, command, context)
    why = getattr(command, "why", "")
    told = notices.notices_of(board, draft.changes, text.line(why) if why else "", context)
    return Draft(type=draft.type, changes=draft.changes.merged(told), made=draft.made) if told.notices else draft


def decide_alone(board: Board, command: Logged, context: Context) -> Draft:  # noqa: C901, PLR0915 - one match
    match command:  # what a day has most of stands first: each case above costs a look
        case SetInterest():
            return marketplace.set_interest(board, command, context)
        case JoinBoard():
            return gathering.join_board(board, command, context)
        case EditTopic():
            return marketplace.edit_topic(board, command, context)
        case ProposeTopic():
            return marketplace.propose_topic(board, command, context)
        case PlaceTopic():
            return agenda.place_topic(board, command, context)
        case AddPerson():
            return gathering.add_person(board, command, context)
        case EditProfile():
            return gathering.edit_profile(board, command, context)
        case EditGathering():
            return gathering.edit_gathering(board, command, context)
        case SetState():
            return gathering.set_state(board, command, context)
        case SetScene():
            return gathering.set_scene(board, command, context)
        case Announce():
            return gathering.announce(board, command, context)
        case DismissNotice():
            return gathering.dismiss_notice(board, command, context)
        case AddRoom():
            return venue.add_room(board, command, context)
        case EditRoom():
            return venue.edit_room(board, command, context)
        case RemoveRoom():
            return venue.remove_room(board, command, context)
        case AddSlot():
            return venue.add_slot(board, command, context)
        case EditSlot():
            return venue.edit_slot(board, command, context)
        case RemoveSlot():
            return venue.remove_slot(board, command, context)
        case StartSlot():
            return clock.start_slot(board, command, context)
        case EndSlot():
            return clock.end_slot(board, command, context)
        case ExtendSlot():
            return clock.extend_slot(board, command, context)
        case ShiftDay():
            return clock.shift_day(board, command, context)
        case WithdrawTopic():
            return marketplace.withdraw_topic(board, command, context)
        case RestoreTopic():
            return marketplace.restore_topic(board, command, context)
        case RepeatTopic():
            return agenda.repeat_topic(board, command, context)
        case UnplaceTopic():
            return agenda.unplace_topic(board, command, context)
        case SwapSessions():
            return agenda.swap_sessions(board, command, context)
        case Undo():
            return undo.undo(board, context)
        case CountHeads():
            return mobility.count_heads(board, command, context)
        case EditReport():
            return report.edit_report(board, command, context)
        case AddAction():
            return actions.add_action(board, command, context)
        case EditAction():
            return actions.edit_action(board, command, context)
        case RemoveAction():
            return actions.remove_action(board, command, context)
        case AddPhoto():
            return report.add_photo(board, command, context)
        case EditPhoto():
            return report.edit_photo(board, command, context)
        case RemovePhoto():
            return report.remove_photo(board, command, context)
        case PublishBook():
            return book.publish_book(board, command, context)
        case UnpublishBook():
            return book.unpublish_book(board, command, context)
        case PutAside():
            return moderation.put_aside(board, command, context)
        case SilencePerson():
            return moderation.silence_person(board, command, context)
        case UnsilencePerson():
            return moderation.unsilence_person(board, command, context)
        case _:
            assert_never(command)
