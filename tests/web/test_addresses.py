"""Which address phones can use, and whether one has."""

from openspace.settings import Settings
from openspace.web import interfaces
from openspace.web.addresses import Addresses


def found(*hosts: str) -> Addresses:
    return Addresses(Settings(), 8000, lambda: list(hosts))


def test_the_likeliest_address_is_offered_first_and_the_others_are_listed() -> None:
    current = found("192.168.1.5", "10.0.0.7").current

    assert (current.url, current.others) == ("http://192.168.1.5:8000", ("http://10.0.0.7:8000",))


def test_the_public_url_comes_before_what_was_found() -> None:
    addresses = Addresses(Settings(public_url="https://board.example"), 8000, lambda: ["192.168.1.5"])

    assert addresses.current.url == "https://board.example"
    assert addresses.current.others == ("http://192.168.1.5:8000",)


def test_a_server_bound_to_one_address_offers_no_other() -> None:
    addresses = Addresses(Settings(host="10.0.0.7"), 8000, lambda: ["192.168.1.5", "10.0.0.7"])

    assert (addresses.url, addresses.current.others) == ("http://10.0.0.7:8000", ())


def test_port_80_is_not_written() -> None:
    assert Addresses(Settings(), 80, lambda: ["192.168.1.5"]).url == "http://192.168.1.5"


def test_a_machine_without_network_says_so() -> None:
    alone = found()

    assert (alone.url, alone.is_only_local) == ("http://127.0.0.1:8000", True)
    assert not found("192.168.1.5").is_only_local


def test_another_network_is_noticed_and_no_phone_has_reached_it_yet() -> None:
    hosts = ["192.168.1.5"]
    addresses = Addresses(Settings(), 8000, lambda: hosts)
    addresses.saw("192.168.1.77")
    hosts[:] = ["10.1.1.1"]

    assert addresses.look_again()
    assert addresses.current.url == "http://10.1.1.1:8000"
    assert not addresses.current.is_reached


def test_the_same_network_is_no_news() -> None:
    assert not found("192.168.1.5").look_again()


def test_the_first_phone_is_news_once() -> None:
    addresses = found("192.168.1.5")

    assert [addresses.saw("192.168.1.77"), addresses.saw("192.168.1.78")] == [True, False]
    assert addresses.current.is_reached


def test_the_laptop_itself_is_no_phone() -> None:
    addresses = found("192.168.1.5")

    assert not any(addresses.saw(own) for own in ("127.0.0.1", "::1", "192.168.1.5", ""))
    assert not addresses.current.is_reached


def test_what_this_machine_tells_holds_no_loopback() -> None:
    assert all(interfaces.is_reachable(address) for address in interfaces.addresses())
    assert not interfaces.is_reachable("127.0.0.1")
    assert not interfaces.is_reachable("169.254.3.4")


def test_loopback_is_an_address_and_never_a_name() -> None:
    assert all(interfaces.is_loopback(host) for host in ("127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"))
    assert not any(interfaces.is_loopback(host) for host in ("", "10.0.0.7", "localhost", "127.0.0.1" + "0" * 100_000))
