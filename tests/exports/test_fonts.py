"""The fonts of the PDF are what their README records, and we know what they can show."""

import re
import unicodedata
from hashlib import sha256

import pytest

from openspace.exports.glyphs import FOLDER, code_points, found_for, lacking, script_of, shipped

ALPHABETS = {
    "Swedish": "abcdefghijklmnopqrstuvwxyzåäöÅÄÖéÉüÜ",
    "Sámi": "áčđŋšŧžÁČĐŊŠŦŽ",
    "Polish": "ąćęłńóśźż",
    "Turkish and Kurmanji": "çğışöüêîûİ",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى٠١٢٣٤٥٦٧٨٩؟،؛",
    "Persian, Sorani, Pashto": "پچژگکیۀەێۆڕڵڤټډړږښګڼ۰۱۲۳۴۵۶۷۸۹",
    "Ukrainian and Russian": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэъё",
    "Greek": "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώΐ",
    "Tigrinya": "ሰላምሀለሐመሠረቀበተኀነአከወዐዘየደገጠጰጸፀፈፐ",
    "Syriac": "ܐܒܓܕܗܘܙܚܛܝܟܠܡܢܣܥܦܨܩܪܫܬ",
    "Hebrew": "אבגדהוזחטיכלמנסעפצקרשתךםןףץ",
    "Thai": "กขคงจฉชซญดตถทธนบปผฝพฟภมยรลวศษสหอฮะาิีึืุูเแโใไ่้",
    "Vietnamese": "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệ",
    "Hindi": "अआइईउऊएऐओऔकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसहािीुू",
    "signs of notes": "→←↔⇒✓✗☐☑☒★☆■□●○•…–—“”„«»‘’€£½≤≥≈≠×°№",
    "emoji": "😀🎉👍🔴🟢👨👩👧❤☀✅❌🇸🇪🏽🚲🏫",
}


def test_every_font_and_licence_has_the_recorded_sum() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    recorded = {path: digest for digest, path in re.findall(r"^([0-9a-f]{64})  (\S+)$", readme, re.MULTILINE)}

    files = (path for path in FOLDER.rglob("*") if path.is_file() and path.name != "README.md")
    assert {path.relative_to(FOLDER).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files} == recorded


@pytest.mark.parametrize("name", ALPHABETS)
def test_the_shipped_fonts_have(name: str) -> None:
    """[E3]"""
    assert lacking(unicodedata.normalize("NFC", ALPHABETS[name])) == frozenset()


def test_what_steers_others_needs_no_shape() -> None:
    assert lacking("می‌خواهم \u200f(a)\u200e \u2066x\u2069 👨‍👩‍👧 ❤️ a\u00adb\n\t") == frozenset()


def test_what_no_font_has_is_told() -> None:
    """[E3]"""
    assert lacking("Skolan \U000e0041 ខ្មែរ") == frozenset("ខ្មែរ")
    assert found_for("\U000ffffd") == {}


def test_a_script_is_called_by_its_name_in_the_readers_language() -> None:
    assert [script_of(character, "sv") for character in "ខ中\U00013000"] == ["khmeriska", "kinesiska", "Egyptian"]


def test_a_file_that_is_no_font_has_no_characters() -> None:
    assert code_points(FOLDER / "README.md") == frozenset()
    assert len(shipped()) > 8_000
