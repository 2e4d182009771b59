"""Tables from a format's name to a lazy reference, so that naming a format imports nothing
heavy."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
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


class _Deferred(ModuleType):
    """A library's place in `sys.modules` until somebody asks it for something."""

    def __getattr__(self, name: str) -> Any:  # Any: whatever the library holds
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def defer(library: str) -> None:
    """Let a library that another one imports be loaded when it is first used, or never.

    `importlib.util.LazyLoader` is of no use here: in Python 3.11 a second `import` loads at once.
    """
    spec = find_spec(library) if library not in sys.modules else None
    if spec is None:
        return
    module = _Deferred(library)
    module.__spec__ = spec
    module.__path__ = list(spec.submodule_search_locations or ())
    sys.modules[library] = module


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
    foreign: str = "",
) -> Any:  # Any: as in `resolve`
    """Return what `name` stands for: built in, added by another package, or known to pandoc.

    `foreign` names a function that is asked last and answers None where it knows nothing either;
    `unknown(name, suggestion)` makes the error then.

    Raises:
        Exception: what `unknown` made.
        ConfigError: what the name stands for cannot be loaded.
    """
    if name in builtin:
        return resolve(builtin[name])
    table = references(builtin, group)
    if name in table:
        return resolve(table[name])
    if foreign and (found := resolve(foreign)(name)) is not None:
        return found
    raise unknown(name, did_you_mean(name, table))
