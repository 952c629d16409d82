"""Topics and interest: rules M1-M8."""

import pytest

from openspace.domain.board import audience_of
from openspace.domain.commands import EditProfile, EditTopic, ProposeTopic, RestoreTopic, SetInterest, WithdrawTopic
from openspace.domain.errors import Invalid, NotNow, NotYours, RoomTaken
from tests.domain.day import a_day


def propose(title: str, **more: str) -> ProposeTopic:
    return ProposeTopic(command_id="c", title=title, **more)


def test_anyone_posts_and_it_is_up_at_once() -> None:
    """[M1]"""
    day = a_day()

    topic = day.topic("Bees", by="bo")

    assert day.board.topics[topic].convener == "bo"
    assert day.board.people["bo"].name == "Bo"


def test_nothing_goes_up_while_people_gather() -> None:
    """[G4]"""
    day = a_day(state="gathering")

    with pytest.raises(NotNow):
        day.topic("Bees")


def test_quiet_keeps_acts() -> None:
    """[G4]"""
    day = a_day()
    day.state("quiet")

    assert day.topic("Bees") in day.board.topics


def test_a_scribe_types_a_card_and_its_name_becomes_a_person_without_a_phone() -> None:
    """[M2]"""
    day = a_day()

    day.act(propose("Ants", convener="Per-Olof"), "scribe")
    day.act(propose("Bees", convener="per-olof"), "scribe")

    (person,) = day.board.people.values()
    assert (person.name, person.has_phone) == ("Per-Olof", False)
    assert {topic.convener for topic in day.board.topics.values()} == {person.id}


def test_a_scribe_may_name_a_person_on_the_board_by_id() -> None:
    """[M2]"""
    day = a_day()

    topic = day.act(propose("Ants", convener="bo"), "scribe").made["topic"]

    assert day.board.topics[topic].convener == "bo"


def test_a_participant_posts_in_no_other_name() -> None:
    """[M2, P3]"""
    day = a_day()

    with pytest.raises(NotYours):
        day.act(propose("Ants", convener="Per-Olof"), "ada")


def test_words_are_the_conveners_alone_also_before_a_facilitator() -> None:
    """[P4]"""
    day = a_day()
    topic = day.topic("Bees")

    with pytest.raises(NotYours):
        day.act(EditTopic(command_id="c", topic=topic, title="Wasps"), "facilitator")
    day.act(EditTopic(command_id="c", topic=topic, title="Wasps", about=None), "ada")

    assert day.board.topics[topic].title == "Wasps"


def test_a_field_left_out_of_an_edit_is_unchanged_and_null_clears() -> None:
    """[M4]"""
    day = a_day()
    topic = day.act(propose("Bees", about="Why they dance"), "ada").made["topic"]

    day.act(EditTopic(command_id="c", topic=topic, title="Wasps"), "ada")
    kept = day.board.topics[topic].about
    day.act(EditTopic(command_id="c", topic=topic, about=None), "ada")

    assert (kept, day.board.topics[topic].about) == ("Why they dance", "")


def test_a_withdrawn_topic_goes_up_again_with_its_stars_and_place() -> None:
    """[M5, M6]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))
    day.act(SetInterest(command_id="c", topic=topic, on=True), "bo")

    day.act(WithdrawTopic(command_id="c", topic=topic), "ada")
    off = (dict(day.board.topics), dict(day.board.sessions), dict(day.board.people))
    day.act(RestoreTopic(command_id="c", topic=topic), "ada")

    assert off == ({}, {}, {})
    assert day.spot(topic) == ("oak", "10:00")
    assert day.board.interests["bo"].topics == (topic,)
    assert day.board.shelf == {}


def test_a_withdrawn_topic_whose_place_has_gone_waits() -> None:
    """[M6]"""
    day = a_day()
    topic = day.topic("Bees", at=("oak", "10:00"))
    day.act(WithdrawTopic(command_id="c", topic=topic), "ada")
    day.topic("Ants", by="bo", at=("oak", "10:00"))

    day.act(RestoreTopic(command_id="c", topic=topic), "ada")

    assert day.spot(topic) is None


def test_a_withdrawn_topic_is_for_its_convener_only() -> None:
    """[M5]"""
    day = a_day()
    topic = day.topic("Bees")

    day.act(WithdrawTopic(command_id="c", topic=topic), "ada")

    audience = audience_of(day.board.shelf[topic])
    assert audience.includes("ada", "participant")
    assert not audience.includes("facilitator", "facilitator")


def test_interest_is_private_and_set_twice_is_once() -> None:
    """[M8]"""
    day = a_day()
    topic = day.topic("Bees")

    day.act(SetInterest(command_id="c", topic=topic, on=True), "bo")
    again = day.act(SetInterest(command_id="c", topic=topic, on=True), "bo")

    assert list(again.changes.each()) == []
    assert not audience_of(day.board.interests["bo"]).includes("ada", "facilitator")


@pytest.mark.parametrize("title", ["", "   ", "\u202e", "\u200d \u200c", "x" * 141])
def test_a_title_is_1_to_140_characters_after_cleaning(title: str) -> None:
    """[M3]"""
    day = a_day()

    with pytest.raises(Invalid):
        day.topic(title)


def test_a_title_is_cleaned_not_refused() -> None:
    """[G2]"""
    day = a_day()

    topic = day.topic("  Bi\u202en\u0000\ne\u0301 \u0641\u200c\u0642 " + "x" * 3)

    assert day.board.topics[topic].title == "Bin \u00e9 \u0641\u200c\u0642 xxx"


def test_a_name_changed_later_follows_to_the_card() -> None:
    """[G7]"""
    day = a_day()
    day.topic("Bees")

    day.act(EditProfile(command_id="c", name="Ada L."), "ada")

    assert day.board.people["ada"].name == "Ada L."


def test_losing_a_race_for_a_cell_leaves_the_topic_up() -> None:
    """[A3]"""
    day = a_day()
    day.topic("Ants", by="bo", at=("oak", "10:00"))
    topic = day.topic("Bees")

    with pytest.raises(RoomTaken):
        day.place(topic, "oak", "10:00", by="ada")

    assert topic in day.board.topics


def test_a_title_says_where_its_long_words_may_break_also_after_an_edit() -> None:
    """[M7]"""
    day = a_day()
    day.breaks = lambda title, language, board_language: (len(title) - 1, len(language), len(board_language))

    topic = day.act(propose("Bees", language="sv-SE"), "ada").made["topic"]
    first = day.board.topics[topic].breaks
    day.act(EditTopic(command_id="c", topic=topic, title="Bumblebees", language=None), "ada")

    assert (first, day.board.topics[topic].breaks) == ((3, 5, 2), (9, 0, 2))
