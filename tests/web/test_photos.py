"""Photos over HTTP: sent once and kept, shown to those who are on the board, refused in words."""

import asyncio
import hashlib
import http.client
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from openspace.live import boards
from openspace.ports import NotSaved
from openspace.storage.sqlite import open_store, open_store_to_read
from openspace.storage.sqlite_blobs import SqliteBlobs
from openspace.web import darkroom, photos, security
from openspace.web.problems import BusyWithPictures
from tests.client import WAIT_MAX_S, Device, Json, Made, Reply, Screen
from tests.pictures import SECRET, bomb, from_a_phone, opened, picture
from tests.waiting import becomes
from tests.web.conftest import RunningServer, StartServer

MEGABYTE = 1024 * 1024


async def a_topic(device: Device, made: Made) -> str:
    reply = await device.command(made.code, "propose_topic", title="Språkcafé")
    return str(reply.json()["made"]["topic"])


async def send(device: Device, made: Made, topic: str, content: bytes, key: str = "", query: str = "") -> Reply:
    headers = {"Content-Type": "image/jpeg", **({"Idempotency-Key": key} if key else {})}
    return await device.request("POST", f"/api/boards/{made.code}/topics/{topic}/photos{query}", content, headers)


async def photos_of(device: Device, made: Made) -> Json:
    found: Json = (await device.board(made.code))["board"]["photos"]
    return found


async def show(device: Device, made: Made, photo: str, query: str = "", **headers: str) -> Reply:
    return await device.request("GET", f"/b/{made.code}/photos/{photo}.jpg{query}", headers=headers)


async def test_a_photo_is_kept_told_and_shown(anna: Device, made: Made, bystander: Screen) -> None:
    """[R6]"""
    topic = await a_topic(anna, made)

    reply = await send(anna, made, topic, from_a_phone(), query="?text=Tavlan%20i%20Atriet")

    assert reply.status == 201
    photo = reply.json()["photo"]
    assert reply.json().keys() == {"photo", "seq"}
    await bystander.until(lambda: photo in bystander.board["photos"])
    told = bystander.board["photos"][photo]
    shown = await show(anna, made, photo)
    assert (told["topic"], told["text"], told["may_publish"]) == (topic, "Tavlan i Atriet", False)
    assert (told["width"], told["height"], told["size"]) == (40, 60, len(shown.body))
    assert told["digest"] == hashlib.sha256(shown.body).hexdigest()
    assert SECRET not in shown.body
    assert (shown.status, shown.headers["content-type"]) == (200, "image/jpeg")
    assert shown.headers["x-content-type-options"] == "nosniff"


async def test_a_photo_sent_again_under_its_key_is_one_photo(anna: Device, made: Made) -> None:
    """[R6]"""
    topic = await a_topic(anna, made)

    first, again = [await send(anna, made, topic, picture(), key="k1") for _ in range(2)]

    assert (first.status, again.status) == (201, 201)
    assert again.json() == first.json()
    assert len(await photos_of(anna, made)) == 1


async def test_a_photo_sent_twice_at_once_is_one_photo(anna: Device, made: Made) -> None:
    """[R6]"""
    topic = await a_topic(anna, made)

    replies = await asyncio.gather(*(send(anna, made, topic, picture(), key="k1") for _ in range(2)))

    assert replies[0].json() == replies[1].json()
    assert len(await photos_of(anna, made)) == 1


async def test_a_photo_sent_again_is_answered_although_the_topic_is_full(anna: Device, made: Made) -> None:
    """[R6]"""
    topic = await a_topic(anna, made)
    first = await send(anna, made, topic, picture(), key="k1")
    for _ in range(39):
        await send(anna, made, topic, picture())

    assert (await send(anna, made, topic, picture(), key="k1")).json() == first.json()
    assert (await send(anna, made, topic, picture())).json()["code"] == "too_many"


@pytest.mark.long
async def test_eighty_photos_at_once_are_all_kept(server: RunningServer, made: Made) -> None:
    """[R6]"""
    people = [server.device() for _ in range(80)]
    for person in people:
        await person.join(made.code)
    topics = [await a_topic(people[0], made) for _ in range(2)]

    sent = [send(p, made, topics[n % 2], picture(size=(800, 600))) for n, p in enumerate(people)]
    replies = await asyncio.gather(*sent)

    assert {reply.status for reply in replies} == {201}
    assert len(await photos_of(people[0], made)) == 80


async def test_who_may_not_write_the_report_is_refused_before_the_picture_is_read(
    anna: Device, server: RunningServer, made: Made
) -> None:
    """[R6]"""
    topic = await a_topic(anna, made)
    await anna.command(made.code, "edit_report", topic=topic, writers="convener")
    other = server.device()
    await other.join(made.code)

    refused = await send(other, made, topic, b"not looked at")
    nobody = await send(server.device(), made, topic, b"not looked at")
    wall = await send(server.device(made.key("wall")), made, topic, b"not looked at")

    assert [(r.status, r.json()["code"]) for r in (refused, nobody, wall)] == [
        (409, "not_yours"), (401, "who_are_you"), (409, "not_yours"),
    ]  # fmt: skip


async def test_a_topic_that_is_not_there_takes_no_photo(anna: Device, made: Made) -> None:
    """[R6]"""
    assert (await send(anna, made, "nothing", picture())).json()["code"] == "unknown"


async def test_a_script_cannot_say_that_a_photo_has_come(anna: Device, made: Made) -> None:
    """[R6]"""
    topic = await a_topic(anna, made)

    reply = await anna.command(made.code, "add_photo", topic=topic, digest="0" * 64, width=1, height=1, size=1)

    assert reply.json()["code"] == "unknown_command"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "HEIC"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture"),
        (b"PK\x03\x04 a zip", "not a picture"),
        (picture()[:300], "not whole"),
        (bomb(), "25 million points"),
        (b"", "not a picture"),
    ],
)
async def test_what_cannot_be_kept_is_refused_in_words(
    anna: Device, made: Made, bystander: Screen, content: bytes, says: str
) -> None:
    """[R8]"""
    topic = await a_topic(anna, made)

    reply = await send(anna, made, topic, content)

    assert (reply.status, reply.json()["code"]) == (415, "bad_picture")
    assert says in reply.json()["message"]
    assert reply.json()["instead"]["text"]
    assert await photos_of(anna, made) == {}


async def test_sixty_megabytes_are_refused_by_their_length_alone(anna: Device, made: Made, bystander: Screen) -> None:
    """[R8]"""
    topic = await a_topic(anna, made)

    path = f"/api/boards/{made.code}/topics/{topic}/photos"
    status, said = await asyncio.to_thread(only_the_head, anna, path, 60 * MEGABYTE)

    assert status == 413
    assert "The picture is larger than 20 MB." in said


async def test_sixty_megabytes_in_a_plain_form_bring_the_form_back(anna: Device, made: Made) -> None:
    """[R8]"""
    topic = await a_topic(anna, made)
    path, kind = f"/b/{made.code}/topics/{topic}/photos", "multipart/form-data; boundary=b"

    status, said = await asyncio.to_thread(only_the_head, anna, path, 60 * MEGABYTE, kind)

    assert status == 413
    assert "Bilden är större än 20 MB." in said
    assert 'type="file"' in said


def only_the_head(device: Device, path: str, length: int, kind: str = "image/jpeg") -> tuple[int, str]:
    """What the server says to a request whose body never comes."""
    cookies = "; ".join(f"{name}={value}" for name, value in device.cookies.items())
    with closing(http.client.HTTPConnection(urlsplit(device.base).netloc, timeout=WAIT_MAX_S)) as line:
        line.putrequest("POST", path)
        for name, value in {"Cookie": cookies, "Content-Length": str(length), "Content-Type": kind}.items():
            line.putheader(name, value)
        line.endheaders()
        response = line.getresponse()
        return response.status, response.read().decode()


async def test_more_than_was_promised_is_refused_on_the_way(
    anna: Device, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[R8]"""
    monkeypatch.setattr(photos, "PICTURE_MAX_BYTES", MEGABYTE)
    topic = await a_topic(anna, made)

    reply = await send(anna, made, topic, bytes(MEGABYTE + 1))

    assert (reply.status, reply.json()["code"]) == (413, "too_large")


async def test_other_addresses_take_no_more_than_before(anna: Device, made: Made) -> None:
    """[R8]"""
    reply = await anna.request("POST", f"/api/boards/{made.code}/commands", bytes(security.BODY_MAX_BYTES + 1))

    assert (reply.status, reply.json()["message"]) == (413, "That is more than the server takes at once.")


async def test_a_sender_who_stops_in_the_middle_is_let_go(
    anna: Device, made: Made, bystander: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[R8]"""
    monkeypatch.setattr(photos, "WHOLE_BODY_TIMEOUT_S", 0.1)
    topic = await a_topic(anna, made)

    status, said = await asyncio.to_thread(only_the_head, anna, f"/api/boards/{made.code}/topics/{topic}/photos", 5_000)

    assert status == 408
    assert "too_slow" in said


async def test_what_does_not_fit_waits_and_is_refused_in_the_end(
    anna: Device, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[R8]"""
    monkeypatch.setattr(darkroom, "WAIT_MAX_S", 0.05)
    topic = await a_topic(anna, made)
    room = darkroom.Darkroom()

    async with room, room.room_for(darkroom.MEMORY_MAX_BYTES):
        with pytest.raises(BusyWithPictures):
            async with room.room_for(1):
                pass
    async with room.room_for(1):
        pass

    assert (await send(anna, made, topic, picture())).status == 201


async def test_a_photo_is_for_those_on_the_board(anna: Device, server: RunningServer, made: Made) -> None:
    """[R9]"""
    photo = (await send(anna, made, await a_topic(anna, made), picture())).json()["photo"]
    elsewhere = server.device()
    other = await elsewhere.make_board()
    await elsewhere.join(other.code)

    assert (await show(server.device(), made, photo)).status == 401
    assert (await show(elsewhere, made, photo)).status == 401
    assert (await show(elsewhere, other, photo)).status == 404
    assert (await show(server.device(made.key("wall")), made, photo)).status == 200


async def test_a_photo_is_kept_by_whoever_saw_it_and_by_nobody_between(anna: Device, made: Made) -> None:
    """[R9]"""
    photo = (await send(anna, made, await a_topic(anna, made), picture())).json()["photo"]
    first = await show(anna, made, photo)

    again = await show(anna, made, photo, **{"If-None-Match": first.headers["etag"]})

    assert first.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert (again.status, again.body) == (304, b"")


async def test_lists_get_a_small_one(anna: Device, made: Made) -> None:
    """[R9]"""
    photo = (await send(anna, made, await a_topic(anna, made), picture(size=(1_600, 1_200)))).json()["photo"]

    small = [await show(anna, made, photo, "?small") for _ in range(2)]

    assert [opened(reply.body).size for reply in small] == [(480, 360)] * 2
    assert opened((await show(anna, made, photo)).body).size == (1_600, 1_200)


async def test_a_removed_photo_is_shown_no_more_until_it_is_back(anna: Device, made: Made) -> None:
    """[R9]"""
    photo = (await send(anna, made, await a_topic(anna, made), picture())).json()["photo"]

    removed = await anna.command(made.code, "remove_photo", photo=photo)
    gone = await show(anna, made, photo)
    await anna.command(made.code, "undo", seq=removed.json()["seq"])

    assert gone.status == 404
    assert (await show(anna, made, photo)).status == 200


async def test_photos_of_a_topic_put_aside_are_not_shown(anna: Device, server: RunningServer, made: Made) -> None:
    """[R9]"""
    topic = await a_topic(anna, made)
    photo = (await send(anna, made, topic, picture())).json()["photo"]
    desk = server.device(made.key("facilitator"))

    await desk.command(made.code, "put_aside", topic=topic, why="Ett missförstånd")

    assert (await show(anna, made, photo)).status == 404
    await desk.command(made.code, "restore_topic", topic=topic)
    assert (await show(anna, made, photo)).status == 200


async def test_a_disk_that_is_full_keeps_nothing_half(
    anna: Device, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[R6]"""
    topic = await a_topic(anna, made)

    async def full(self: SqliteBlobs, code: str, content: bytes) -> str:
        raise NotSaved("disk full")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(SqliteBlobs, "save_blob", full)
        refused = await send(anna, made, topic, picture(), key="k1")

    assert (refused.status, refused.json()["code"]) == (503, "not_saved")
    assert await photos_of(anna, made) == {}
    assert (await send(anna, made, topic, picture(), key="k1")).status == 201


async def test_a_plain_form_sends_a_photo(anna: Device, made: Made) -> None:
    """[R6]"""
    topic = await a_topic(anna, made)
    content, headers = a_form(picture(), "Tavlan")

    reply = await anna.request("POST", f"/b/{made.code}/topics/{topic}/photos", content, headers)

    assert (reply.status, reply.headers["location"]) == (303, f"/b/{made.code}/topics/{topic}")
    assert [photo["text"] for photo in (await photos_of(anna, made)).values()] == ["Tavlan"]
    page = (await anna.request("GET", f"/b/{made.code}/topics/{topic}")).body.decode()
    assert ".jpg?small" in page
    assert 'alt="Tavlan"' in page


async def test_a_plain_form_without_a_picture_comes_back_with_the_reason(anna: Device, made: Made) -> None:
    """[R8]"""
    topic = await a_topic(anna, made)
    content, headers = a_form(b"", "Tavlan")

    reply = await anna.request("POST", f"/b/{made.code}/topics/{topic}/photos", content, headers)

    assert reply.status == 415
    assert "ingen bild som kan läsas" in reply.body.decode()


def a_form(photo: bytes, text: str) -> tuple[bytes, dict[str, str]]:
    """As a browser sends it."""
    parts = [
        b'--b\r\nContent-Disposition: form-data; name="photo"; filename="IMG.jpg"\r\nContent-Type: image/jpeg\r\n\r\n',
        photo,
        f'\r\n--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n{text}\r\n--b--\r\n'.encode(),
    ]
    return b"".join(parts), {"Content-Type": "multipart/form-data; boundary=b"}


async def test_bytes_that_no_command_followed_are_gone_after_the_next_start(
    start_server: StartServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[R9]"""
    monkeypatch.setattr(boards, "ERASE_PAUSE_S", 0.0)
    data = tmp_path / "openspace.db"
    with start_server(data) as server:
        anna = server.device()
        made = await anna.make_board()
        await anna.join(made.code)
        await send(anna, made, await a_topic(anna, made), picture())
    async with open_store(data) as store:
        stray = await store.save_blob(made.code, b"nobody's")
        assert len(await store.blob_sizes(made.code)) == 2

    async with open_store_to_read(data) as store:

        async def kept() -> tuple[bool, int]:
            sizes = await store.blob_sizes(made.code)
            return stray in sizes, len(sizes)

        with start_server(data):
            await becomes(kept, (False, 1))
