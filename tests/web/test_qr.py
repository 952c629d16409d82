"""What cameras read."""

import pytest

from openspace.web import qr


@pytest.mark.parametrize(
    ("name", "password", "text"),
    [
        ("Guest", "", "WIFI:T:nopass;S:Guest;P:;;"),
        ("Gäst", 'a;b:c,"d\\', 'WIFI:T:WPA;S:Gäst;P:a\\;b\\:c\\,\\"d\\\\;;'),
    ],
)
def test_a_network_is_written_as_cameras_expect_it(name: str, password: str, text: str) -> None:
    assert qr.wifi(name, password) == text


def test_a_code_is_dark_on_light_and_fills_its_box() -> None:
    drawn = qr.svg("http://192.168.1.20:8000/b/LUND482")

    assert drawn.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 37 37"')
    assert 'fill="#fff"' in drawn
    assert 'stroke="#000"' in drawn
