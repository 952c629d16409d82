"""A topic's notes as a page shows them to the board: everything, and what is internal marked as such."""

import asyncio

from markupsafe import Markup

from openspace.domain.errors import N_
from openspace.exports.html_text import direction_of_language, html_of
from openspace.exports.reading import blocks_of
from openspace.web.pages.visit import Visit


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
    return await asyncio.to_thread(lambda: html_of(blocks_of(text), direction, 1, internal))


def language_of(visit: Visit, topic: str) -> str:
    """BCP 47, of a topic that is on the board."""
    return visit.board.topics[topic].language or visit.board.frame.language
