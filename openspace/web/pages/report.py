"""A topic's notes to write in: the editor for laptops, the form for phones; without JavaScript, both to read."""

from typing import Any

from starlette.responses import Response

from openspace.domain.entities import Topic
from openspace.domain.rules.report import may_write
from openspace.web.pages.market import meetings_of
from openspace.web.pages.phone import join_page
from openspace.web.pages.reading import language_of, notes_to_read
from openspace.web.pages.shells import boot_of
from openspace.web.pages.visit import Visit


async def notes(visit: Visit) -> Response:
    """`GET /b/{code}/topics/{topic}/notes`. The editor makes styles of its own, so its script is told the nonce."""
    return await written_in(visit, "notes", nonce=visit.request.state.nonce)


async def report(visit: Visit) -> Response:
    """`GET /b/{code}/topics/{topic}/report`: one field a heading."""
    return await written_in(visit, "report")


async def written_in(visit: Visit, screen: str, **told: Any) -> Response:
    """`told`: to the screen's script, beside the topic."""
    if visit.person is None:
        return join_page(visit)
    topic: Topic | None = visit.board.topics.get(visit.request.path_params["topic"])
    if topic is None:
        return visit.page("topic-gone.html", 404, screen="phone", boot=boot_of(visit, "phone"), me="", told=None)
    return visit.page(
        f"{screen}.html",
        screen=screen,
        boot={**boot_of(visit, screen), "topic": topic.id, **told},
        topic=topic,
        convener=visit.board.people.get(topic.convener),
        meetings=meetings_of(visit.board, topic.id),
        notes=await notes_to_read(visit, topic.id),
        notes_language=language_of(visit, topic.id),
        may_write=may_write(visit.board, topic, visit.actor),
    )
