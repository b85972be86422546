"""Finds who wrote in, in the fields of a message that a support tool has posted, such as "Requester"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.desk.mails import one_line
from bot.desk.messages import Customer
from bot.slack.damage import Payload, entries, text
from bot.slack.markup import plain

_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_OF_PERSON = re.compile(
    r"(?:requester|requested by|reporter|reported by|customer|client|contact|from|sender|submitted by|user|name|full name|e-?mail"
    r"|kund|från|avsändare|inskickat av|inskickad av|kontakt|namn|e-?post|mejl)"
    r"(?:'?s|en|ens)?(?: (?:full )?(?:name|e-?mail|address|namn|e-?post|mejl|e-?postadress|adress))*",
    re.IGNORECASE,
)
"""The title of a field that names the customer."""
_LONGEST_NAME = 100
_WORDS = 3
"""Fields of fewer words, such as a priority, say nothing that a customer wrote."""


@dataclass(frozen=True, slots=True)
class ToolField:
    """A field of a message: its title and value as people see them."""

    title: str
    value: str

    @property
    def names_customer(self) -> bool:
        """Whether it says who the customer is."""
        return bool(_OF_PERSON.fullmatch(self.title)) and len(self.value) <= _LONGEST_NAME

    @property
    def address(self) -> str | None:
        """The first e-mail address in it."""
        found = _ADDRESS.search(self.value)
        return found[0] if found else None

    @property
    def name(self) -> str | None:
        """What stands in it beside the address."""
        return one_line(_ADDRESS.sub("", self.value).strip(" \t\n<>()[],;:*"))


def fields_of(part: Payload) -> list[ToolField]:
    """Return the fields of an attachment, and those of the sections in a message's or attachment's blocks."""
    own = [ToolField(_title(text(field, "title")), plain(text(field, "value"))) for field in entries(part, "fields")]
    shown = [text(field, "text") for block in entries(part, "blocks") for field in entries(block, "fields")]
    halves = [re.split(r"\n|:\*? ", words, maxsplit=1) for words in shown]
    return own + [ToolField(_title(half[0]), plain(half[1])) for half in halves if len(half) > 1]


def customer_of_fields(fields: Sequence[ToolField], words: str) -> Customer:
    """Return the customer that fields name, with these words and those of other fields that are long enough to be theirs."""
    of_person = [field for field in fields if field.names_customer]
    others = [field.value for field in fields if field not in of_person and len(field.value.split()) >= _WORDS]
    more = [value for value in others if not (_ADDRESS.search(value) and len(value) <= _LONGEST_NAME) and value not in words]
    return Customer(
        words="\n\n".join(filter(None, (words, *more))),
        name=next((field.name for field in of_person if field.name), None),
        email=next((field.address for field in of_person if field.address), None),
    )


def _title(words: str) -> str:
    return plain(words).strip(" \t\n*_:")
