"""How notes look from other screens while they are written."""

from typing import Any

import msgspec

from openspace.domain.commands import EditReport, WithdrawTopic
from openspace.domain.markup import HEADINGS, template
from openspace.live.notes.document import MERGE_S
from openspace.live.notes.notes import IDLE_MAX_S
from openspace.locales import shipped
from tests.live.live_day import LiveDay, Viewer, reopened
from tests.live.notes.pens import Pen, Scene

TEMPLATE = template(str)


def watching(day: LiveDay) -> Viewer:
    return day.view(day.facilitator, planes=frozenset({"notes"}))


def told(viewer: Viewer, topic: str) -> list[dict[str, Any]]:
    """Each word about the topic, in order."""
    return [frame["notes"][topic] for frame in viewer.heard if frame["type"] == "presence" and "notes" in frame]


async def caret(pen: Pen, letter: int | None = None) -> None:
    """Put the caret before that letter of the own ones, or at the end of the text, as y-codemirror says it."""
    item = None if letter is None else {"client": pen.doc.client_id, "clock": letter}
    place = {"type": None, "tname": "notes" if item is None else None, "item": item, "assoc": 0}
    await pen.point(msgspec.json.encode({"cursor": {"anchor": place, "head": place}}).decode())
    await pen.settle()


async def test_screens_hear_how_notes_stand_once_a_second(scene: Scene) -> None:
    """[Y9, S6]"""
    viewer = watching(scene.day)
    pen = await scene.pen()
    await scene.day.clock.advance(1)

    for letter in "abcdef":
        await pen.type(letter)
        await scene.day.clock.advance(0.3)
    await scene.day.clock.advance(1)

    words = told(viewer, scene.topic)
    assert 2 <= len(words) <= 4
    assert (words[0]["is_empty"], words[0]["writers"], words[0]["readers"]) == (True, 0, 1)
    assert (words[-1]["is_empty"], words[-1]["writers"], words[-1]["readers"]) == (False, 1, 0)
    assert [word["version"] for word in words] == sorted({word["version"] for word in words})


async def test_a_line_is_shown_when_the_caret_has_left_it(scene: Scene) -> None:
    """[Y9]"""
    pen = await scene.pen()
    await pen.type("\n- **First** line\n- half a wo")
    await caret(pen)
    await scene.day.clock.advance(1)
    assert shown(scene) == ["First line"]

    await pen.type("rd\n")
    await caret(pen)
    await scene.day.clock.advance(1)

    assert shown(scene) == ["First line", "half a word"]


async def test_a_line_the_caret_went_back_to_is_not_finished(scene: Scene) -> None:
    """[Y9]"""
    pen = await scene.pen()
    await pen.type("\nfirst\nsecond\n")

    await caret(pen, 3)
    await scene.day.clock.advance(1)

    assert shown(scene) == ["second"]


async def test_without_a_known_caret_a_line_waits_for_twenty_seconds(scene: Scene) -> None:
    """[Y9]"""
    pen = await scene.pen()
    await pen.type("\nfrom a phone\n")
    await scene.day.clock.advance(19)
    assert shown(scene) == []

    await scene.day.clock.advance(3)

    assert shown(scene) == ["from a phone"]


async def test_who_says_that_their_caret_is_nowhere_has_left_every_line(scene: Scene) -> None:
    """[Y9] As an editor or a phone says it when the hands go elsewhere."""
    pen = await scene.pen()
    await pen.type("\nfrom a phone")
    await caret(pen)
    await scene.day.clock.advance(1)
    assert shown(scene) == []

    await pen.point('{"cursor":null}')
    await pen.settle()
    await scene.day.clock.advance(1)

    assert shown(scene) == ["from a phone"]


async def test_a_hostile_caret_is_no_caret(scene: Scene) -> None:
    pen = await scene.pen()
    await pen.type("\nline\n")

    for state in (
        '{"cursor":5}',
        '{"cursor":{"anchor":[],"head":{"item":{"client":-1,"clock":"x"}}}}',
        '{"cursor":{"anchor":{"item":{"client":1,"clock":999999}},"head":{"item":{"client":4,"clock":0}}}}',
        '{"cursor":{"head":{"item":{"client":1,"clock":-3}},"anchor":{"item":{"client":1.5,"clock":true}}}}',
    ):
        await pen.point(state)
        await pen.settle()
        await scene.day.clock.advance(1)

    assert shown(scene) == []
    await scene.day.clock.advance(21)
    assert shown(scene) == ["line"]


async def test_what_is_internal_and_the_templates_headings_are_cut_on_the_server(scene: Scene) -> None:
    """[Y9, Y10]"""
    pen = await scene.pen()
    await pen.type("\nopen\n:::intern\nsecret\n:::\nopen again\n")
    await caret(pen)
    await scene.day.clock.advance(1)

    assert shown(scene) == ["open", "open again"]


async def test_the_latest_lines_are_shown_wherever_they_stand(scene: Scene) -> None:
    pen = await scene.pen()
    await pen.type("\none\ntwo\nthree\nfour\nfive\n")
    await caret(pen)
    await scene.day.clock.advance(1)
    assert shown(scene) == ["two", "three", "four", "five"]

    await pen.type("at the top\n", 0)
    await scene.day.clock.advance(2)

    assert shown(scene) == ["at the top", "three", "four", "five"]


async def test_the_convener_may_keep_them_off_the_walls(scene: Scene) -> None:
    """[Y9]"""
    pen = await scene.pen()
    await pen.type("\nours\n")
    await caret(pen)
    await scene.day.clock.advance(1)
    assert shown(scene) == ["ours"]

    await scene.day.act(EditReport(command_id="off", topic=scene.topic, is_on_walls=False), scene.anna)
    await scene.day.clock.advance(1)

    assert shown(scene) == []
    assert writing(scene)["is_empty"] is False


async def test_a_topic_off_the_board_shows_no_lines(scene: Scene) -> None:
    pen = await scene.pen()
    await pen.type("\nours\n")
    await caret(pen)
    await scene.day.clock.advance(1)

    await scene.day.act(WithdrawTopic(command_id="off", topic=scene.topic), scene.anna)
    await scene.day.clock.advance(IDLE_MAX_S + 2)

    assert shown(scene) == []


async def test_while_it_is_quiet_nothing_is_told(scene: Scene) -> None:
    """[W6, Y9]"""
    viewer = watching(scene.day)
    pen = await scene.pen()
    await scene.day.clock.advance(2)
    await scene.day.state("quiet")
    before = told(viewer, scene.topic)

    await pen.type("\nin the circle\n")
    await caret(pen)
    await scene.day.clock.advance(2)
    assert told(viewer, scene.topic) == before
    assert shown(scene) == []

    await scene.day.state("open")
    await scene.day.clock.advance(2)
    assert told(viewer, scene.topic)[-1]["lines"] == ["in the circle"]


async def test_a_writer_who_rests_is_a_reader(scene: Scene) -> None:
    """[Y9]"""
    pen = await scene.pen()
    await pen.type("a")
    await scene.day.clock.advance(2)
    assert (writing(scene)["writers"], writing(scene)["readers"]) == (1, 0)

    await scene.day.clock.advance(121)

    assert (writing(scene)["writers"], writing(scene)["readers"]) == (0, 1)


async def test_after_a_restart_it_is_known_which_topics_have_notes(scene: Scene) -> None:
    """[Y9]"""
    pen = await scene.pen()
    await pen.type("something")
    other = await scene.day.topic(scene.anna, "Another")
    await Pen(scene.day, scene.bo, other).open()
    await scene.day.clock.advance(MERGE_S)
    await scene.day.board.close()

    boards, board = await reopened(scene.day)
    await scene.day.clock.advance(1)

    standing = board.presence_whole(frozenset({"notes"}))["notes"]
    assert {topic: word.is_empty for topic, word in standing.items()} == {scene.topic: False, other: True}
    await boards.__aexit__(None, None, None)


async def test_the_template_of_any_language_is_empty(scene: Scene) -> None:
    notes = scene.day.board.notes

    assert notes.is_empty(TEMPLATE)
    assert notes.is_empty(template(shipped().catalog_for("sv").gettext))
    assert notes.is_empty(template(shipped().catalog_for("ar").gettext))
    assert not notes.is_empty(f"## {HEADINGS[0]}!")


def writing(scene: Scene) -> dict[str, Any]:
    """How the topic's notes stand for the other screens."""
    whole = scene.day.board.presence_whole(frozenset({"notes"}))["notes"]
    standing: dict[str, Any] = msgspec.to_builtins(whole[scene.topic])
    return standing


def shown(scene: Scene) -> list[str]:
    return list(writing(scene)["lines"])
