"""YAML as nested values with the line of each key; duplicate keys and foreign types refused."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from articlepress.errors import ConfigError

KeyPath = tuple[str | int, ...]


def parse_yaml(text: str, where: str) -> tuple[dict[str, object], dict[KeyPath, int]]:
    """Return the values and the line of each key.

    Raises:
        ConfigError: broken syntax, a key twice, or something YAML's safe types do not hold.
    """
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return {}, {}
        if not isinstance(node, yaml.MappingNode):
            raise ConfigError("holds no keys", where=where, hint="write `key: value`")
        lines = dict(_lines(node, where))
        # Any: whatever the file holds; its accessors check.
        values: dict[str, object] = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{where}:{mark.line + 1}:{mark.column + 1}" if mark else where
        raise ConfigError(f"is no YAML: {error.problem or error.context}", where=place) from error
    except yaml.YAMLError as error:
        raise ConfigError(f"is no YAML: {' '.join(str(error).split())}", where=where) from error
    except ValueError as error:  # a date such as 2020-13-45
        raise ConfigError(f"is no YAML: {error}", where=where) from error
    finally:
        loader.dispose()
    return values, lines


def _lines(root: yaml.MappingNode, where: str) -> Iterator[tuple[KeyPath, int]]:
    """Yield each key with its line. A node that several aliases name is looked at once."""
    queue: list[tuple[KeyPath, yaml.Node]] = [((), root)]
    seen: set[int] = set()
    while queue:
        path, node = queue.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            queue += [((*path, place), item) for place, item in enumerate(node.value)]
        elif isinstance(node, yaml.MappingNode):
            names: set[str] = set()
            for key, value in node.value:
                mark = key.start_mark
                place = f"{where}:{mark.line + 1}:{mark.column + 1}"
                if key.tag == "tag:yaml.org,2002:merge":
                    continue
                if key.tag != "tag:yaml.org,2002:str":
                    raise ConfigError(f"the key {key.value!r} is not text", where=place,
                                      hint=f'write it in quotes: "{key.value}"')  # fmt: skip
                if key.value in names:
                    raise ConfigError(f"the key {key.value!r} stands twice", where=place)
                names.add(key.value)
                yield (*path, key.value), mark.line + 1
                queue.append(((*path, key.value), value))
