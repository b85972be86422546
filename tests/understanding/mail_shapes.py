"""What mail programs put around people's words, in twelve languages: the shapes of replies and of mails passed on."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import indent

from tests.understanding.mail_tongues import TONGUES, Tongue

OUR, OUR_ADDRESS = "Företagets Kundtjänst", "hjalp@foretaget.example"
WHO, ADDRESS = "Nora Quist", "nora.quist@kund.example"


@dataclass(frozen=True)
class Shape:
    """A mail with what its reader should find."""

    name: str
    subject: str
    body: str
    own: str
    """The customer's own words, without all that surrounds them."""
    quoted: str
    """Words that are not theirs."""
    forwarded: bool = False

    @property
    def text(self) -> str:
        """The mail as it reaches the desk."""
        return f"Subject: {self.subject}\n\n{self.body}"


def shapes() -> Iterator[Shape]:
    """All shapes: client, language, posting style."""
    for language, tongue in TONGUES.items():
        for name, body in _replies(tongue):
            own = "\n\n".join(tongue.own)
            yield Shape(f"{language} {name}", f"{tongue.reply}: {language}-77", body, own, tongue.theirs)
        for name, body in _passed_on(tongue):
            subject = f"{tongue.passed}: {language}-77"
            own = "77.\n\n" + "\n\n".join(tongue.own)
            yield Shape(f"{language} {name}", subject, body, own, tongue.legal, forwarded=True)


def _lines(said: Tongue) -> tuple[str, str]:
    signed = f"{said.closing}\n{WHO}"
    return f"{said.greeting}\n\n" + "\n\n".join(said.own), signed


def _headers(said: Tongue, name: str, address: str, mark: str = "", subject: str = "77") -> str:
    sender, sent, to, title = (f"{mark}{word}:{mark}" for word in said.headers)
    return f"{sender} {name} <{address}>\n{sent} {said.day}\n{to} {WHO}\n{title} {subject}"


def _wrapped(line: str) -> str:
    """The line above a quotation, broken before the address as Gmail does in plain text."""
    head, mark, rest = line.partition("<")
    return f"{head.rstrip()} {mark}\n{rest}" if mark else line


def _replies(said: Tongue) -> Iterator[tuple[str, str]]:
    own, signed = _lines(said)
    gmail, apple, bird = (line.format(n=OUR, a=OUR_ADDRESS) for line in (said.gmail, said.apple, said.thunderbird))
    quote = indent(f"Hej\n{said.theirs}", "> ", lambda _: True)
    one, two = said.own
    yield "gmail top", f"{own}\n\n{signed}\n\n{gmail}\n\n{quote}"
    yield "gmail wrapped", f"{own}\n\n{signed}\n\n{_wrapped(gmail)}\n\n{quote}"
    yield "gmail bottom", f"{gmail}\n{quote}\n\n{own}\n\n{signed}"
    yield "apple top, unmarked", f"{own}\n\n{said.device}\n\n{apple}\n\n{said.theirs}"
    yield "apple top", f"{own}\n\n{signed}\n\n{apple}\n\n{quote}"
    yield "thunderbird bottom", f"{bird}\n{quote}\n\n{own}\n\n-- \n{WHO}\nTel. 070-000 00 11"
    yield "thunderbird between", f"{said.greeting}\n\n{bird}\n{quote}\n\n{one}\n\n> {said.theirs}\n\n{two}\n\n{signed}"
    yield "note above and below", f"{one}\n\n{bird}\n{quote}\n\n{two}\n\n{signed}"
    yield "outlook", f"{own}\n\n{signed}\n{said.legal}\n\n{_headers(said, OUR, OUR_ADDRESS)}\n\n{said.theirs}"
    yield "outlook bold", f"{own}\n\n{signed}\n\n{_headers(said, OUR, OUR_ADDRESS, '*')}\n\n{said.theirs}"
    broken = _headers(said, OUR, OUR_ADDRESS).replace(" <", "\n<")
    yield "outlook wrapped", f"{own}\n\n{said.legal}\n\n{broken}\n\n{said.theirs}"
    head = _headers(said, OUR, OUR_ADDRESS)
    yield "outlook on one line", f"{own}\n\n{signed}\n\n{' '.join(head.splitlines())}\n\n{said.theirs}"
    yield "outlook in a table", f"{own}\n\n{signed}\n\n{head.replace(': ', ':' + chr(9))}\n\n{said.theirs}"
    below = head.replace(": ", ":" + chr(10))
    yield "values below their headers", f"{own}\n\n{signed}\n\n{below}\n\n{said.theirs}"
    apart = "\n\n".join(head.splitlines())
    yield "headers with blank lines", f"{own}\n\n{said.closing} {WHO}\n\n{apart}\n\n{said.theirs}"
    line = "_" * 32
    yield "outlook mobile", f"{own}\n\nGet Outlook for iOS\n{line}\n{_headers(said, OUR, OUR_ADDRESS)}\n\n{said.theirs}"
    original = f"-----{said.original}-----"
    yield "outlook dashes", f"{own}\n\n{signed}\n\n{original}\n{_headers(said, OUR, OUR_ADDRESS)}\n\n{said.theirs}"
    yield "samsung", f"{own}\n\n-------- {said.original} --------\n{_headers(said, OUR, OUR_ADDRESS)}\n\n{said.theirs}"
    yield "yahoo", f"{own}\n\n{signed}\n\n    {gmail}\n\n {said.theirs}"
    zoho = f"---- On Mon, 02 Mar 2026 09:00:00 +0100 {OUR} <{OUR_ADDRESS}> wrote ----"
    yield "zoho", f"{own}\n\n{said.closing}, {WHO}\n\n\n{zoho}\n\n{said.theirs}"
    proton = f"On Monday, March 2nd, 2026 at 9:00 AM, {OUR} <{OUR_ADDRESS}> wrote:"
    yield "proton", f"{own}\n\nSent with Proton Mail secure email.\n\n{proton}\n\n{quote}"
    gmx = _headers(said, OUR, OUR_ADDRESS).splitlines()
    yield "gmx", f"{own}\n\n{signed}\n\n" + "\n".join([gmx[1], gmx[0], *gmx[2:]]) + f"\n\n{said.theirs}"


def _passed_on(said: Tongue) -> Iterator[tuple[str, str]]:
    own, signed = _lines(said)
    mail = f"{own}\n\n{signed}\n\n{said.legal}"
    head = _headers(said, WHO, ADDRESS)
    dashes = "-" * 10
    yield "gmail passes on", f"{said.note}\n\n{dashes} {said.forwarded} ---------\n{head}\n\n\n{mail}"
    yield "apple passes on", f"{said.note}\n\n{said.begins}\n\n" + indent(f"{head}\n\n{mail}", "> ", lambda _: True)
    yield "outlook passes on", f"{said.note}\n\n{said.closing}\nSam Lee\n\n{head}\n\n{mail}"
    yield "outlook passes on in bold", f"{said.note}\n\n{_headers(said, WHO, ADDRESS, '*')}\n\n{mail}"
    yield "outlook passes on without a word", f"{head}\n\n{mail}"
    yield "thunderbird passes on", f"{said.note}\n\n-------- {said.forwarded} --------\n{head}\n\n{mail}"
    ours = _headers(said, OUR, OUR_ADDRESS, subject=f"{said.passed}: 77")
    yield "passed on twice", f"{said.note}\n\n{ours}\n\n{said.note}\n\n{head}\n\n{mail}"
