"""A page's bounds, told from its characters."""

from __future__ import annotations

import pytest

from articlepress.errors import LimitExceeded
from articlepress.page.bounds import LONG_TAG, keep_bounds

MANY = " ".join(f"a{k}=v" for k in range(12_000))
"""Attributes of one tag, more than it may have."""


@pytest.mark.parametrize("before", [0, 1, LONG_TAG // 2 - 1, LONG_TAG // 2, 3 * LONG_TAG])
@pytest.mark.parametrize("end", [">x</p>", "", "<b>"])
def test_a_tag_of_too_many_attributes_is_refused_wherever_it_stands(before: int, end: str) -> None:
    with pytest.raises(LimitExceeded, match="attributes of one tag"):
        keep_bounds(f"{'w' * before}<p {MANY}{end}", 3, "page.html")


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(f"<p>{MANY}</p>", id="in the text"),
        pytest.param(f"<p {MANY[: LONG_TAG // 2]}>" * 9, id="in several tags"),
        pytest.param(f"< {MANY}>", id="in what is no tag"),
    ],
)
def test_as_many_words_elsewhere_are_no_attributes(page: str) -> None:
    keep_bounds(page, page.count("<"), "page.html")
