"""What a format is made from."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from openspace.domain.chronicle import EMPTY, Chronicle
from openspace.domain.proceedings import Proceedings, Report
from openspace.exports.archive import Archive
from openspace.locales.catalog import Catalog


class Material(Struct, frozen=True, kw_only=True):
    """Pure values: it can be handed to another thread or process."""

    book: Proceedings
    catalog: Catalog  # of the language the headings are in
    photos: Mapping[str, bytes] = field(default_factory=dict)  # JPEG by digest; what is missing is left out in words
    base_url: str = ""  # of the server; empty when nobody knows
    follow_up: str = ""  # where people tell how their actions go; empty: not in this file
    archive: Archive | None = None  # everything, for the internal JSON of the whole board
    topic: str = ""  # only this one; empty: the whole book
    chronicle: Chronicle = EMPTY  # what became of each session; for calendars

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.book.timezone)

    @property
    def reports(self) -> tuple[Report, ...]:
        """Those asked for, in the order of the book."""
        return tuple(report for report in self.book.reports if self.topic in ("", report.id))


class Format(Struct, frozen=True, kw_only=True):
    """One way out. `name` as in `/export/{name}` and `--format`; `is_slow`: made in a process of its own."""

    name: str
    suffix: str  # of a file's name, ".pdf"
    media_type: str
    make: Callable[[Material], bytes]
    is_slow: bool = False
    suffix_many: str = ""  # when the format bundles several files: the suffix of the bundle, ".zip"
    label: str = ""  # what people call it, a message id
    takes_photos: bool = True  # False: `Material.photos` says which there are, without their bytes
