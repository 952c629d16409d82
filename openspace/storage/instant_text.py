"""Instants as the data file writes them."""

from datetime import UTC, datetime


def text_of(instant: datetime) -> str:
    """ISO 8601 in UTC and always of one length, so that texts sort as the instants do."""
    in_utc = instant if instant.tzinfo is UTC else instant.astimezone(UTC)
    return in_utc.isoformat(timespec="microseconds")


def instant_of(text: str) -> datetime:
    return datetime.fromisoformat(text)
