"""What the package holds besides code: the knowledge, the manifest, and the text catalogues, which are compiled here."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = ("knowledge", "locales", "app.yaml")


class Shipped(BuildHookInterface):  # type: ignore[type-arg]  # the type of the build's configuration, which is not used
    """Compiles the catalogues and, in a wheel, puts the shipped files beside the code."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before the files of the wheel are collected; an editable install reads the checkout's own files."""
        for source in Path(self.root, "locales").glob("*/LC_MESSAGES/*.po"):
            with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
                write_mo(mo, read_po(po, locale=source.parts[-3]))
        # A source archive holds them where they are, as a checkout does, so that a wheel can be made from it.
        if self.target_name == "wheel" and version != "editable":
            build_data["force_include"] |= {name: f"bot/shipped/{name}" for name in SHIPPED}
