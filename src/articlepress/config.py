"""Values for options: from flags and files to the frozen options class of a stage.

Takes names and values as a shell or a TOML file gives them, gives instances whose every value has
been checked against the declaration (`options.option`).
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any, Literal, Union, get_args, get_origin

from articlepress.errors import ConfigError, did_you_mean
from articlepress.options import OptionSpec, option_specs


def build_options(options_class: type, values: Mapping[str, object], where: str = "") -> Any:
    """Return the class with the values put in and everything else at its default.

    Any: the class decides. Fields may be written with dashes, as flags are.

    Raises:
        ConfigError: an unknown name, a value of a wrong type, or one that is no choice.
    """
    specs = {spec.name: spec for spec in option_specs(options_class)}
    checked: dict[str, object] = {}
    for name, value in values.items():
        key = name.replace("-", "_")
        if key not in specs:
            raise ConfigError(
                f"no option is called {name!r}", where=where, hint=did_you_mean(key, specs)
            )
        checked[key] = _checked(specs[key], value, where)
    return options_class(**checked)


def options_for(options_class: type, values: Mapping[str, object], where: str = "") -> Any:
    """Return a class with those of the values it declares; Any: the class decides.

    Raises:
        ConfigError: a value is of a wrong type, or no choice.
    """
    known = {spec.name for spec in option_specs(options_class)}
    return build_options(options_class, {k: v for k, v in values.items() if k in known}, where)


def base_type(annotation: object) -> type:
    """Return what an option holds: `str`, `bool`, `int`, `float`, `tuple`, or another class.

    `X | None` gives X; a `Literal` gives the class of its first value.
    """
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(a for a in get_args(annotation) if a is not type(None))
    if get_origin(annotation) is Literal:
        return type(get_args(annotation)[0])
    origin = get_origin(annotation)
    found = origin if origin is not None else annotation
    assert isinstance(found, type), f"{annotation!r} is no type an option can have"
    return found


def choices_of(spec: OptionSpec) -> tuple[str, ...]:
    """Return the values an option takes; empty when any will do."""
    if spec.choices:
        return spec.choices
    annotation: Any = spec.type  # Any: an annotation may be a class or a typing form
    if get_origin(annotation) is Literal:
        return tuple(str(value) for value in get_args(annotation))
    return ()


def _checked(spec: OptionSpec, value: object, where: str) -> object:
    kind = base_type(spec.type)
    if kind is tuple:
        parts = (value,) if isinstance(value, str) else value
        if not isinstance(parts, (tuple, list)):
            raise _wrong(spec, value, "a list", where)
        for part in parts:
            _refuse_other(spec, part, choices_of(spec), where)
        return tuple(parts)
    if value is None:
        return spec.default
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if kind in (str, int, float, bool) and type(value) is not kind:
        raise _wrong(spec, value, {str: "text", bool: "true or false"}.get(kind, "a number"), where)
    choices = choices_of(spec)
    if choices and kind is str:
        # `a5` is how people write A5.
        value = next((c for c in choices if c.casefold() == str(value).casefold()), value)
    _refuse_other(spec, value, choices, where)
    return value


def _refuse_other(spec: OptionSpec, value: object, choices: tuple[str, ...], where: str) -> None:
    if choices and value not in choices:
        hint = did_you_mean(str(value), choices) or f"one of {', '.join(choices)}"
        raise ConfigError(f"{spec.name} cannot be {value!r}", where=where, hint=hint)


def _wrong(spec: OptionSpec, value: object, wanted: str, where: str) -> ConfigError:
    return ConfigError(f"{spec.name} is {value!r}; it should be {wanted}", where=where)
