"""Reads YAML strictly: a repeated key is an error, where YAML would drop the first value."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without libyaml: slower, the same result
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


class _OnceLoader(_Loader):
    """A safe loader that refuses repeated keys and impossible dates."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key must be a word", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"key '{key.value}' stands twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)

    def construct_day(self, node: yaml.ScalarNode) -> Any:
        """A date. Raises yaml.YAMLError for a day that does not exist, such as 2020-13-41."""
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            raise yaml.constructor.ConstructorError(None, None, f"there is no day {node.value}", node.start_mark) from None


_OnceLoader.add_constructor("tag:yaml.org,2002:timestamp", _OnceLoader.construct_day)


def read_text(path: Path) -> str:
    """The text of a UTF-8 file without a byte order mark. Raises OSError or UnicodeDecodeError."""
    return path.read_text(encoding="utf-8-sig")


def read_yaml(path: Path) -> Any:
    """The value in a YAML file. Raises yaml.YAMLError, OSError or UnicodeDecodeError."""
    return parse_yaml(read_text(path))


def parse_yaml(text: str) -> Any:
    """The value of a YAML text. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=_OnceLoader)  # noqa: S506 - _OnceLoader is a safe loader
