"""The board's socket: carries out what `Conversation` says, against the board.

It is always accepted and then closed with a code, because browsers hide the status of a refused upgrade.
Rules S1-S12 of docs/PROTOCOL.md.
"""

import asyncio
import logging
from typing import Final, assert_never

from starlette.websockets import WebSocket

from openspace import wire
from openspace.conversation import Answer, Close, Conversation, Greet, Step, Submit, WatchPlanes
from openspace.domain.commands import AnyCommand
from openspace.domain.context import Actor
from openspace.domain.errors import Refused
from openspace.live.board import LiveBoard
from openspace.live.frame import Frame, FrameSink
from openspace.live.screen import Screen
from openspace.web import admission, answers, sinks
from openspace.web.pace import Pace
from openspace.web.people import Badge
from openspace.web.problems import NoSuchPage, Problem
from openspace.web.rejections import rejections_in
from openspace.web.site import site_of

logger = logging.getLogger(__name__)

HELLO_TIMEOUT_S: Final = 30.0
UNANSWERED_MAX: Final = 100  # commands of one socket under way; what it sent at once shares a commit


async def board_socket(socket: WebSocket) -> None:
    """`/ws/{code}`"""
    await socket.accept()
    async with sinks.sink_of(socket, wire.FRAME_MAX_BYTES) as sink:
        try:
            await admission.bearer_badge(socket)
            board = await admission.board_of(socket)
            badge = await admission.required_badge(socket, board)
            await Talk(socket, board, badge, sink).run()
        except Problem as problem:
            sink.close(problem.close_code, problem.code)
        except Exception:
            logger.exception("a mistake of ours ends a socket")
            sink.close(wire.CLOSE_BUSY, "a mistake of ours")


async def no_such_socket(socket: WebSocket) -> None:
    """Every other address."""
    rejections_in(socket.scope.get("state", {})).tell("socket", NoSuchPage.code)
    await answers.problem(socket, NoSuchPage())(socket.scope, socket.receive, socket.send)


class Talk:
    """One socket from its hello to its end."""

    def __init__(self, socket: WebSocket, board: LiveBoard, badge: Badge, sink: FrameSink) -> None:
        self._socket = socket
        self._board = board
        self._badge = badge
        self._sink = sink
        self._conversation = Conversation()
        self._pace = Pace(site_of(socket).clock)
        self._screen: Screen | None = None
        self._submitting = asyncio.TaskGroup()
        self._unanswered = asyncio.Semaphore(UNANSWERED_MAX)

    async def run(self) -> None:
        async with self._submitting:
            try:
                await self._listen()
            finally:
                if self._screen is not None:
                    self._board.leave(self._screen)

    async def _listen(self) -> None:
        while not self._conversation.is_over and (message := await self._next()) is not None:
            for step in self._conversation.receive(message):
                await self._carry_out(step)

    async def _next(self) -> str | bytes | None:
        """The next message; None when the other side is gone, or never said hello."""
        await self._pace.wait()
        if self._screen is not None:
            message = await self._socket.receive()
        else:
            try:
                async with asyncio.timeout(HELLO_TIMEOUT_S):
                    message = await self._socket.receive()
            except TimeoutError:
                self._sink.close(wire.CLOSE_BUSY, "no hello")
                return None
        if message["type"] == "websocket.disconnect":
            return None
        text: str | None = message.get("text")
        return text if text is not None else bytes(message["bytes"])

    async def _carry_out(self, step: Step) -> None:
        match step:
            case Greet(hello=hello):
                self._screen = self._screen or self._screen_for(hello)
                self._board.greet(self._screen, hello)
            case WatchPlanes(planes=planes):
                self._board.watch(self._greeted, planes)
            case Submit(command=command):
                # Tasks begin in the order they are made, so commands reach the board in the order they came.
                await self._unanswered.acquire()
                self._submitting.create_task(self._submit(command))
            case Answer(unreadable=unreadable):
                self._refuse(unreadable.command_id, unreadable.refused)
            case Close(code=code, reason=reason):
                self._sink.close(code, reason)
            case _:
                assert_never(step)

    async def _submit(self, command: AnyCommand) -> None:
        try:
            taken = await self._board.submit(command, self._greeted.actor)
        except Refused as refused:
            self._refuse(command.command_id, refused)
        else:
            accepted = wire.Accepted(command_id=command.command_id, seq=taken.seq, made=taken.made)
            self._greeted.answer(Frame.of(accepted))
        finally:
            self._unanswered.release()

    def _refuse(self, command_id: str | None, refused: Refused) -> None:
        # Asked anew each time: they may have chosen another language meanwhile.
        language = answers.reader_language(self._socket, self._board.durable, self._greeted.actor.person)
        translate = answers.translator(language, self._socket)
        self._greeted.answer(Frame.of(wire.refusal(command_id, refused, translate)))

    def _screen_for(self, hello: wire.Hello) -> Screen:
        return Screen(self._actor(hello), self._sink, kind=hello.screen or "", wall=hello.wall)

    def _actor(self, hello: wire.Hello) -> Actor:
        """A browser that was given the wall's link as well stays a wall on its wall screen, whoever joined in it."""
        actor = admission.actor_of(self._socket, self._board, self._badge)
        is_wall = hello.screen == "wall" and actor.role == "participant" and "wall" in self._badge.roles
        return Actor(None, "wall", actor.language) if is_wall else actor

    @property
    def _greeted(self) -> Screen:
        """The conversation lets nothing through before hello."""
        if self._screen is None:
            raise RuntimeError("a step before hello")
        return self._screen
