"""A large update in slices is the same update."""

from random import Random

import pytest

from openspace.yjs.causes import Cause, in_order
from openspace.yjs.slices import SLICE_STRUCTS, sliced
from openspace.yjs.update import read_update
from tests.yjs.documents import Document, Story, opened, stories
from tests.yjs.writing import after, amid, first, structs, update


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.name)
def test_slices_of_a_story_connect_and_make_the_same_text(story: Story) -> None:
    document = Document()

    connected = [document.take(piece) for whole in story.updates for piece in sliced(whole)]

    assert all(connected)
    assert (document.text, document.state) == (story.text, story.state)


def test_a_small_update_is_its_own_slice() -> None:
    small = update(structs(1, 0, first("hej")))

    assert list(sliced(small)) == [small]


def test_a_large_update_comes_in_small_ones_that_each_connect() -> None:
    turns = 300
    one = [first("a"), *(after(2, at, "a") for at in range(turns))]
    two = [after(1, at, "b") for at in range(turns)]
    whole = update(structs(1, 0, *one), structs(2, 0, *two))
    document = Document()

    pieces = list(sliced(whole))

    assert all(document.take(piece) for piece in pieces)
    assert document.text == opened(whole).text
    counts = [sum(len(places) - 1 for places in read_update(piece).places.values()) for piece in pieces]
    assert (max(counts) <= SLICE_STRUCTS, sum(counts)) == (True, 2 * turns + 1)


def test_a_forgery_that_makes_pycrdt_search_is_cut_small() -> None:
    """Every letter is said to stand beside the first, before another each time."""
    text = opened(update(structs(9, 0, first("a" * 4000)))).whole()
    forged = update(structs(5, 0, *(amid(9, 0, at, "x") for at in range(2000, 3000))))

    pieces = list(sliced(forged))

    assert len(pieces) == 1000 // SLICE_STRUCTS + 2
    assert opened(text).take(pieces[0])


def test_who_waits_comes_after_whom_it_waits_for() -> None:
    dice = Random(1)
    reached = dict.fromkeys(range(6), 0)
    causes: dict[int, list[Cause]] = {client: [] for client in reached}
    for _ in range(2000):  # in the order of time, so there is no circle
        client, other = dice.sample(range(6), 2)
        if reached[other]:
            causes[client].append(Cause(reached[client], other, dice.randrange(reached[other])))
        reached[client] += 1

    placed: dict[int, int] = dict.fromkeys(causes, 0)
    for stretch in in_order(causes) or ():
        assert placed[stretch.client] == stretch.start
        begun = [cause for cause in causes[stretch.client] if stretch.start <= cause.clock < stretch.end]
        assert all(placed[cause.other] > cause.at for cause in begun)
        placed[stretch.client] = stretch.end
    assert min(placed.values()) > max(reached.values())
