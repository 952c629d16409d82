"""
Problem                    a request that gets no answer of its own
├── Unreadable             422: not JSON, or not the shape asked for
├── TooBig                 413: more than a body may have
│   └── PictureTooBig
├── TooSlow                408: a body that did not come in time
│   └── PictureTooSlow
├── WhoAreYou              401: neither key, token nor cookie of the board
├── BadToken               401: a Bearer or link that was not made here; never a fallback to the cookie
├── MayNot                 403: known, but not allowed that
├── ForeignOrigin          403: sent by another site's page
├── NoSuchBoard            404: no board has that code
├── Erased                 410: the board was erased, as was promised
├── NoSuchLink             404: no board has that key
├── NoSuchPage             404
├── WrongMethod            405
├── NotSaved               503: the data file cannot be written just now
├── BusyWithPictures       503: many send pictures at once
└── Bug                    500: ours

How HTTP says no: a status, and a `Refused` for the sentence, so that sockets, JSON and pages say the same.
"""

from typing import Any, ClassVar, Final

from openspace import wire
from openspace.domain.errors import N_, Invalid, NoBook, Refused
from openspace.live.workshop import NotMade
from openspace.pictures import BadPicture


class Problem(Refused):
    status: ClassVar[int] = 400
    close_code: ClassVar[int] = wire.CLOSE_RUBBISH


class Unreadable(Problem):
    """`why` is for whoever writes a client; English."""

    status = 422
    code = "unreadable"
    says = N_("This cannot be read: {why}")
    instead = N_("Send what docs/PROTOCOL.md describes.")


class TooBig(Problem):
    status = 413
    code = "too_large"
    says = N_("That is more than the server takes at once.")
    instead = N_("Send less.")


class PictureTooBig(TooBig):
    says = N_("The picture is larger than 20 MB.")
    instead = N_("Take it at a smaller size, or send a picture of the screen that shows it.")


class TooSlow(Problem):
    status = 408
    code = "too_slow"
    says = N_("What was sent did not come in time.")
    instead = N_("Try again where the network is better.")


class PictureTooSlow(TooSlow):
    says = N_("The picture did not come in time.")


class WhoAreYou(Problem):
    status = 401
    close_code = wire.CLOSE_BAD_TOKEN
    code = "who_are_you"
    says = N_("You have not joined this board on this device.")
    instead = N_("Scan the code on the wall, or open your personal link.")


class BadToken(Problem):
    status = 401
    close_code = wire.CLOSE_BAD_TOKEN
    code = "bad_token"
    says = N_("This key or token is not valid here.")
    instead = N_("Ask the facilitator for the link again, or join anew.")


class MayNot(Problem):
    status = 403
    close_code = wire.CLOSE_FORBIDDEN
    code = "may_not"
    says = N_("Your link does not open this.")
    instead = N_("Ask the facilitator for the right link.")


class ForeignOrigin(Problem):
    status = 403
    close_code = wire.CLOSE_FORBIDDEN
    code = "foreign_origin"
    says = N_("Another site's page sent this.")
    instead = N_("Open the board itself. Behind a proxy, start the server with --public-url.")


class NoSuchBoard(Problem):
    status = 404
    close_code = wire.CLOSE_NO_BOARD
    code = "no_such_board"
    says = N_("No board has the code {code}.")
    instead = N_("Look at the wall and type the code again.")


class Erased(Problem):
    """For a link that was good once; whoever guesses a code is told `NoSuchBoard`."""

    status = 410
    code = "erased"
    says = N_("This board has been erased, with everything on it.")
    instead = N_("That was promised to everybody who joined. Whoever called the meeting may have the book.")


class NoSuchLink(Problem):
    status = 404
    code = "no_such_link"
    says = N_("This link opens no board here.")
    instead = N_("Ask the facilitator for the link again.")


class NoSuchPage(Problem):
    status = 404
    code = "no_such_page"
    says = N_("There is no such page.")
    instead = N_("Go back to the start and enter the board's code.")


class WrongMethod(Problem):
    status = 405
    code = "wrong_method"
    says = N_("This address does not take that kind of request.")
    instead = N_("Go back and try again.")


class NotSaved(Problem):
    status = 503
    close_code = wire.CLOSE_BUSY
    code = "not_saved"
    says = wire.NotSavedNow.says
    instead = wire.NotSavedNow.instead


class BusyWithPictures(Problem):
    status = 503
    code = "busy"
    says = N_("Many send pictures just now.")
    instead = N_("Try again in a moment.")


class Bug(Problem):
    status = 500
    close_code = 1011
    code = "bug"
    says = N_("The server made a mistake.")
    instead = N_("Try again. If it stays, tell the facilitator.")


BY_STATUS: Final[dict[int, type[Problem]]] = {404: NoSuchPage, 405: WrongMethod, 413: TooBig}


def status_of(refused: Refused) -> int:
    """The HTTP status that fits: 422 for values outside their limits, 409 for what the board itself refuses."""
    match refused:
        case Problem():
            return refused.status
        case wire.TooLarge():
            return TooBig.status
        case wire.NotSavedNow():
            return NotSaved.status
        case BadPicture():
            return 415
        case Invalid():
            return Unreadable.status
        case NoBook():
            return NoSuchPage.status
        case NotMade():
            return NotSaved.status
        case _:
            return 409


def body_of(refused: Refused, translate: wire.Translate) -> dict[str, Any]:
    """`{code, message, instead}` in the reader's language."""
    told = wire.refusal(None, refused, translate)
    return {"code": told.code, "message": told.message, "instead": told.instead}
