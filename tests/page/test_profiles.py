"""Which addresses lead to a person's profile."""

from __future__ import annotations

import pytest

from articlepress.page.profiles import profile_of, stated_profile


@pytest.mark.parametrize(
    ("link", "profile"),
    [
        ("https://www.facebook.com/ann.lee", "https://www.facebook.com/ann.lee"),
        ("https://example.org/ann", ""),
        ("https://www.facebook.com/", ""),
        ("https://www.facebook.com/dialog/share?href=x", ""),
        ("https://x.com/sharer", ""),
        ("https://x.com/sharedesk", "https://x.com/sharedesk"),
        ("https://twitter.com/https://twitter.com/ann", "https://twitter.com/ann"),
        ("https://twitter.com/intent/follow?screen_name=@ann", "https://twitter.com/ann"),
        ("https://twitter.com/https://twitter.com/intent/tweet?url=x", ""),
    ],
)
def test_a_profile_is_no_button_that_shares(link: str, profile: str) -> None:
    assert profile_of(link) == profile


def test_data_may_name_any_site_as_a_persons() -> None:
    assert stated_profile("https://example.org/ann") == "https://example.org/ann"
    assert stated_profile("https://twitter.com/share?url=x") == ""
