"""Options from values: types, choices, and unknown names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pytest

from articlepress.cli.app import cli
from articlepress.cli.flags import Stage, flags_of
from articlepress.cli.format_flags import stages
from articlepress.config import base_type, build_options, options_for
from articlepress.errors import ConfigError
from articlepress.options import option


@dataclass(frozen=True, slots=True)
class Options:
    page_size: str = option("a5", help="size of the page", choices=("a4", "a5"))
    columns: int = option(1, help="columns", unit="columns")
    leading: float = option(1.4, help="line height")
    drop: tuple[str, ...] = option((), help="selector to drop")
    tagged: bool = option(True, help="write tags")
    cover: str | None = option(None, help="cover picture")
    mode: Literal["fast", "small"] = option("fast", help="what to save")


def test_values_take_the_place_of_defaults() -> None:
    options = build_options(Options, {"page-size": "a4", "leading": 2, "drop": "nav"})

    assert options == Options(page_size="a4", leading=2.0, drop=("nav",))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"page_sise": "a4"}, "did you mean 'page_size'"),
        ({"page_size": "a44"}, "did you mean 'a4'"),
        ({"columns": "two"}, "should be a number"),
        ({"columns": True}, "should be a number"),
        ({"tagged": "yes"}, "should be true or false"),
        ({"drop": 3}, "should be a list"),
        ({"mode": "slow"}, "mode cannot be 'slow'"),
    ],
)
def test_a_wrong_value_is_refused(values: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        build_options(Options, values)


def test_values_of_other_stages_are_passed_over() -> None:
    assert options_for(Options, {"columns": 2, "subject": "x"}) == Options(columns=2)


def test_optional_types_are_what_they_hold() -> None:
    assert base_type(str | None) is str
    assert base_type(Literal["a"]) is str


def test_a_flag_of_one_name_is_shared() -> None:
    flags = {flag.spec.name: flag for flag in flags_of((Stage("a", Options), Stage("b", Options)))}

    assert flags["columns"].stages == ["a", "b"]
    assert flags["columns"].help == "(a, b) columns [1 columns]"
    assert flags["tagged"].help.endswith("[on]")


def test_no_format_declares_a_flag_the_command_has_itself() -> None:
    command = cli.get_command(None, "convert")  # type: ignore[arg-type]
    assert command is not None
    own = {option for param in command.params for option in param.opts}

    assert not own & {flag.spec.flag for flag in flags_of(stages())}
    for flag in flags_of(stages()):
        base_type(flag.spec.type)
