"""Invented people who write to the desk, each once or a few times, while it has trouble."""

import itertools
import random
from collections.abc import Callable

from bot.workspace import ImpossibleError, ShownMessage, Workspace
from tests.endurance.ledger import Done, Ledger
from tests.scenarios.shown import buttons, is_card, reference

LANGUAGES = ("sv", "en")
LOCALES = {"sv": "sv-SE", "en": "en-GB"}
QUESTIONS = {
    "sv": ("Säljer ni mina uppgifter?", "Hur länge sparar ni mina uppgifter?", "Vilka kakor använder ni?"),
    "en": ("Do you sell my data?", "How long do you keep my data?", "Which cookies do you use?"),
}
REQUESTS = {
    "sv": ("Radera alla uppgifter som ni har om mig.", "Jag vill ha en kopia på allt ni har om mig."),
    "en": ("Please erase all the data that you hold about me.", "Please send me a copy of everything you hold about me."),
}
ADDITIONS = {"sv": "Gärna som PDF, tack.", "en": "As a PDF, please."}
FORM_OPENS = 3.0
"""Seconds that somebody waits for a form before they give up."""


class People:
    """Acts at random, by one seed. Each method brings somebody new, so that no two requests are one person's."""

    def __init__(self, slack: Workspace, ledger: Ledger, seed: int) -> None:
        self._slack, self._ledger, self._random = slack, ledger, random.Random(seed)
        self._numbers = itertools.count(1)
        desk = slack.bot_user_id
        self.officer = slack.add_user("olle", real_name="Olle Berg")
        self.officers = slack.add_channel("privacy-officers", private=True, members=[self.officer, desk])
        self.general = slack.add_channel("general", members=[desk])
        self.support = slack.add_channel("support", members=[desk])

    def acts(self) -> tuple[Callable[[], None], ...]:
        """Everything that people do."""
        often = (self.asks, self.asks_in_a_row, self.requests, self.mentions, self.fills_in)
        return (*often, self.changes_question, self.adds, self.mails, self.asks_privately, self.takes)

    def act(self) -> None:
        """Do something."""
        self._random.choice(self.acts())()

    def asks(self) -> None:
        """A question in a direct message."""
        user, language = self._newcomer()
        self._say("question", user, self._slack.dm(user), self._random.choice(QUESTIONS[language]))

    def asks_in_a_row(self) -> None:
        """Three questions in one conversation, as fast as they can be written."""
        user, language = self._newcomer()
        for question in QUESTIONS[language]:
            self._say("question", user, self._slack.dm(user), question)

    def requests(self) -> None:
        """A right, exercised in a direct message."""
        user, language = self._newcomer()
        self._say("request", user, self._slack.dm(user), self._random.choice(REQUESTS[language]))

    def mentions(self) -> None:
        """A right or a question, in a channel."""
        user, language = self._newcomer()
        self._slack.join(self.general, user)
        deed, words = self._random.choice((("request", REQUESTS), ("question", QUESTIONS)))
        text = f"<@{self._slack.bot_user_id}> {self._random.choice(words[language])}"
        self._say("request" if deed == "request" else "question", user, self.general, text)

    def changes_question(self) -> None:
        """A question that is edited at once."""
        user, language = self._newcomer()
        channel, (first, second) = self._slack.dm(user), self._random.sample(QUESTIONS[language], 2)
        asked = self._say("question", user, channel, first)
        self._slack.edit(user, channel, str(asked.ts), second)
        self._ledger.note(Done("edit", user, channel, asked.ts))

    def adds(self) -> None:
        """A right, and more words in its thread."""
        user, language = self._newcomer()
        channel = self._slack.dm(user)
        asked = self._say("request", user, channel, self._random.choice(REQUESTS[language]))
        ts = self._slack.say(user, channel, ADDITIONS[language], thread_ts=asked.ts)
        self._ledger.note(Done("addition", user, channel, ts))

    def mails(self) -> None:
        """A customer's mail with a right in it, posted into a channel."""
        number, language = next(self._numbers), self._random.choice(LANGUAGES)
        letter = {"sender": f"kund{number}@example.com", "sender_name": f"Kund {number}", "subject": "GDPR"}
        is_stub = self._random.random() < 0.5
        ts = self._slack.mail(self.support, body=self._random.choice(REQUESTS[language]), body_in_event=not is_stub, **letter)
        self._ledger.note(Done("mail", letter["sender"], self.support, ts))

    def asks_privately(self) -> None:
        """A question by command."""
        user, language = self._newcomer()
        answer = self._slack.command(user, self._slack.dm(user), "/privacy", self._random.choice(QUESTIONS[language]))
        # An ack with words says that something went wrong.
        self._ledger.note(Done("private", user, self._slack.dm(user), acked=answer.ok and not answer.text))

    def fills_in(self) -> None:
        """A right, exercised in the form."""
        user, _ = self._newcomer()
        self._slack.command(user, self._slack.dm(user), "/privacy-request")
        try:
            self._slack.wait(lambda: self._slack.view(user), FORM_OPENS)
        except TimeoutError:
            return
        sent = self._slack.submit(user, {"rights": ["access"]})
        self._ledger.note(Done("form", user, self._slack.dm(user), acked=sent.closed))

    def takes(self) -> None:
        """The officer takes a ticket."""
        cards = [card for card in self._slack.messages(self.officers) if is_card(card) and "ticket_take" in buttons(card)]
        if not cards:
            return
        card: ShownMessage = self._random.choice(cards)
        try:
            acked = self._slack.press(self.officer, self.officers, card.ts, "ticket_take")
        except ImpossibleError:
            return  # the card has changed in the meantime
        self._ledger.note(Done("take", self.officer, self.officers, acked=acked, ticket=reference(card)))

    def _newcomer(self) -> tuple[str, str]:
        number, language = next(self._numbers), self._random.choice(LANGUAGES)
        return self._slack.add_user(f"p{number}", real_name=f"Person {number}", locale=LOCALES[language]), language

    def _say(self, deed: str, user: str, channel: str, text: str) -> Done:
        ts = self._slack.say(user, channel, text)
        return self._ledger.note(Done("request" if deed == "request" else "question", user, channel, ts))
