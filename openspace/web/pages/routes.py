"""Which page answers which address."""

from starlette.routing import BaseRoute, Route

from openspace.web.api import enter_by_key
from openspace.web.pages import calendars, codes, followup, forms, me, phone, photos, prints, shells, start
from openspace.web.pages.book import book_code, export, picture, proceedings
from openspace.web.pages.here import here
from openspace.web.pages.reading import notes_text
from openspace.web.pages.report import notes, report
from openspace.web.pages.static import static_file
from openspace.web.pages.visit import VisitHandler, of_board
from openspace.web.pages.wall import wall

FIRST_PAGES: tuple[BaseRoute, ...] = (
    Route("/b/{code}", of_board(phone.phone), methods=["GET"]),
    Route("/b/{code}/join", of_board(forms.join), methods=["POST"]),
)
SHOWN: dict[str, VisitHandler] = {
    "/topics/{topic}": phone.topic,
    "/topics/{topic}/notes": notes,
    "/topics/{topic}/report": report,
    "/topics/{topic}/text": notes_text,
    "/photos/{photo}.jpg": photos.photo,
    "/here/{room}": here,
    "/me": me.me,
    "/privacy": me.privacy,
    "/agenda": prints.agenda,
    "/calendar": calendars.calendars,
    "/calendar.ics": calendars.agenda,
    "/calendar/actions.ics": calendars.actions,
    "/print/poster": prints.poster,
    "/print/signs": prints.signs,
    "/proceedings": proceedings,
    "/proceedings/{digest}.jpg": picture,
    "/wall": wall,
    "/desk": shells.desk,
    "/scribe": shells.scribe,
    "/qr/join.svg": codes.join,
    "/qr/wifi.svg": codes.wifi,
    "/qr/facilitator.svg": codes.facilitator,
    "/qr/followup.svg": codes.followup,
    "/qr/here/{room}.svg": codes.here,
    "/qr/book/{format}.svg": book_code,
}
SENT: dict[str, VisitHandler] = {
    "/propose": forms.propose,
    "/place": forms.place,
    "/interest": forms.interest,
    "/move": forms.move,
    "/topics/{topic}/photos": photos.send_photo,
    "/somebody-else": me.somebody_else,
}

PAGES: tuple[BaseRoute, ...] = (
    Route("/", start.start, methods=["GET"]),
    Route("/", start.made, methods=["POST"]),
    Route("/static/{release}/{path:path}", static_file, methods=["GET"]),
    Route("/f/{token}", followup.followup, methods=["GET"]),
    Route("/f/{token}", followup.said, methods=["POST"]),
    Route("/calendar/{token}.ics", calendars.feed, methods=["GET"]),
    Route("/b/{code}/export/{format}", export, methods=["GET"]),
    Route("/k/{key}/ask", me.ask, methods=["GET"]),
    Route("/k/{key}/ask", enter_by_key, methods=["POST"]),
    *(Route(f"/b/{{code}}{below}", of_board(handler), methods=["GET"]) for below, handler in SHOWN.items()),
    *(Route(f"/b/{{code}}{below}", of_board(handler), methods=["POST"]) for below, handler in SENT.items()),
)
