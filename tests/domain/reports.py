"""Commands about reports and what people take on, and what came of them."""

from datetime import date
from typing import Any

from openspace.domain.commands import AddAction, EditAction, EditReport
from openspace.domain.entities import Action, Topic
from tests.domain.day import Day

APRIL = date(2027, 4, 15)


def report(topic: str, **more: Any) -> EditReport:
    return EditReport(command_id="c", topic=topic, **more)


def add(topic: str, what: str = "Write two pages", **more: Any) -> AddAction:
    return AddAction(command_id="c", topic=topic, what=what, **more)


def edit(action: str, **more: Any) -> EditAction:
    return EditAction(command_id="c", action=action, **more)


def taken_on(day: Day, topic: str, by: str = "bo", **more: Any) -> str:
    """An action of that topic; its id."""
    return day.act(add(topic, **more), by).made["action"]


def only_action(day: Day) -> Action:
    (action,) = day.board.actions.values()
    return action


def only_topic(day: Day) -> Topic:
    (topic,) = day.board.topics.values()
    return topic
