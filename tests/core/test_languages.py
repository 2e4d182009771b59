"""The language of a text: told where there is enough of it, believed against a page where sure."""

from __future__ import annotations

import pytest

from articlepress.languages import contradicts, language_of

TEXTS = {
    "de": "Der Hafen lag still, und niemand wusste, warum die Fähre an diesem Morgen nicht fuhr. "
    "Erst gegen Mittag kam die Nachricht, dass der Kapitän krank geworden war.",
    "en": "The harbour lay still, and nobody knew why the ferry did not sail that morning. Only "
    "towards noon came the news that the captain had fallen ill.",
    "pl": "Port był cichy i nikt nie wiedział, dlaczego tego ranka prom nie wypłynął. Dopiero koło "
    "południa przyszła wiadomość, że kapitan zachorował.",
    "ru": "Гавань была тиха, и никто не знал, почему в это утро паром не вышел в море. Только к "
    "полудню пришла весть, что капитан заболел.",
    "he": "הנמל היה שקט ואיש לא ידע מדוע המעבורת לא הפליגה באותו בוקר. רק לקראת "
    "הצהריים הגיעה הידיעה שרב החובל חלה.",
    "ja": "港は静まりかえっていた。その朝なぜ連絡船が出なかったのか、誰も知らなかった。"
    "昼近くになって、船長が病気だという知らせが届いた。",
    "zh": "港口一片寂静，谁也不知道那天早上渡轮为什么没有开。"
    "直到快到中午的时候，才传来船长生病的消息。",
    "ko": "항구는 고요했고 그날 아침 왜 배가 뜨지 않았는지 아무도 몰랐다. "
    "정오가 다 되어서야 선장이 병들었다는 소식이 전해졌다.",
}  # fmt: skip


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_tells_its_language(language: str) -> None:
    assert language_of(TEXTS[language]) == language


def test_half_a_surrogate_pair_in_a_text_is_passed_over() -> None:
    assert language_of(TEXTS["de"] + "\ud800") == "de"


@pytest.mark.parametrize("text", ["", "The ferry", "1. FC Union 3:1", "§§ 12–14 · 4 × 100 m " * 40])
def test_words_too_few_or_none_tell_none(text: str) -> None:
    assert language_of(text) == ""


def test_names_in_latin_letters_leave_a_chinese_text_chinese() -> None:
    assert language_of("Huy Fong Foods 为什么停止生产？" + TEXTS["zh"] + "DeepMind") == "zh"


@pytest.mark.parametrize(
    ("written", "stated", "told"),
    [
        ("de", "en-US", "de"),
        ("en", "fr", "en"),
        ("zh", "en", "zh"),
        ("de", "de_AT", ""),
        ("he", "iw", ""),
        ("de", "gsw", ""),  # no language that CLD3 tells from its neighbours
    ],
)
def test_a_long_text_speaks_against_another_language(written: str, stated: str, told: str) -> None:
    assert contradicts(TEXTS[written] * 3, stated) == told


def test_a_short_text_does_not_speak_against_what_is_stated() -> None:
    assert contradicts(TEXTS["de"][:120], "en") == ""
