"""The table: which handler answers which address.

Python-side handlers are three sentences each; what stands before them all is in `app.py`.
"""

from starlette.convertors import IntegerConvertor, register_url_convertor
from starlette.routing import BaseRoute, Route, WebSocketRoute

from openspace.web import api, notes_api, photos
from openspace.web.book import begin_file, publish, read_book, review, unpublish, withdraw
from openspace.web.notes_socket import notes_socket
from openspace.web.pages.routes import FIRST_PAGES, PAGES
from openspace.web.sockets import board_socket, no_such_socket


class NumberConvertor(IntegerConvertor):
    """No more digits than a number of ours may have; Python refuses to read thousands."""

    regex = "[0-9]{1,18}"


register_url_convertor("number", NumberConvertor())

ROUTES: tuple[BaseRoute, ...] = (
    # The table is looked through from above: what every phone of a venue asks for at once stands first.
    WebSocketRoute("/ws/{code}", board_socket),
    Route("/api/boards/{code}", api.read_board, methods=["GET"]),
    *FIRST_PAGES,
    # For programs
    Route("/healthz", api.health, methods=["GET"]),
    Route("/api/boards", api.make_board, methods=["POST"]),
    Route("/api/boards/{code}/people", api.join, methods=["POST"]),
    Route("/api/boards/{code}/commands", api.submit_command, methods=["POST"]),
    Route("/api/boards/{code}/book", read_book, methods=["GET"]),
    Route("/api/boards/{code}/book/files", begin_file, methods=["POST"]),
    Route("/api/boards/{code}/book/review", review, methods=["GET"]),
    Route("/api/boards/{code}/book/publish", publish, methods=["POST"]),
    Route("/api/boards/{code}/book/unpublish", unpublish, methods=["POST"]),
    Route("/api/boards/{code}/book/withdraw", withdraw, methods=["POST"]),
    Route("/api/boards/{code}/topics/{topic}/photos", photos.add_photo, methods=["POST"]),
    Route("/api/boards/{code}/topics/{topic}/notes", notes_api.read_notes, methods=["GET"]),
    Route("/api/boards/{code}/topics/{topic}/revisions", notes_api.list_revisions, methods=["GET"]),
    Route("/api/boards/{code}/topics/{topic}/revisions/{number:number}", notes_api.read_revision, methods=["GET"]),
    WebSocketRoute("/ws/notes/{code}/{topic}", notes_socket),
    # For people
    Route("/k/{key}", api.enter_by_key, methods=["GET"]),
    *PAGES,
    WebSocketRoute("/{path:path}", no_such_socket),
)
