"""What our server is measured beside: each repeats to everybody what one client says."""

import pytest

from bench.halls import SOCKET_IO, opened, peer_client, said
from bench.load.plan import Act, Crowd, Phase
from bench.servers import REPEATERS, install_peers, peer_server
from tests.conftest import leave_out

SCREENS = 3
EVENT_BYTES = 270


@pytest.mark.parametrize("name", REPEATERS)
async def test_a_peer_repeats_a_text_of_the_size_of_our_event_to_everybody(
    name: str, pytestconfig: pytest.Config
) -> None:
    if pytestconfig.getoption("--all"):
        await install_peers()

    async with peer_server(name) as peer:
        if peer is None:
            leave_out(pytestconfig, f"{name} is not installed (the bench does that)")
        text = said(name, EVENT_BYTES).replace("{heads}", "1234")
        live = b"40{" if name == SOCKET_IO else b""
        crowd = Crowd(host="127.0.0.1", port=peer.port, clients=(peer_client(name, peer.port),) * SCREENS, live=live)
        async with opened(crowd) as load:
            measured = await load.measure(Phase(acts=(Act(at_s=0, client=1, text=text, mark=b"Event 1234"),)))

    assert measured.missing == 0
    assert measured.bytes == SCREENS * (EVENT_BYTES + 4)  # with the frame's head
