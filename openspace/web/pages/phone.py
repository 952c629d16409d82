"""The phone's page: a form to join, or the market; readable and usable as it stands.

It holds nothing of one person, so it is rendered once a language and kept until the board changes.
"""

from starlette.responses import Response

from openspace.web.pages.shells import boot_of
from openspace.web.pages.visit import Visit, send


async def phone(visit: Visit) -> Response:
    """`GET /b/{code}`"""
    board = visit.board
    printed = visit.site.templates.press.printed(
        ("phone", visit.code, visit.language, visit.join_url),
        (board.gathering, board.rooms, board.slots, board.topics, board.sessions, board.announcements),
        lambda: visit.render("phone.html", screen="phone", boot=boot_of(visit, "phone")),
    )
    return send(visit.request, printed)
