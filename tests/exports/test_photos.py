"""Photos in one file: as they are while they are few, smaller when a hall could not take them home."""

import io

from PIL import Image

from openspace.exports.photos import SIDE_MIN_PX, fitting, smaller
from tests.exports.sample import picture


def size_of(content: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(content)) as image:
        return image.size


def test_few_photos_stay_as_they_are() -> None:
    photos = {"a": picture(1024, 768, "#fde3d3"), "b": b"no picture"}

    assert fitting(photos) is photos


def test_many_photos_are_made_smaller_until_they_fit() -> None:
    photos = {str(number): picture(2048, 1536, "#fde3d3") for number in range(4)}
    budget = sum(map(len, photos.values())) // 3

    small = fitting(photos, budget)

    assert small.keys() == photos.keys()
    assert sum(map(len, small.values())) <= budget
    width, height = size_of(small["0"])
    assert SIDE_MIN_PX <= width < 2048
    assert abs(width / height - 2048 / 1536) < 0.01


def test_no_photo_becomes_too_small_to_read() -> None:
    photos = {"a": picture(2048, 1536, "#fde3d3")}

    assert size_of(fitting(photos, 1)["a"])[0] == SIDE_MIN_PX


def test_what_cannot_be_made_smaller_stays() -> None:
    small = picture(320, 240, "#fde3d3", 40)

    assert smaller(b"no picture", 640) == b"no picture"
    assert len(smaller(small, 640)) <= len(small)
