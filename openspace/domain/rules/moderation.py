"""Taking a card down: the one power over other people's words.

Rules D1-D4 of docs/PROTOCOL.md. With a reason, logged, reversible, the author told why.
"""

from msgspec.structs import replace

from openspace.domain import text
from openspace.domain.board import Board, Changes, Draft
from openspace.domain.commands import PutAside, SilencePerson, UnsilencePerson
from openspace.domain.context import Context
from openspace.domain.entities import Profile
from openspace.domain.errors import N_, Invalid, Unknown
from openspace.domain.rules.marketplace import shelve, unshelve
from openspace.domain.rules.permission import require_facilitator, topic_of


def put_aside(board: Board, command: PutAside, context: Context) -> Draft:
    """One topic leaves every screen (D1)."""
    require_facilitator(context)
    topic = topic_of(board, command.topic)
    why = text.required_line(command.why)
    return Draft(type="topic_put_aside", changes=shelve(board, [topic], "aside", why, context))


def silence_person(board: Board, command: SilencePerson, context: Context) -> Draft:
    """A device may not write, and all its topics leave the screens (D2)."""
    require_facilitator(context)
    profile = profile_of(board, command.person)
    why = text.required_line(command.why)
    if profile.id == context.actor.person or profile.joined_at is None:
        raise Invalid(says=N_("A facilitator's own device cannot be silenced."), instead=N_("Choose somebody else's."))
    topics = [topic for topic in board.topics.values() if topic.convener == profile.id]
    silenced = Changes(profiles={profile.id: replace(profile, silenced=why)})
    return Draft(type="person_silenced", changes=shelve(board, topics, "silenced", why, context).merged(silenced))


def unsilence_person(board: Board, command: UnsilencePerson, context: Context) -> Draft:
    """The device may write again; what went aside with it comes back, in the places still free (D3)."""
    require_facilitator(context)
    profile = profile_of(board, command.person)
    if profile.silenced is None:
        return Draft(type="person_unsilenced")
    theirs = [each for each in board.shelf.values() if each.topic.convener == profile.id and each.reason == "silenced"]
    heard = Changes(profiles={profile.id: replace(profile, silenced=None)})
    return Draft(type="person_unsilenced", changes=unshelve(board, theirs).merged(heard))


def profile_of(board: Board, person: str) -> Profile:
    if person not in board.profiles:
        raise Unknown(terms={"what": N_("person")})
    return board.profiles[person]
