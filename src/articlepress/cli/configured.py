"""Commands that take what flags leave open from files of settings.

A command whose class is `Configured` has `--defaults` and `--no-config`; before it runs, flags that
were not given get the values of its table, and the run's settings and project stand ready in
`current_setup()`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from articlepress.config import options_for
from articlepress.errors import ConfigError, UsageError, did_you_mean
from articlepress.project import NO_PROJECT, FileRule, Project, open_project, style_folders
from articlepress.settings import (
    REQUIRABLE,
    Setting,
    Settings,
    load_settings,
    resolved,
    values_of,
)
from articlepress.writers import Writer

NEVER_CONFIGURED = frozenset(
    ("inputs", "files", "source", "outputs", "force", "resume", "shard", "defaults", "no_config")
)
"""Parameters of a run alone. A project may come from anyone: it may not say what is replaced."""
NEVER_BY_PROJECT = frozenset(("executor", "scheduler"))
"""Keys a project may not set: they hand the work, and with it code, to other machines."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What one input is made with."""

    options: tuple[object, ...]
    """Of each writer, in the order asked for."""
    style: str
    tokens: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Setup:
    """What files state for one run of a command."""

    settings: Settings = Settings()  # noqa: RUF009 # frozen
    project: Project = NO_PROJECT
    command: str = ""
    given: frozenset[str] = frozenset()
    """Parameters given on the command line."""
    style_folders: tuple[Path, ...] = ()
    defaults: tuple[str, ...] = ()
    """Files of `--defaults`."""
    alone: bool = False
    """Whether `--no-config` was given."""
    ready: dict[tuple[FileRule, ...], Ready] = field(default_factory=dict, compare=False)
    """What inputs are made with, by the `[[files]]` that speak of them."""

    def writer_values(
        self, writer: str, rules: Iterable[FileRule], flags: Mapping[str, object]
    ) -> dict[str, object]:
        """Return the values of a writer's options: of files, of single inputs, then of flags."""
        found: dict[str, object] = {}
        if self.settings.layers:
            formats = self.settings.formats(writer)
            found = {key: resolved(setting) for key, setting in formats.items()}
        for rule in rules:
            found.update(rule.formats.get(writer, {}))
        return {**found, **flags}

    def for_input(
        self, name: str, writers: Sequence[Writer], flags: Mapping[str, object], style: str
    ) -> Ready:
        """Return what an input is made with; inputs of the same `[[files]]` share one value."""
        rules = tuple(self.project.rules_for(name))
        known = self.ready.get(rules)
        if known is None:
            chosen = style
            if "style" not in self.given:
                chosen = next((rule.style for rule in rules[::-1] if rule.style), style)
            options = tuple(
                options_for(w.options, self.writer_values(w.name, rules, flags)) for w in writers
            )
            tokens = tuple(sorted(self.tokens(rules).items()))
            known = self.ready[rules] = Ready(options, self.find_style(chosen), tokens)
        return known

    def command_values(self) -> dict[str, object]:
        """Return what the command's own table sets."""
        return values_of(self.settings.shared(self.command)) if self.settings.layers else {}

    def tokens(self, rules: Iterable[FileRule] = ()) -> dict[str, str]:
        """Return the tokens of the style that files override."""
        found: dict[str, str] = {}
        if self.settings.layers:
            for key, setting in self.settings.of("tokens", dashes=True).items():
                found[key.removeprefix("--")] = str(setting.value)
        for rule in rules:
            found.update(rule.tokens)
        return found

    def find_style(self, style: str) -> str:
        """Return a style's folder where the project or the user has one of that name."""
        for folder in self.style_folders:
            if style and (folder / style / "style.toml").is_file():
                return str(folder / style)
        return style


NO_SETUP = Setup()


def current_setup() -> Setup:
    """Return the run of the command that is running; an empty one outside of commands."""
    context = click.get_current_context(silent=True)
    found = context.find_object(Setup) if context is not None else None
    return found or NO_SETUP


class Configured(click.Command):
    """A command that files of settings speak to."""

    reads_articles = True
    """Whether `--require` makes sense."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Any: click's own signature, passed on.
        super().__init__(*args, **kwargs)
        if self.reads_articles:
            self.params.append(_require())
        self.params += _config_flags()

    def invoke(self, ctx: click.Context) -> Any:  # Any: what the command returns
        ctx.obj = prepare_setup(self, ctx)
        return super().invoke(ctx)

    def own_keys(self) -> dict[str, click.Parameter]:
        """Return the parameters that the command's table may set, by key."""
        return {
            key: param
            for param in self.params
            if isinstance(param, click.Option)
            and param.name not in NEVER_CONFIGURED
            and param.expose_value
            and (key := key_of(param))
        }


def prepare_setup(command: Configured, ctx: click.Context) -> Setup:
    """Return what files state for a run, and put it under the flags that were not given.

    Raises:
        ConfigError: a file is broken, or says something nobody knows.
    """
    values = ctx.params
    defaults = values.pop("defaults", ())
    alone = values.pop("no_config", False)
    inputs = values.get("inputs") or values.get("files") or filter(None, (values.get("source"),))
    given = frozenset(
        name
        for name in values
        if ctx.get_parameter_source(name) not in (None, ParameterSource.DEFAULT)
    )
    settings = load_settings(map(str, inputs), defaults, alone=alone)
    name = command.name or ""
    if settings.layers:
        from articlepress.settings_check import check_settings  # imported here: most runs have none

        keys = command.own_keys()
        check_settings(settings, {name: [*keys, *command_options(command)]})
        for key, setting in settings.shared(name).items():
            param = keys.get(key)
            if param is None or not param.name:
                continue
            value = _value(param, setting, ctx)  # a wrong one is an error though a flag wins
            if param.name not in given:
                values[param.name] = value
    required = values.pop("require", ())
    project = open_project(settings, _required(required))
    setup = Setup(
        settings, project, name, given, style_folders(settings), tuple(defaults), bool(alone)
    )
    if isinstance(style := values.get("style"), str):
        values["style"] = setup.find_style(style)
    return setup


def command_options(command: click.Command) -> Iterable[str]:
    """Return the names of options a command takes from a class of its own: those of a book."""
    options_class = getattr(command, "options_class", None)
    if options_class is None:
        return ()
    from articlepress.options import option_specs

    return [spec.name for spec in option_specs(options_class)]


def key_of(param: click.Parameter) -> str:
    """Return the key under which a table sets a parameter: its long flag."""
    long = next((word for word in param.opts if word.startswith("--")), "")
    return long.removeprefix("--").replace("-", "_")


def _value(param: click.Parameter, setting: Setting, ctx: click.Context) -> object:
    """Return a setting as the parameter's own type.

    Raises:
        ConfigError: it cannot be.
    """
    key = key_of(param).replace("_", "-")
    if key in NEVER_BY_PROJECT and setting.layer.name == "project":
        raise ConfigError(
            f"{key} cannot be set by a project, which may come from anyone",
            where=setting.place,
            hint=f"--{key}, --defaults FILE, or the user's own settings",
        )
    is_path = param.name == "out" or (param.name == "style" and "/" in str(setting.value))
    value = resolved(setting, is_path=is_path)
    is_flag = isinstance(param, click.Option) and param.is_flag
    if is_flag and not isinstance(value, bool):
        raise ConfigError(f"{key} is {value!r}; it should be true or false", where=setting.place)
    if param.multiple:
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ConfigError(f"{key} is {value!r}; it should be a list", where=setting.place)
    elif isinstance(value, (list, dict)):
        raise ConfigError(f"{key} is {value!r}; it should be one value", where=setting.place)
    try:
        return param.type_cast_value(ctx, value)
    except click.BadParameter as error:
        message = error.format_message().rstrip(".")
        raise ConfigError(f"{key}: {message}", where=setting.place) from error


def _required(words: Iterable[str]) -> tuple[str, ...]:
    names = [name.strip() for word in words for name in word.split(",") if name.strip()]
    for name in names:
        if name not in REQUIRABLE:
            hint = did_you_mean(name, REQUIRABLE) or f"one of {', '.join(REQUIRABLE)}"
            raise UsageError(f"--require: nothing is called {name!r}", hint=hint)
    return tuple(dict.fromkeys(names))


def _require() -> click.Option:
    return click.Option(
        ["--require"],
        multiple=True,
        metavar="FIELD[,FIELD]",
        help=f"Refuse articles without these: {', '.join(REQUIRABLE)}; exit 13.",
    )


def _config_flags() -> list[click.Parameter]:
    return [
        click.Option(
            ["--defaults"],
            multiple=True,
            metavar="FILE",
            help="Take settings from a TOML or YAML file, over those of the project.",
        ),
        click.Option(
            ["--no-config"], is_flag=True, help="Leave out the user's settings and the project's."
        ),
    ]
