"""YAML as people write it: the same key twice is a mistake and not a silent loss."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without libyaml: slower, the same result
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


class _OnceLoader(_Loader):
    """A safe loader that refuses a key that stands twice in one mapping."""

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
        """A date; 2020-13-41 looks like one and is none."""
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            raise yaml.constructor.ConstructorError(None, None, f"there is no day {node.value}", node.start_mark) from None


_OnceLoader.add_constructor("tag:yaml.org,2002:timestamp", _OnceLoader.construct_day)


def read_text(path: Path) -> str:
    """The text of a file, without the byte order mark that some editors put before it."""
    return path.read_text(encoding="utf-8-sig")


def read_yaml(path: Path) -> Any:
    """The value in a YAML file; yaml.YAMLError, OSError or UnicodeDecodeError where there is none."""
    return parse_yaml(read_text(path))


def parse_yaml(text: str) -> Any:
    """The value that a YAML text holds; yaml.YAMLError where it is not one."""
    return yaml.load(text, Loader=_OnceLoader)  # noqa: S506 - _OnceLoader is a safe loader
