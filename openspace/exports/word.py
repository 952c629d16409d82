"""The book as a Word file: real headings, lists, tables with heads, pictures with texts, languages and directions.

There is no ODT beside it: every office that reads ODT reads this, and the one library for it (odfpy) has not been kept
up since 2020.
"""

from openspace.exports.material import Material


def make_word(material: Material) -> bytes:
    from openspace.exports.word_book import write_word  # python-docx is slow to import

    return write_word(material)
