"""The cycle collector's rest."""

from __future__ import annotations

import gc

import pytest

from articlepress.undisturbed import undisturbed


def test_the_collector_works_again_after_a_page_that_failed() -> None:
    gc.enable()

    with pytest.raises(ValueError, match="x"), undisturbed():
        int("x")

    assert gc.isenabled()


def test_a_rest_inside_a_rest_does_not_end_it() -> None:
    with undisturbed():
        with undisturbed():
            pass

        assert not gc.isenabled()
