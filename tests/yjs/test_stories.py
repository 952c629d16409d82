"""What real Yjs clients send is read, connects, and makes the same text in pycrdt, letter for letter."""

import base64
import json
import subprocess
from pathlib import Path

import pytest

from openspace.yjs.update import decode_update, missing_from
from tests.yjs.documents import Document, Story, opened, stories

READER = Path(__file__).with_name("read_updates.mjs")
READ_MAX_S = 30

by_name = pytest.mark.parametrize("story", stories(), ids=lambda story: story.name)


@by_name
def test_every_update_connects_and_the_text_is_what_the_clients_show(story: Story) -> None:
    document = Document()

    connected = [document.take(update) for update in story.updates]

    assert all(connected)
    assert (document.text, document.state, document.pycrdt_state()) == (story.text, story.state, story.state)


@by_name
def test_a_stored_document_opens_as_it_was(story: Story) -> None:
    document = Document()
    for update in story.updates:
        document.take(update)

    again = opened(document.whole())

    assert (again.text, again.state) == (story.text, story.state)


@by_name
def test_an_update_known_already_changes_nothing(story: Story) -> None:
    document = Document()
    for update in story.updates:
        document.take(update)
    whole = document.whole()

    for update in story.updates:
        document.take(update)

    assert (document.text, document.whole()) == (story.text, whole)


def test_what_comes_before_its_causes_is_missing_them() -> None:
    """[Y21]"""
    story = next(story for story in stories() if story.name == "typed letter by letter")
    document = Document()

    late = decode_update(story.updates[4])

    assert missing_from(late, document.state) == {0xFFFFFFFE: 4}
    assert not document.take(story.updates[4])
    assert (document.text, document.state) == ("", {})


def test_deletions_of_the_unknown_are_missing_them() -> None:
    """[Y21]"""
    story = next(story for story in stories() if story.name == "all of it deleted again")

    alone = decode_update(story.updates[1])

    assert (dict(alone.reaches), alone.deleted, missing_from(alone, {})) == ({}, 6, {3: 10})


def test_real_yjs_reads_what_the_server_keeps_as_the_same_text(node_with_packages: Path) -> None:
    """[Y22]"""
    told = stories()
    kept = []
    for story in told:
        document = Document()
        for update in story.updates:
            document.take(update)
        kept.append(base64.b64encode(document.whole()).decode())

    read = subprocess.run(
        [str(node_with_packages), str(READER)],
        input=json.dumps(kept), capture_output=True, text=True, encoding="utf-8", timeout=READ_MAX_S, check=True,
    )  # fmt: skip

    assert json.loads(read.stdout) == [story.text for story in told]
