"""Undoes Slack's markup in messages, so that the text is what people see."""

import re

_USER = re.compile(r"<@([A-Z0-9]+)(?:\|([^<>]*))?>")
_CHANNEL = re.compile(r"<#([A-Z0-9]+)(?:\|([^<>]*))?>")
_SPECIAL = re.compile(r"<!([a-z]+)(?:\^[^<>|]*)?(?:\|([^<>]*))?>")
_LINK = re.compile(r"<([a-zA-Z][\w+.-]*:[^<>|]*)(?:\|([^<>]*))?>")


def plain(text: str, bot_user: str | None = None) -> str:
    """Return the text without mentions of the desk, and with mentions, links and escapes as people see them."""
    if bot_user:
        text = re.sub(rf"<@{bot_user}(\|[^<>]*)?>[,:]?", "", text)
    text = _USER.sub(lambda found: f"@{found[2] or found[1]}", text)
    text = _CHANNEL.sub(lambda found: f"#{found[2] or found[1]}", text)
    text = _SPECIAL.sub(lambda found: found[2] or f"@{found[1]}", text)
    text = _LINK.sub(lambda found: found[2] or found[1].removeprefix("mailto:").removeprefix("tel:"), text)
    return whole(unescaped(text)).strip()


def unescaped(text: str) -> str:
    """Undo Slack's three escapes (``&amp;``, ``&lt;``, ``&gt;``). Other entities were typed by the person and are kept."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def whole(text: str) -> str:
    """Return the text with surrogate pairs joined and lone surrogates replaced, since those cannot be stored or sent."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
