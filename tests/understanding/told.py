"""Sentences of many people, by kind, that no wording of the knowledge repeats."""

BREACHES = """
En praktikant fotade skärmen med alla kunder och la upp den på Instagram.
Jag glömde min ryggsäck med jobbdatorn på bussen i morse.
Vi har fått ett utpressningsmejl, de säger att de har våra kunders adresser.
Min kollega svarade alla i stället för bara kunden, och tråden innehöll lönerna.
Någon ringde och sa att hon var från supporten, och jag gav henne mitt lösenord.
Lösenordsfilen låg öppen på den delade disken i tre veckor.
Ett usb-minne med kundregistret kom aldrig fram med posten.
En kund hör av sig och säger att hon ser en annan kunds fakturor när hon loggar in.
Skrivaren på tredje våningen spottade ur sig någon annans läkarintyg och det låg där hela helgen.
Webbyrån råkade publicera testsidan med riktiga kunduppgifter.
Jag bifogade fel fil, i den stod alla medlemmars personnummer.
Säljaren som fick sparken tog med sig kontaktlistan till konkurrenten.
Databasen gick att nå utan inloggning från nätet, upptäckte vi i går.
Vi har haft inbrott i natt och servern är borta.
Mejladresserna till alla 400 deltagare syntes för alla i inbjudan.
Någon har loggat in som mig från ett land jag aldrig besökt.
Hela dokumentarkivet blev raderat av misstag och säkerhetskopian fungerar inte.
Chefen läste upp en medarbetares sjukjournal inför hela gruppen.
An intern took a photo of the customer screen and put it on Instagram.
I left my rucksack with the work laptop on the bus this morning.
We got a blackmail mail, they claim to have our customers' addresses.
My colleague hit reply-all and the thread had everybody's salaries in it.
Someone phoned pretending to be support and I gave them my password.
The password file sat open on the shared drive for three weeks.
A memory stick with the client register never arrived in the post.
A client tells us she sees another client's invoices when she signs in.
The printer on the third floor spat out somebody's medical note and it lay there all weekend.
The web agency published the test page with real customer details by accident.
I attached the wrong file, it had all the members' social security numbers.
The rep who got fired took the contact list with him to a competitor.
The database was reachable from the internet without a login, we found out yesterday.
We had burglars last night and the server is gone.
The addresses of all 400 attendees were visible to everyone in the invite.
Somebody signed in as me from a country I have never been to.
The whole document archive was wiped by mistake and the backup doesn't work.
""".strip().splitlines()
"""Ways to tell of a breach."""

HARMLESS = """
Jag skickade kontraktet till Petra på inköp.
Vi har ny besöksadress, den står i bilagan.
Jag har bytt efternamn i Slack.
Mötet flyttas till rum fyra.
Kunden har betalat fakturan.
Jag mejlade presentationen till hela teamet som planerat.
Datorn startar långsamt i dag.
Jag kommer inte ihåg inloggningen till intranätet.
Har ert företag någonsin haft en dataläcka?
Jag öppnade er länk och läste artikeln.
Nyhetsbrevet gick ut klockan nio.
Vi skickar ut kallelsen på måndag.
Min telefon är urladdad.
Jag hittade mina nycklar igen.
Kunden vill ha offerten på mejl.
Bilagan gick inte att öppna.
Hon loggade in på webinariet utan problem.
Vi har uppdaterat kundens adress som hon bad om.
Jag har delat mappen med projektgruppen.
Tåget var försenat så jag missade mötet.
Rapporten är klar och ligger på den vanliga platsen.
Vem har lånat projektorn?
Jag la till Olle i kalenderinbjudan.
Kaffemaskinen läcker.
I sent the agreement to Petra in purchasing.
We have a new visiting address, see the enclosure.
I changed my surname in Slack.
The meeting is moved to room four.
The client has paid the invoice.
I emailed the slides to the whole team as planned.
My computer starts slowly today.
I can't remember the login for the intranet.
Did your company ever have a data leak?
I opened your link and read the article.
The newsletter went out at nine.
We send the agenda on Monday.
My phone is out of battery.
I found my keys again.
The customer wants the quote by mail.
The attachment would not open.
She joined the webinar without any trouble.
We updated the customer's address as she asked.
I have shared the folder with the project group.
The train was late so I missed the meeting.
The report is done and in its usual place.
Who borrowed the projector?
I added Ollie to the calendar invite.
The coffee machine is leaking.
""".strip().splitlines()
"""Everyday sentences that tell of no breach and ask for nothing."""

NO_REQUESTS = """
Vad innebär rätten till insyn?
Hur gör en kund som vill bli bortglömd?
Min syster fick sina uppgifter borttagna i fjol, gick det verkligen så enkelt?
Skulle man kunna få allt raderat om man ville?
Tänk om någon bad oss om ett utdrag, vad gör vi?
Ni tog bort mitt nummer i januari och jag är nöjd.
Chefen skämtade om att han ska låta radera sig, haha.
Rätta mig om jag minns fel, men var det inte fika klockan tre?
Glöm inte bort mig i fikabokningen!
Ta bort kolumn C ur arket är du snäll.
Kan du rätta stavfelet på bild sju?
Flytta mötet till fredag.
Skicka en kopia av offerten till kunden.
Jag vill inte att ni tar bort något, jag är bara nyfiken på hur länge det ligger kvar.
Radera absolut inte mina uppgifter!
Jag har inte bett om att bli raderad.
Begränsa bildstorleken i nyhetsbrevet.
Kunden invänder mot leveranstiden.
Spärra rummet för oss på torsdag.
portabilitet?
rättelse
What does the right of access mean?
How does a client go about being forgotten?
My sister had her data removed last year, was it really that easy?
Could one have everything erased if one wanted?
Suppose somebody asked us for an extract, what do we do?
You removed my number in January and I'm happy.
The boss joked about having himself erased, haha.
Correct me if I misremember, but wasn't coffee at three?
Please do not forget about me when handing out the parking permits!
Remove column C from the sheet, would you.
Can you correct the typo on slide seven?
Move the meeting to Friday.
Send a copy of the quote to the customer.
I don't want you to remove anything, I'm only curious how long it stays.
I have not asked to be deleted.
Limit the picture size in the newsletter.
The customer objects to the delivery time.
Block the room for us on Thursday.
portability?
rectification
you
mitt
xqzt brlf
asdf jklö
""".strip().splitlines()
"""What only looks like the exercise of a right."""

REQUESTS = [
    ("Jag vill se alltihop ni skrivit upp om mig, kom med det.", {"access"}),
    ("Fru Alm på Solgården ber att få läsa sin egen kundakt, ordnar någon det?", {"access"}),
    ("ja vill att ni stryker mej ur rullorna", {"erasure"}),
    ("Jag har slutat jobba och vill inte ligga kvar hos er, plocka bort mig.", {"erasure"}),
    ("Det ska stå Åkesson med Å, inte A, på mitt kort. Ändra det.", {"rectification"}),
    ("Nu räcker det med era säljbrev, skicka inget mer.", {"objection"}),
    ("Jag ångrar mitt medgivande till utskicken.", {"consent_withdrawal"}),
    ("Ta ut mina uppgifter i en fil så att min nya leverantör kan läsa in dem.", {"portability"}),
    ("Ni får varken använda eller slänga uppgifterna förrän tingsrätten har dömt.", {"restriction"}),
    ("Ett program nekade mig rabatten. Låt en människa pröva det.", {"automated_decision"}),
    ("Kasta inte mejlväxlingen, den är bevis i min tvist med er.", {"restriction"}),
    ("I want to see the whole lot you've noted about me, bring it on.", {"access"}),
    ("Mrs Elm at Sunny Court asks to read her own file, will somebody arrange it?", {"access"}),
    ("strike me off your books please", {"erasure"}),
    ("I've retired and don't want to be lying around in your system, take me out.", {"erasure"}),
    ("It should say MacLeod with a capital L on my record. Change it.", {"rectification"}),
    ("Enough with the sales letters, send me nothing further.", {"objection"}),
    ("I regret having agreed to the mailings and take it back.", {"consent_withdrawal"}),
    ("Pull my data out into a file that my new supplier can import.", {"portability"}),
    ("You may neither use nor bin the data until the court has ruled.", {"restriction"}),
    ("Some program denied me the discount. Have a human look at it.", {"automated_decision"}),
    ("Don't throw away our emails, they are evidence in my dispute with you.", {"restriction"}),
]
"""Ways to exercise one right."""
