"""The book as JSON for programs: the whole board where it may be, else the edition alone."""

import msgspec
from msgspec.structs import replace

from openspace.domain.proceedings import Named, Report
from openspace.exports.material import Material


def make_json(material: Material) -> bytes:
    """The archive, when the material has one; otherwise a `Proceedings`, which cannot be imported. UTF-8."""
    if material.archive is not None:
        return msgspec.json.encode(material.archive)
    reports = tuple(without_ids(report) for report in material.reports)
    return msgspec.json.encode(replace(material.book, reports=reports))


def without_ids(report: Report) -> Report:
    """Names only: a person's id is for the board."""
    deeds = tuple(replace(deed, who=anonymous(deed.who)) for deed in report.deeds)
    return replace(report, convener=anonymous(report.convener), deeds=deeds)


def anonymous(who: Named) -> Named:
    return replace(who, person="")
