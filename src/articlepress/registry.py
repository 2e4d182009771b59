"""Tables from a format's name to a lazy reference, so that naming a format imports nothing
heavy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from articlepress.errors import ConfigError, did_you_mean


def resolve(reference: str) -> Any:  # Any: what a reference names is checked by its registry
    """Return the object behind `module:name`.

    Raises:
        ConfigError: the module or the name does not exist.
    """
    module, _, name = reference.partition(":")
    try:
        return getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise ConfigError(f"cannot load {reference!r}: {error}") from error


def defer(library: str) -> None:
    """Let a library that another one imports be loaded when it is first used, or never."""
    import sys
    from importlib.util import LazyLoader, find_spec, module_from_spec

    spec = find_spec(library) if library not in sys.modules else None
    if spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[library] = module
    spec.loader.exec_module(module)


def references(builtin: Mapping[str, str], group: str) -> dict[str, str]:
    """Return built-in references and those other packages add by entry points; built-in names
    win."""
    from importlib.metadata import entry_points  # imported here: 15 ms that most runs need not pay

    added = {point.name: point.value for point in entry_points(group=group)}
    return {**added, **builtin}


def find(
    name: str,
    builtin: Mapping[str, str],
    group: str,
    unknown: Callable[[str, str], Exception],
) -> Any:  # Any: as in `resolve`
    """Return what `name` stands for; `unknown(name, suggestion)` makes the error when nothing
    does."""
    if name in builtin:
        return resolve(builtin[name])
    table = references(builtin, group)
    if name in table:
        return resolve(table[name])
    raise unknown(name, did_you_mean(name, table))
