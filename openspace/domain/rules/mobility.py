"""The law of two feet: who may go where, and heads counted by hand.

Rules W1-W4 of docs/PROTOCOL.md. Where people are is not in the log; `live.presence` holds it.
"""

from msgspec.structs import replace

from openspace.domain import text
from openspace.domain.board import Board, Changes, Draft
from openspace.domain.commands import CountHeads
from openspace.domain.context import Context
from openspace.domain.entities import CAFE, LOBBY, SEATS_MAX
from openspace.domain.errors import N_, NotNow
from openspace.domain.insight import GO_OPENS_BEFORE, is_open_to_feet
from openspace.domain.rules.permission import require_somebody, require_voice, session_of


def require_may_move(board: Board, to: str | None, context: Context) -> str:
    """The person who moves, if the place takes people now (W2).

    Café and lobby always do, a session from ten minutes before it starts until it ends.

    Raises:
        NotYours, Unknown: A wall, a stranger, or no such session.
        NotNow: The session is over or opens later.
    """
    person = require_somebody(board, context.actor)
    if to in (CAFE, LOBBY, None):
        return person
    slot = board.slots[session_of(board, to or "").slot]
    if not is_open_to_feet(slot, context.now):
        if context.now >= slot.ends:
            raise NotNow(says=N_("That session is over."), instead=N_("Choose one that is under way."))
        raise NotNow(
            says=N_("That session has not opened yet."),
            instead=N_("You can go there from {time}. Star it so that you find it again."),
            time=f"{slot.starts - GO_OPENS_BEFORE:%H:%M}",
        )
    return person


def count_heads(board: Board, command: CountHeads, context: Context) -> Draft:
    """ "We are 14 here", by anyone; None takes the count away (W4)."""
    require_voice(board, context.actor)
    session = session_of(board, command.session)
    heads = text.whole(command.heads, 0, SEATS_MAX, N_("The number of people"))
    counted = replace(session, heads_by_hand=heads)
    return Draft(type="heads_counted", changes=Changes(sessions={session.id: counted} if counted != session else {}))
