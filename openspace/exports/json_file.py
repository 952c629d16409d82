"""The book as JSON for programs: the whole board where it may be, else the edition alone."""

import msgspec

from openspace.exports.material import Material


def make_json(material: Material) -> bytes:
    """The archive, when the material has one; otherwise a `Proceedings`, which cannot be imported. UTF-8."""
    if material.archive is not None:
        return msgspec.json.encode(material.archive)
    return msgspec.json.encode(msgspec.structs.replace(material.book, reports=material.reports))
