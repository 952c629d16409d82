"""How a document that is open looks from other screens."""

from collections.abc import Collection

from openspace.domain.markup import is_empty_report
from openspace.live.notes.carets import carets_of
from openspace.live.notes.digest import SHOWN_FOR_S, Writing
from openspace.live.notes.document import Document


def writing_of(document: Document, headings: Collection[str], now: float, *, is_shown: bool) -> Writing:
    """Not while it is storing: the carets would belong to another text. `is_shown`: on walls."""
    writers = [peer for peer in document.peers if peer.is_writing(now)]
    document.lines.read(document.text, now)
    lines: tuple[str, ...] = ()
    if is_shown and now - document.changed_at < SHOWN_FOR_S:
        carets = carets_of(writers, document.company.words(), document.crdt)
        lines = document.lines.finished(document.text, carets, now, headings)
    return Writing(
        version=document.number,
        is_empty=is_empty_report(document.text, headings),
        writers=len(writers),
        readers=len(document.peers) - len(writers),
        lines=lines,
    )
