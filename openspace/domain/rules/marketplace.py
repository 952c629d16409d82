"""Topics go up, change, come down and go up again; interest.

Rules M1-M9 of docs/PROTOCOL.md. Nobody approves, and nothing posted is ever lost: what comes down lies on the shelf.
"""

from typing import Literal

from msgspec import UNSET
from msgspec.structs import replace

from openspace.domain import text
from openspace.domain.board import Board, Changes, Draft, apply_changes
from openspace.domain.commands import EditTopic, ProposeTopic, RestoreTopic, SetInterest, WithdrawTopic
from openspace.domain.context import Context
from openspace.domain.entities import TOPICS_MAX, Interest, Person, Shelved, Topic
from openspace.domain.errors import N_, NotNow, NotYours, TooMany, Unknown
from openspace.domain.insight import sessions_of
from openspace.domain.rules.agenda import is_free_for
from openspace.domain.rules.gathering import without_phone
from openspace.domain.rules.permission import (
    require_helper,
    require_somebody,
    require_speaks_for,
    require_voice,
    topic_of,
)

INTERESTS_MAX = 500  # a person's


def propose_topic(board: Board, command: ProposeTopic, context: Context) -> Draft:
    """Up at once (M1), by oneself, or by facilitator or scribe for a person with or without a phone (M2)."""
    person = require_voice(board, context.actor)
    if board.frame.state == "gathering":
        raise NotNow
    if len(board.topics) >= TOPICS_MAX:
        raise TooMany(limit=TOPICS_MAX)
    convened = convener_of(board, command.convener, person, context)
    title, language = text.title(command.title), text.language(command.language)
    topic = Topic(
        id=context.new_id(),
        title=title,
        breaks=context.breaks(title, language, board.frame.language),
        about=text.about(command.about),
        language=language,
        convener=next(iter(convened.people)),
        posted_at=context.now,
    )
    return Draft(
        type="topic_proposed", changes=convened.merged(Changes(topics={topic.id: topic})), made={"topic": topic.id}
    )


def convener_of(board: Board, convener: str | None, person: str, context: Context) -> Changes:
    """The one public person who convenes; a name nobody bears yet makes one without a phone (M2)."""
    if convener is None or convener == person:
        return Changes(people={person: as_public(board, person)})
    require_helper(context)
    if convener in board.profiles:
        return Changes(people={convener: as_public(board, convener)})
    return without_phone(board, text.required_name(convener), context)


def as_public(board: Board, person: str) -> Person:
    """Somebody becomes public by convening."""
    profile = board.profiles[person]
    return Person(id=person, name=profile.name, has_phone=profile.has_phone)


def edit_topic(board: Board, command: EditTopic, context: Context) -> Draft:
    old = topic_of(board, command.topic)
    require_speaks_for(board, old, context.actor)
    title = old.title if command.title is UNSET else text.title(command.title)
    about = old.about if command.about is UNSET else text.about(command.about)
    language = old.language if command.language is UNSET else text.language(command.language)
    breaks = context.breaks(title, language, board.frame.language)
    topic = replace(old, title=title, breaks=breaks, about=about, language=language)
    return Draft(type="topic_edited", changes=Changes(topics={topic.id: topic} if topic != old else {}))


def withdraw_topic(board: Board, command: WithdrawTopic, context: Context) -> Draft:
    """Off the board, into "Mine" (M5)."""
    topic = topic_of(board, command.topic)
    require_speaks_for(board, topic, context.actor)
    return Draft(type="topic_withdrawn", changes=shelve(board, [topic], "withdrawn", "", context))


def restore_topic(board: Board, command: RestoreTopic, context: Context) -> Draft:
    """Up again, with its stars and those of its places that are still free (M6)."""
    require_voice(board, context.actor)
    shelved = board.shelf.get(command.topic)
    if shelved is None:
        raise Unknown(terms={"what": N_("topic")})
    if shelved.reason == "withdrawn":
        require_own_shelf(shelved, context)
    elif context.actor.role != "facilitator":
        raise NotYours(
            says=N_("A facilitator put it aside: {why}"), instead=N_("Talk to the facilitator."), why=shelved.why
        )
    return Draft(type="topic_restored", changes=unshelve(board, [shelved]), made={"topic": command.topic})


def require_own_shelf(shelved: Shelved, context: Context) -> None:
    for_absent = context.actor.role in ("facilitator", "scribe") and not shelved.convener.has_phone
    if context.actor.person != shelved.topic.convener and not for_absent:
        raise NotYours


def shelve(
    board: Board, topics: list[Topic], reason: Literal["withdrawn", "aside", "silenced"], why: str, context: Context
) -> Changes:
    """Topics leave the board with all that belongs to them; a convener with nothing left up is no longer public."""
    leaving = {topic.id for topic in topics}
    sessions = {topic.id: tuple(sessions_of(board, topic.id)) for topic in topics}
    staying = {topic.convener for topic in board.topics.values() if topic.id not in leaving}
    shelf: dict[str, Shelved | None] = {
        topic.id: Shelved(
            id=topic.id,
            topic=topic,
            convener=board.people[topic.convener],
            sessions=sessions[topic.id],
            actions=tuple(each for each in board.actions.values() if each.topic == topic.id),
            photos=tuple(each for each in board.photos.values() if each.topic == topic.id),
            reason=reason,
            why=why,
            at=context.now,
        )
        for topic in topics
    }
    return Changes(
        topics={topic.id: None for topic in topics},
        sessions={session.id: None for each in sessions.values() for session in each},
        people={t.convener: None for t in topics if t.convener not in staying and board.people[t.convener].has_phone},
        actions={action.id: None for action in board.actions.values() if action.topic in leaving},
        photos={photo.id: None for photo in board.photos.values() if photo.topic in leaving},
        shelf=shelf,
    )


def unshelve(board: Board, shelved: list[Shelved]) -> Changes:
    """Each topic back on the board, in the places that are still free for it."""
    changes = Changes()
    for each in shelved:
        person = board.profiles[each.topic.convener]
        convener = Person(id=person.id, name=person.name, has_phone=person.has_phone)
        up = Changes(
            topics={each.id: each.topic},
            people={convener.id: convener},
            actions={action.id: action for action in each.actions},
            photos={photo.id: photo for photo in each.photos},
            shelf={each.id: None},
        )
        board, changes = apply_changes(board, up), changes.merged(up)
        for session in each.sessions:
            if is_free_for(board, session, each.topic.convener):
                placed = Changes(sessions={session.id: session})
                board, changes = apply_changes(board, placed), changes.merged(placed)
    return changes


def set_interest(board: Board, command: SetInterest, context: Context) -> Draft:
    """ "I want to be there": one's own alone; others see counts (M8)."""
    person = require_somebody(board, context.actor)
    topic = topic_of(board, command.topic)
    old = board.interests.get(person, Interest(id=person))
    if command.on == (topic.id in old.topics):
        return Draft(type="interest_set")
    if command.on and len(old.topics) >= INTERESTS_MAX:
        raise TooMany(limit=INTERESTS_MAX)
    topics = (*old.topics, topic.id) if command.on else tuple(each for each in old.topics if each != topic.id)
    return Draft(type="interest_set", changes=Changes(interests={person: replace(old, topics=topics)}))
