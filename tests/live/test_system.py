"""The machine's own clock and randomness."""

import re
from datetime import UTC, datetime, timedelta

from openspace.live.code_words import CODE_WORDS
from openspace.live.system import SystemClock, SystemIds


def test_ids_start_with_a_letter_and_do_not_repeat() -> None:
    ids = [SystemIds().new_id() for _ in range(1_000)]

    assert all(re.fullmatch(r"[a-z][A-Za-z0-9_-]{11,}", one) for one in ids)
    assert len(set(ids)) == 1_000


def test_keys_hold_at_least_128_bits_and_are_safe_in_a_url() -> None:
    keys = [SystemIds().new_key() for _ in range(1_000)]

    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22,}", key) for key in keys)
    assert len(set(keys)) == 1_000


def test_codes_are_four_letters_and_three_digits_without_a_leading_zero() -> None:
    codes = [SystemIds().new_code() for _ in range(2_000)]

    assert all(re.fullmatch(r"[A-Z]{4}[1-9][0-9]{2}", code) for code in codes)
    assert len(set(codes)) > 1_900


def test_the_words_are_about_two_hundred_and_each_once() -> None:
    assert len(CODE_WORDS) == len(set(CODE_WORDS))
    assert 180 <= len(CODE_WORDS) <= 260


async def test_the_clock_knows_the_time_and_sleeps() -> None:
    clock = SystemClock()
    before = clock.monotonic()

    await clock.sleep(0.001)
    await clock.sleep(-1)

    assert clock.monotonic() >= before + 0.001
    assert clock.now().tzinfo is UTC
    assert abs(datetime.now(UTC) - clock.now()) < timedelta(seconds=5)
