"""From an address to its handler in one step, and from a refusal or a mistake of ours to its answer.

Starlette's own way is nine calls deep, with three senders around each other: a twelfth of what a join costs. Addresses
and methods that nobody answers still go it.
"""

from collections.abc import Awaitable

from starlette.applications import Starlette
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from openspace.web.security import BrowserRules


class Dispatcher(Starlette):
    """Starlette with its gates before the routes themselves. A handler of `Exception` answers our mistakes."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self.middleware_stack is None:
            await super().__call__(scope, receive, send)
            return
        scope["app"] = self
        is_begun = False

        def send_and_note(message: Message) -> Awaitable[None]:
            nonlocal is_begun
            is_begun = True
            return send(message)

        try:
            await self.middleware_stack(scope, receive, send_and_note)
        except Exception as error:  # of a gate; those of handlers have been answered
            if not is_begun:
                await BrowserRules(self._apology(error))(scope, receive, send)
            raise  # the server below logs it

    def _apology(self, error: Exception) -> ASGIApp:
        async def apologize(scope: Scope, receive: Receive, send: Send) -> None:
            response = await self.exception_handlers[Exception](Request(scope), error)
            await response(scope, receive, send)

        return apologize

    def build_middleware_stack(self) -> ASGIApp:
        expected = {kind: answer for kind, answer in self.exception_handlers.items() if kind is not Exception}
        self._nobody = ExceptionMiddleware(self.router, handlers=expected)
        app: ASGIApp = self._open
        for gate, args, kwargs in reversed(self.user_middleware):
            app = gate(app, *args, **kwargs)
        return app

    def _open(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        for route in self.routes if scope["type"] != "lifespan" else ():
            match, found = route.matches(scope)
            if match is Match.FULL:
                scope["route"] = route
                scope.update(found)
                if isinstance(route, Route):
                    return self._answer(scope, receive, send)
                met: Awaitable[None] = found["endpoint"](WebSocket(scope, receive, send))
                return met
        return self._nobody(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_begun = False

        def send_and_note(message: Message) -> Awaitable[None]:
            nonlocal is_begun
            is_begun = True
            return send(message)

        request = Request(scope, receive, send_and_note)
        try:
            response = await scope["endpoint"](request)
            await response(scope, receive, send_and_note)
        except Exception as error:
            handlers = self.exception_handlers
            kind = next(kind for kind in type(error).__mro__ if kind in handlers)
            response = await handlers[kind](request, error)
            if not is_begun:
                await response(scope, receive, send)
            if is_begun or kind is Exception:
                raise
