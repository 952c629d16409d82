"""A topic's report as a phone writes it, one field a heading; without JavaScript, the notes to read."""

from starlette.responses import Response

from openspace.domain.rules.report import may_write
from openspace.web.pages.phone import join_page
from openspace.web.pages.reading import language_of, notes_to_read
from openspace.web.pages.shells import boot_of
from openspace.web.pages.visit import Visit


async def report(visit: Visit) -> Response:
    """`GET /b/{code}/topics/{topic}/report`"""
    if visit.person is None:
        return join_page(visit)
    topic = visit.board.topics.get(visit.request.path_params["topic"])
    if topic is None:
        return visit.page("topic-gone.html", 404, screen="phone", boot=boot_of(visit, "phone"), me="", told=None)
    return visit.page(
        "report.html",
        screen="report",
        boot={**boot_of(visit, "report"), "topic": topic.id},
        topic=topic,
        notes=await notes_to_read(visit, topic.id),
        notes_language=language_of(visit, topic.id),
        may_write=may_write(visit.board, topic, visit.actor),
    )
