"""One header of a request, as the server below gives it."""

from starlette.types import Scope


def header_of(scope: Scope, name: bytes) -> str | None:
    """The first of that name, which is in small letters as servers give them; None if there is none."""
    for given, value in scope["headers"]:
        if given == name:
            found: str = value.decode("latin-1")
            return found
    return None
