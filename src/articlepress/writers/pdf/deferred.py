"""WeasyPrint imported without the parts of fontTools that `embedding` does without.

It imports fontTools' subsetter and instancer when it is imported itself: 20 MB and a quarter of the
CPU of its start. While it is imported here, stand-ins take their places; they fetch the real ones
when the engine calls for them, which it does for fonts with pictures only.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

_DEFERRED = {"fontTools.subset": ("Options", "Subsetter"),
             "fontTools.varLib.instancer": ("instantiateVariableFont",)}  # fmt: skip


@contextmanager
def deferred_font_tools() -> Iterator[None]:
    """Keep the modules from being loaded by what is imported meanwhile."""
    stands = {
        name: _stand_in(name, *functions)
        for name, functions in _DEFERRED.items()
        if name not in sys.modules
    }
    sys.modules.update(stands)
    try:
        yield
    finally:
        for name in stands:
            sys.modules.pop(name, None)


def _stand_in(name: str, *functions: str) -> ModuleType:
    module = ModuleType(name)
    for function in functions:
        setattr(module, function, _loader(name, function))
    return module


def _loader(name: str, function: str) -> Any:  # Any: it takes what the real one takes
    def load_and_call(*arguments: Any, **named: Any) -> Any:
        return getattr(import_module(name), function)(*arguments, **named)

    return load_and_call
