"""A page with gaps, compressed in pieces: any reader of gzip gets the whole page."""

import gzip
import zlib

from hypothesis import given
from hypothesis import strategies as st

from openspace.web.gaps import with_gaps

FILLINGS = st.text(max_size=2_000)


@given(st.text(), FILLINGS, st.text(), FILLINGS, st.text())
def test_what_is_unpacked_is_the_page_with_its_gaps_filled(a: str, one: str, b: str, two: str, c: str) -> None:
    page = with_gaps(f"{a}\ue000{b}\ue001{c}", ("\ue000", "\ue001"))

    assert (
        gzip.decompress(page.gzipped((one, two))).decode() == f"{a}{one}{b}{two}{c}" == page.html((one, two)).decode()
    )


def test_it_is_one_gzip_member_as_browsers_read_only_the_first() -> None:
    reader = zlib.decompressobj(wbits=31)

    whole = reader.decompress(with_gaps("<p>#</p>" * 500, ("#",)).gzipped(("Elin",)))

    assert (len(whole), reader.eof, reader.unused_data) == (500 * 8 + 3, True, b"")


def test_it_is_nearly_as_small_as_the_page_compressed_in_one_piece() -> None:
    html = "".join(f"<li><a href='/topics/{number}'>Topic {number}</a></li>" for number in range(500))

    packed = with_gaps(f"#{html}", ("#",)).gzipped(("<p>You are Elin.</p>",))

    assert len(packed) < len(gzip.compress(html.encode(), 9)) + 60
