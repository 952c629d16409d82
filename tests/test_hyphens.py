"""Where long words may break."""

import pytest

from openspace.hyphens import NotLoaded, breaks, load


def broken(text: str, language: str, board_language: str = "") -> str:
    load(language)
    load(board_language)
    places = breaks(text, language, board_language)
    return "".join(("-" if index in places else "") + letter for index, letter in enumerate(text))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Arbetsmarknadsfrågor, etablering och", "sv", "Arbets-mark-nads-frågor, etablering och"),
        ("Om bostadsförsörjningsansvar", "sv-SE", "Om bostads-för-sörj-nings-an-svar"),
        ("Kotoutumislainsäädäntö", "fi", "Kotou-tu-mis-lain-sää-däntö"),
        ("Wohnungsgenossenschaft", "de", "Wohnungs-ge-nos-sen-schaft"),
        ("Arbetsmarknadsfrågor", "ar", "Arbetsmarknadsfrågor"),
        ("Arbetsmarknadsfrågor", "", "Arbetsmarknadsfrågor"),
    ],
)
def test_only_long_words_break_and_four_letters_stay_on_each_side(text: str, language: str, expected: str) -> None:
    assert broken(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Om bostadsförsörjningsansvar", "en", "Om bostads-för-sörj-nings-an-svar"),
        ("Om bostadsförsörjningsansvar", "", "Om bostads-för-sörj-nings-an-svar"),
        ("Arbetsmarknadsfrågor", "", "Arbets-mark-nads-frågor"),
        ("Wohnungsgenossenschaft", "de", "Wohnungs-ge-nos-sen-schaft"),
        ("International collaboration and sustainability", "en", "International collaboration and sustainability"),
    ],
)
def test_the_longest_words_break_as_the_boards_when_a_phone_takes_them_for_its_own(
    text: str, language: str, expected: str
) -> None:
    assert broken(text, language, "sv") == expected


def test_a_language_is_loaded_before_it_is_asked_about() -> None:
    with pytest.raises(NotLoaded) as missing:
        breaks("Boligsosialforsøksvirksomhet", "nn-NO", "en")

    load(missing.value.language)

    assert breaks("Boligsosialforsøksvirksomhet", "nn-NO", "en") != ()
