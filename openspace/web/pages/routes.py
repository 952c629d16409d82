"""Which page answers which address."""

from starlette.routing import BaseRoute, Route

from openspace.web.pages import shells
from openspace.web.pages.phone import phone
from openspace.web.pages.static import static_file
from openspace.web.pages.visit import of_board
from openspace.web.pages.wall import wall

PAGES: tuple[BaseRoute, ...] = (
    Route("/static/{release}/{path:path}", static_file, methods=["GET"]),
    Route("/b/{code}", of_board(phone), methods=["GET"]),
    Route("/b/{code}/wall", of_board(wall), methods=["GET"]),
    Route("/b/{code}/desk", of_board(shells.desk), methods=["GET"]),
    Route("/b/{code}/scribe", of_board(shells.scribe), methods=["GET"]),
)
