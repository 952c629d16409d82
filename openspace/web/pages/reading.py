"""A topic's notes as a page shows them to the board: everything, and what is internal marked as such."""

import asyncio
from functools import lru_cache

from markupsafe import Markup
from starlette.responses import Response

from openspace.domain.errors import N_
from openspace.exports.blocks import Direction
from openspace.exports.html_text import direction_of_language, html_of
from openspace.exports.reading import blocks_of
from openspace.web.pages.visit import Visit, send_own
from openspace.web.problems import NoSuchPage, WhoAreYou

READ_BY_MANY = 64  # texts a hall full of phones reads at the same time


async def notes_text(visit: Visit) -> Response:
    """`GET /b/{code}/topics/{topic}/text`: the notes alone, for a page that shows them as they grow.

    Raises:
        WhoAreYou: Only the board reads what is internal.
        NoSuchPage: There is no such topic on the board.
    """
    if visit.person is None:
        raise WhoAreYou
    topic = visit.request.path_params["topic"]
    if topic not in visit.board.topics:
        raise NoSuchPage
    notes = await notes_to_read(visit, topic)
    return send_own(
        visit.request, visit.render("notes-text.html", notes=notes, notes_language=language_of(visit, topic))
    )


async def notes_to_read(visit: Visit, topic: str) -> Markup:
    """As HTML below a second heading; empty while nobody has written anything.

    Raises:
        NotRead: The store cannot read now.
    """
    text = await visit.live.notes.text(topic)
    if visit.live.notes.is_empty(text):
        return Markup("")
    internal = visit.site.languages.catalog_for(visit.language).gettext(N_("Internal: not on walls, not published"))
    direction = direction_of_language(language_of(visit, topic))
    # A long text takes a while to read; the board goes on meanwhile.
    return await asyncio.to_thread(shown, text, direction, internal)


@lru_cache(READ_BY_MANY)
def shown(text: str, direction: Direction, internal: str) -> Markup:
    return html_of(blocks_of(text), direction, 1, internal)


def language_of(visit: Visit, topic: str) -> str:
    """BCP 47, of a topic that is on the board."""
    return visit.board.topics[topic].language or visit.board.frame.language
