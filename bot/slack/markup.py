"""Slack's markup in what people write, undone: their words as they see them."""

import re

_USER = re.compile(r"<@([A-Z0-9]+)(?:\|([^<>]*))?>")
_CHANNEL = re.compile(r"<#([A-Z0-9]+)(?:\|([^<>]*))?>")
_SPECIAL = re.compile(r"<!([a-z]+)(?:\^[^<>|]*)?(?:\|([^<>]*))?>")
_LINK = re.compile(r"<([a-zA-Z][\w+.-]*:[^<>|]*)(?:\|([^<>]*))?>")


def plain(text: str, bot_user: str | None = None) -> str:
    """The text without the desk's own name in it, and with mentions, links and escaped signs as people see them."""
    if bot_user:
        text = re.sub(rf"<@{bot_user}(\|[^<>]*)?>[,:]?", "", text)
    text = _USER.sub(lambda found: f"@{found[2] or found[1]}", text)
    text = _CHANNEL.sub(lambda found: f"#{found[2] or found[1]}", text)
    text = _SPECIAL.sub(lambda found: found[2] or f"@{found[1]}", text)
    text = _LINK.sub(lambda found: found[2] or found[1].removeprefix("mailto:").removeprefix("tel:"), text)
    return whole(unescaped(text)).strip()


def unescaped(text: str) -> str:
    """The text with the three signs that Slack escapes; any other entity is what the person wrote, and stays."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def whole(text: str) -> str:
    """The text with half characters made whole or marked as lost: nothing can store or send them as they are."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
