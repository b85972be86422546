"""What mail programs put around people's words, in twelve languages: the shapes of replies and of mails passed on."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import indent

OUR, OUR_ADDRESS = "Företagets Kundtjänst", "hjalp@foretaget.example"
WHO, ADDRESS = "Nora Quist", "nora.quist@kund.example"


@dataclass(frozen=True)
class Tongue:
    """One language: its words, as mail programs and people write them."""

    own: tuple[str, str]
    """Two paragraphs that a customer writes."""
    theirs: str
    """What the earlier mail says."""
    greeting: str
    closing: str
    device: str
    legal: str
    headers: tuple[str, str, str, str]
    """From, sent, to and subject."""
    day: str
    """2 March 2026 as Outlook writes it."""
    gmail: str
    apple: str
    thunderbird: str
    original: str
    forwarded: str
    begins: str
    reply: str
    passed: str
    note: str


TONGUES = {
    "sv": Tongue(
        ("Jag vill att ni raderar mitt konto.", "Bekräfta när det är klart."),
        "Vill du radera allt så skriver du det.",
        "Hej!",
        "Med vänlig hälsning",
        "Skickat från min iPhone",
        "Detta meddelande är konfidentiellt. Om du har fått det av misstag, radera det genast.",
        ("Från", "Skickat", "Till", "Ämne"),
        "den 2 mars 2026 09:00",
        "Den mån 2 mars 2026 kl 09:00 skrev {n} <{a}>:",
        "2 mars 2026 kl. 09:00 skrev {n} <{a}>:",
        "Den 2026-03-02 kl. 09:00, skrev {n}:",
        "Originalmeddelande",
        "Vidarebefordrat meddelande",
        "Vidarebefordrat brev:",
        "SV",
        "VB",
        "Kan någon ta den här?",
    ),
    "no": Tongue(
        ("Jeg vil at dere sletter kontoen min.", "Bekreft når det er gjort."),
        "Vil du slette alt, så skriver du det.",
        "Hei!",
        "Med vennlig hilsen",
        "Sendt fra min iPhone",
        "Denne meldingen er fortrolig. Har noen fått den ved en feil, slett den straks.",
        ("Fra", "Sendt", "Til", "Emne"),
        "mandag 2. mars 2026 09:00",
        "man. 2. mars 2026 kl. 09:00 skrev {n} <{a}>:",
        "2. mars 2026 kl. 09:00 skrev {n} <{a}>:",
        "Den 02.03.2026 09:00, skrev {n}:",
        "Opprinnelig melding",
        "Videresendt melding",
        "Start på videresendt melding:",
        "SV",
        "VS",
        "Kan noen ta denne?",
    ),
    "da": Tongue(
        ("Jeg vil have slettet min konto.", "Bekræft, når det er gjort."),
        "Vil du slette alt, så skriver du det.",
        "Hej!",
        "Med venlig hilsen",
        "Sendt fra min iPhone",
        "Denne e-mail er fortrolig. Er den modtaget ved en fejl, så slet den straks.",
        ("Fra", "Sendt", "Til", "Emne"),
        "2. marts 2026 09:00",
        "Den man. 2. mar. 2026 kl. 09.00 skrev {n} <{a}>:",
        "Den 2. mar. 2026 kl. 09.00 skrev {n} <{a}>:",
        "Den 02.03.2026 kl. 09.00 skrev {n}:",
        "Oprindelig meddelelse",
        "Videresendt meddelelse",
        "Start på videresendt besked:",
        "SV",
        "VS",
        "Kan nogen tage den her?",
    ),
    "fi": Tongue(
        ("Haluan, että poistatte tilini.", "Vahvistakaa, kun se on tehty."),
        "Jos haluat poistaa kaiken, kirjoita se.",
        "Hei!",
        "Ystävällisin terveisin",
        "Lähetetty iPhonesta",
        "Tämä viesti on luottamuksellinen. Jos olet saanut sen erehdyksessä, poista se heti.",
        ("Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe"),
        "maanantai 2. maaliskuuta 2026 9.00",
        "ma 2. maalisk. 2026 klo 9.00 {n} ({a}) kirjoitti:",
        "{n} <{a}> kirjoitti 2.3.2026 kello 9.00:",
        "{n} kirjoitti 2.3.2026 klo 9.00:",
        "Alkuperäinen viesti",
        "Välitetty viesti",
        "Välitetty viesti alkaa:",
        "VS",
        "VL",
        "Voiko joku ottaa tämän?",
    ),
    "en": Tongue(
        ("I want you to delete my account.", "Please confirm when it is done."),
        "If you want everything erased, write so.",
        "Hello,",
        "Kind regards",
        "Sent from my iPhone",
        "This e-mail is confidential. If you have received it in error, delete it immediately.",
        ("From", "Sent", "To", "Subject"),
        "Monday, March 2, 2026 9:00 AM",
        "On Mon, 2 Mar 2026 at 09:00, {n} <{a}> wrote:",
        "On 2 Mar 2026, at 09:00, {n} <{a}> wrote:",
        "On 02/03/2026 09:00, {n} wrote:",
        "Original message",
        "Forwarded message",
        "Begin forwarded message:",
        "RE",
        "FW",
        "Can somebody take this one?",
    ),
    "de": Tongue(
        ("Bitte löschen Sie mein Konto.", "Bestätigen Sie es, wenn es erledigt ist."),
        "Wenn alles gelöscht werden soll, schreiben Sie es.",
        "Guten Tag,",
        "Mit freundlichen Grüßen",
        "Von meinem iPhone gesendet",
        "Diese E-Mail ist vertraulich. Falls Sie sie irrtümlich erhalten haben, löschen Sie sie sofort.",
        ("Von", "Gesendet", "An", "Betreff"),
        "Montag, 2. März 2026 09:00",
        "Am Mo., 2. März 2026 um 09:00 Uhr schrieb {n} <{a}>:",
        "Am 02.03.2026 um 09:00 schrieb {n} <{a}>:",
        "Am 02.03.26 um 09:00 schrieb {n}:",
        "Ursprüngliche Nachricht",
        "Weitergeleitete Nachricht",
        "Anfang der weitergeleiteten Nachricht:",
        "AW",
        "WG",
        "Kann das jemand übernehmen?",
    ),
    "nl": Tongue(
        ("Ik wil dat u mijn account verwijdert.", "Bevestig het als het klaar is."),
        "Wilt u alles laten wissen, schrijf het dan.",
        "Goedendag,",
        "Met vriendelijke groet",
        "Verstuurd vanaf mijn iPhone",
        "Dit bericht is vertrouwelijk. Hebt u het per abuis ontvangen, verwijder het dan direct.",
        ("Van", "Verzonden", "Aan", "Onderwerp"),
        "maandag 2 maart 2026 09:00",
        "Op ma 2 mrt 2026 om 09:00 schreef {n} <{a}>:",
        "Op 2 mrt. 2026 om 09:00 heeft {n} <{a}> het volgende geschreven:",
        "Op 02-03-2026 om 09:00 schreef {n}:",
        "Oorspronkelijk bericht",
        "Doorgestuurd bericht",
        "Begin doorgestuurd bericht:",
        "Antw",
        "FW",
        "Kan iemand dit oppakken?",
    ),
    "fr": Tongue(
        ("Je vous demande de supprimer mon compte.", "Confirmez quand ce sera fait."),
        "Si vous voulez tout effacer, écrivez-le.",
        "Bonjour,",
        "Cordialement",
        "Envoyé de mon iPhone",
        "Ce message est confidentiel. Si vous l’avez reçu par erreur, supprimez-le immédiatement.",
        ("De", "Envoyé", "À", "Objet"),
        "lundi 2 mars 2026 09:00",
        "Le lun. 2 mars 2026 à 09:00, {n} <{a}> a écrit :",
        "Le 2 mars 2026 à 09:00, {n} <{a}> a écrit :",
        "Le 02/03/2026 à 09:00, {n} a écrit :",
        "Message d'origine",
        "Message transféré",
        "Début du message transféré :",
        "RE",
        "TR",
        "Quelqu'un peut s'en charger ?",
    ),
    "es": Tongue(
        ("Quiero que eliminen mi cuenta.", "Confirmen cuando esté hecho."),
        "Si quiere borrarlo todo, escríbalo.",
        "Buenos días:",
        "Saludos cordiales",
        "Enviado desde mi iPhone",
        "Este mensaje es confidencial. Si lo ha recibido por error, bórrelo de inmediato.",
        ("De", "Enviado", "Para", "Asunto"),
        "lunes, 2 de marzo de 2026 9:00",
        "El lun, 2 mar 2026 a las 9:00, {n} (<{a}>) escribió:",
        "El 2 mar 2026, a las 9:00, {n} <{a}> escribió:",
        "El 2/3/26 a las 9:00, {n} escribió:",
        "Mensaje original",
        "Mensaje reenviado",
        "Inicio del mensaje reenviado:",
        "RE",
        "RV",
        "¿Alguien puede encargarse?",
    ),
    "it": Tongue(
        ("Voglio che cancelliate il mio account.", "Confermate quando è fatto."),
        "Se vuole cancellare tutto, lo scriva.",
        "Buongiorno,",
        "Cordiali saluti",
        "Inviato da iPhone",
        "Questo messaggio è riservato. Se l'avete ricevuto per errore, cancellatelo subito.",
        ("Da", "Inviato", "A", "Oggetto"),
        "lunedì 2 marzo 2026 09:00",
        "Il giorno lun 2 mar 2026 alle ore 09:00 {n} <{a}> ha scritto:",
        "Il giorno 2 mar 2026, alle ore 09:00, {n} <{a}> ha scritto:",
        "Il 02/03/2026 09:00, {n} ha scritto:",
        "Messaggio originale",
        "Messaggio inoltrato",
        "Inizio messaggio inoltrato:",
        "R",
        "I",
        "Qualcuno può occuparsene?",
    ),
    "pl": Tongue(
        ("Chcę, żebyście usunęli moje konto.", "Proszę potwierdzić, gdy to będzie zrobione."),
        "Kto chce usunąć wszystko, niech o tym napisze.",
        "Dzień dobry,",
        "Z poważaniem",
        "Wysłane z iPhone'a",
        "Ta wiadomość jest poufna. Jeśli dotarła przez pomyłkę, proszę ją usunąć.",
        ("Od", "Wysłano", "Do", "Temat"),
        "poniedziałek, 2 marca 2026 09:00",
        "pon., 2 mar 2026 o 09:00 {n} <{a}> napisał(a):",
        "Wiadomość napisana przez {n} <{a}> w dniu 2 mar 2026, o godz. 09:00:",
        "W dniu 02.03.2026 o 09:00, {n} pisze:",
        "Oryginalna wiadomość",
        "Przekazana wiadomość",
        "Początek przekazywanej wiadomości:",
        "Odp",
        "PD",
        "Czy ktoś może się tym zająć?",
    ),
    "pt": Tongue(
        ("Quero que apaguem a minha conta.", "Confirmem quando estiver feito."),
        "Quem quiser apagar tudo deve escrevê-lo.",
        "Bom dia,",
        "Com os melhores cumprimentos",
        "Enviado do meu iPhone",
        "Esta mensagem é confidencial. Se a recebeu por engano, apague-a de imediato.",
        ("De", "Enviado", "Para", "Assunto"),
        "2 de março de 2026 09:00",
        "{n} <{a}> escreveu (segunda, 2/03/2026 à(s) 09:00):",
        "No dia 2 de mar. de 2026, às 09:00, {n} <{a}> escreveu:",
        "Em 02/03/2026 09:00, {n} escreveu:",
        "Mensagem original",
        "Mensagem encaminhada",
        "Início da mensagem encaminhada:",
        "RES",
        "ENC",
        "Alguém pode tratar disto?",
    ),
}


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
