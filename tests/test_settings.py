"""What a start is told."""

import pytest

from openspace.settings import host_and_port, origin_of, public_origin


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("https://Board.example/", "https://board.example"),
        ("http://10.0.0.7:8080", "http://10.0.0.7:8080"),
        ("https://board.example:443", "https://board.example"),
        ("http://[fd00::2]:8000", "http://[fd00::2]:8000"),
    ],
)
def test_a_public_url_is_kept_as_browsers_write_an_origin(typed: str, origin: str) -> None:
    assert public_origin(typed) == origin


@pytest.mark.parametrize(
    "typed", ["board.example", "ftp://board.example", "https://", "https://b.example/path", "https://a@b"]
)
def test_what_is_no_address_of_a_server_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="is not a web address"):
        public_origin(typed)


def test_only_the_schemes_own_port_is_left_out() -> None:
    assert origin_of("HTTP", "LAN:443") == "http://lan:443"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("127.0.0.1:9464", ("127.0.0.1", 9464)),
        ("[::1]:0", ("::1", 0)),
        (" monitor.local:65535 ", ("monitor.local", 65_535)),
    ],
)
def test_an_address_to_listen_at_is_a_host_and_a_port(text: str, expected: tuple[str, int]) -> None:
    assert host_and_port(text) == expected
