"""A topic's notes on laptops and tablets, written together; without JavaScript, to read."""

from starlette.responses import Response

from openspace.domain.rules.report import may_write
from openspace.web.pages.market import meetings_of
from openspace.web.pages.phone import join_page
from openspace.web.pages.reading import language_of, notes_to_read
from openspace.web.pages.shells import boot_of
from openspace.web.pages.visit import Visit


async def notes(visit: Visit) -> Response:
    """`GET /b/{code}/topics/{topic}/notes`. The editor makes styles of its own, so its script is told the nonce."""
    if visit.person is None:
        return join_page(visit)
    topic = visit.board.topics.get(visit.request.path_params["topic"])
    if topic is None:
        return visit.page("topic-gone.html", 404, screen="phone", boot=boot_of(visit, "phone"), me="", told=None)
    return visit.page(
        "notes.html",
        screen="notes",
        boot={**boot_of(visit, "notes"), "topic": topic.id, "nonce": visit.request.state.nonce},
        topic=topic,
        convener=visit.board.people.get(topic.convener),
        meetings=meetings_of(visit.board, topic.id),
        notes=await notes_to_read(visit, topic.id),
        notes_language=language_of(visit, topic.id),
        may_write=may_write(visit.board, topic, visit.actor),
    )
