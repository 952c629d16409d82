"""Photos made fit to keep."""

import struct

import pytest
from PIL import Image, ImageCms

from openspace import pictures
from openspace.pictures import BadPicture, develop, thumbnail
from tests.pictures import SECRET, bomb, from_a_phone, opened, picture, written

HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200)
AVIF = b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00mif1avif" + bytes(200)
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
FOREIGN = [SVG, b"<!doctype html><script>alert(1)</script>", b"PK\x03\x04" + bytes(60), b"%PDF-1.7", b"", b"\xff"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_what_cameras_and_screens_make_is_kept_as_jpeg(kind: str) -> None:
    """[R8]"""
    kept = develop(picture(kind))

    image = opened(kept.content)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (60, 40))
    assert (kept.width, kept.height) == (60, 40)


def test_nothing_is_left_of_who_took_it_where() -> None:
    """[R8]"""
    taken = from_a_phone()
    assert SECRET in taken

    kept = develop(taken)

    image = opened(kept.content)
    assert SECRET not in kept.content
    assert b"Exif" not in kept.content
    assert dict(image.getexif()) == {}
    assert image.info.keys() & {"exif", "xmp", "comment", "icc_profile"} == set()


def test_a_picture_taken_upright_stands_upright() -> None:
    """[R8]"""
    kept = develop(from_a_phone())

    red, green, blue = opened(kept.content).getpixel((35, 5))  # type: ignore[misc]
    assert (kept.width, kept.height) == (40, 60)
    assert red > 150 > max(green, blue)


def test_the_longest_side_is_2048_at_most() -> None:
    """[R8]"""
    kept = develop(picture(size=(5_000, 1_000)))

    assert (kept.width, kept.height) == (2_048, 410)
    assert opened(kept.content).size == (2_048, 410)


def test_a_small_picture_is_not_made_larger() -> None:
    """[R8]"""
    kept = develop(picture(size=(3, 5)))

    assert (kept.width, kept.height) == (3, 5)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA"])
def test_every_kind_of_png_is_read(mode: str) -> None:
    """[R8]"""
    assert opened(develop(picture("PNG", mode=mode)).content).mode == "RGB"


def test_sixteen_bits_of_grey_stay_grey() -> None:
    """[R8]"""
    kept = develop(written(Image.new("I;16", (8, 8), 32_768), "PNG"))

    assert opened(kept.content).getpixel((4, 4)) == (128, 128, 128)


def test_what_one_could_see_through_is_white() -> None:
    """[R8]"""
    kept = develop(written(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG"))

    assert opened(kept.content).getpixel((4, 4)) == (255, 255, 255)


def test_the_colours_of_a_print_are_those_of_a_screen() -> None:
    """[R8]"""
    kept = develop(picture(mode="CMYK", size=(64, 64)))

    red, green, blue = opened(kept.content).getpixel((8, 8))  # type: ignore[misc]
    assert red > 150 > max(green, blue)


@pytest.mark.parametrize("profile", [ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(), b"no profile"])
def test_a_profile_that_does_not_fit_is_as_good_as_none(profile: bytes) -> None:
    """[R8]"""
    kept = develop(picture(icc_profile=profile))

    assert opened(kept.content).info.get("icc_profile") is None


@pytest.mark.parametrize("content", [HEIC, AVIF])
def test_apples_format_is_refused_with_what_to_do_instead(content: bytes) -> None:
    """[R8]"""
    with pytest.raises(BadPicture) as refused:
        develop(content)

    assert "HEIC" in refused.value.says
    assert "Most Compatible" in refused.value.instead


@pytest.mark.parametrize("content", FOREIGN)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    """[R8]"""
    with pytest.raises(BadPicture) as refused:
        develop(content)

    assert refused.value.says == BadPicture.says


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_half_a_picture_is_refused(kind: str) -> None:
    """[R8]"""
    noise = Image.effect_noise((200, 200), 60).convert("RGB")
    whole = written(noise, kind)

    for cut in (20, len(whole) // 2, len(whole) * 9 // 10):
        with pytest.raises(BadPicture) as refused:
            develop(whole[:cut])
        assert "not whole" in refused.value.says


def test_a_bomb_is_refused_before_it_unfolds(monkeypatch: pytest.MonkeyPatch) -> None:
    """[R8]"""
    monkeypatch.setattr(Image.Image, "thumbnail", lambda *_: pytest.fail("it was decoded"))

    with pytest.raises(BadPicture) as refused:
        develop(bomb())

    assert refused.value.values == {"millions": 25}


def test_a_picture_that_lies_about_its_size_is_refused() -> None:
    """[R8]"""
    content = bytearray(picture("PNG"))
    content[16:24] = struct.pack(">II", 60_000, 60_000)

    with pytest.raises(BadPicture):
        develop(bytes(content))


def test_a_picture_that_is_drawn_over_and_over_is_refused() -> None:
    """[R8]"""
    whole = picture(progressive=True)
    scans = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" * (pictures.JPEG_SCANS_MAX + 1)

    with pytest.raises(BadPicture):
        develop(whole[:-2] + scans + whole[-2:])


@pytest.mark.parametrize("content", [b"", SVG, picture()[:300], HEIC])
def test_what_an_import_brought_as_a_photo_and_is_none_has_no_thumbnail(content: bytes) -> None:
    """[R8]"""
    with pytest.raises(BadPicture):
        thumbnail(content)


def test_a_thumbnail_is_small() -> None:
    small = thumbnail(develop(picture(size=(2_000, 1_500))).content)

    assert opened(small).size == (480, 360)
