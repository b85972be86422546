"""The conversation that the demo plays."""

from collections.abc import Callable

from bot.demo.office import Office
from bot.demo.transcript import Transcript

MAIL = """\
Hej!
Tack för ett trevligt samtal på mässan.
En sak undrar jag: hur länge sparar ni mina uppgifter om jag aldrig öppnar era mejl?

Vänliga hälsningar
Karin Holm
Bergs Bygg AB"""


def play(office: Office, transcript: Transcript, say: Callable[[str], None]) -> None:
    """Play questions in each language, a customer's mail, a right in plain words, the form, and the officers' part."""
    slack, anna, sam = office.slack, office.anna, office.sam
    with_anna, with_sam = slack.dm(anna), slack.dm(sam)

    def act(title: str, *channels: str) -> None:
        office.rest()
        say(title)
        transcript.show(*channels)

    slack.say(anna, with_anna, "Vad är en cookie?")
    act("Anna asks in a direct message", with_anna)

    slack.say(sam, office.sales, f"<@{slack.bot_user_id}> Who is responsible for the processing of personal data?")
    act("Sam asks in #sales, in English", office.sales)

    ts = slack.mail(office.inbox, sender="karin@example.se", sender_name="Karin Holm", subject="Mina uppgifter", body=MAIL)
    slack.forward(sam, office.inbox, ts, with_sam, "What do I tell her?")
    act("Sam forwards a customer's mail to the desk", with_sam)

    slack.say(anna, office.sales, f"<@{slack.bot_user_id}> Radera alla uppgifter som ni har om mig, tack.")
    act("Anna exercises a right, in #sales of all places", office.sales, with_anna)

    slack.command(sam, office.sales, "/privacy-request", "Please send me a copy of all data you have about me")
    office.service.forms.finish()
    slack.submit(sam, {"rights": ["access"]})
    act("Sam fills in the form of /privacy-request", with_sam)

    card = next(message for message in slack.messages(office.officers) if not message.is_reply)
    slack.press(office.olle, office.officers, card.ts, "ticket_take")
    act("The officers' channel, after Olle has taken the first ticket", office.officers)
