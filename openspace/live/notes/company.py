"""Who is there on a document, as Yjs awareness tells it: names, colours, carets; never stored.

Each client id belongs to the connection that named it first; a word for somebody else's is dropped, for stock
clients say again what they heard of the others. So is a word under somebody else's id: a name that is on the board
stands for the person who has it.
"""

from collections.abc import Iterable
from typing import Final

import msgspec
from msgspec import Struct

from openspace.live.notes.peer import Peer
from openspace.yjs import frames

CLIENTS_MAX: Final = 4  # of one connection; a stock client is one
GONE_MAX: Final = 1_000


class Word(Struct, frozen=True):
    """The last thing a client said of itself."""

    peer: Peer
    said: frames.Peer


class Company:
    """`news`: what is to be told to everybody, the last word of each client."""

    def __init__(self) -> None:
        self.news: dict[int, frames.Peer] = {}
        self._words: dict[int, Word] = {}
        self._gone: dict[int, int] = {}  # clocks of clients that left, the latest last

    def hear(self, peer: Peer, said: Iterable[frames.Peer]) -> None:
        """From one connection, of itself and perhaps of others."""
        for word in said:
            if self._is_own(peer, word) and not is_under_another_id(peer, word):
                self._take(peer, word)

    def leave(self, peer: Peer) -> None:
        """Its clients are gone for the others."""
        for client in peer.clients:
            last = self._words.pop(client).said
            self._forget(client, last.clock)
            self.news[client] = frames.Peer(client, last.clock, None)
        peer.clients = set()

    def whole(self) -> tuple[frames.Peer, ...]:
        """Everybody, for somebody new."""
        return tuple(word.said for word in self._words.values())

    def take_news(self) -> tuple[frames.Peer, ...]:
        news, self.news = self.news, {}
        return tuple(news.values())

    def words(self) -> Iterable[Word]:
        return self._words.values()

    def _is_own(self, peer: Peer, word: frames.Peer) -> bool:
        if word.client in peer.clients:
            return word.clock >= self._words[word.client].said.clock
        if word.client in self._words or word.state is None or len(peer.clients) >= CLIENTS_MAX:
            return False
        left_at = self._gone.get(word.client, -1)
        # Who comes back says its own name first; an echo of somebody who left comes from somebody else.
        return word.clock > left_at or (word.clock == left_at and not peer.clients)

    def _take(self, peer: Peer, word: frames.Peer) -> None:
        self.news[word.client] = word
        if word.state is None:
            peer.clients.discard(word.client)
            self._words.pop(word.client, None)
            self._forget(word.client, word.clock)
        else:
            peer.clients.add(word.client)
            self._words[word.client] = Word(peer, word)

    def _forget(self, client: int, clock: int) -> None:
        self._gone.pop(client, None)
        self._gone[client] = clock
        if len(self._gone) > GONE_MAX:
            del self._gone[next(iter(self._gone))]


def is_under_another_id(peer: Peer, word: frames.Peer) -> bool:
    """Whether it claims `user: {person}` for somebody who is not at that connection."""
    user = (msgspec.json.decode(word.state or "null") or {}).get("user")
    person = user.get("person") if isinstance(user, dict) else None
    return person is not None and person != peer.actor.person
