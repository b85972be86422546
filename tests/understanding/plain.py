"""Clear questions, with the entry that answers each."""

QUESTIONS = {
    "Hur länge behåller ni mina uppgifter?": "data-inactive-two-years",
    "Vad är egentligen en cookie?": "cookie-definition",
    "Vem är ansvarig för hur personuppgifterna behandlas?": "company-responsible",
    "Får jag kopiera en av era artiklar?": "material-reuse",
    "How do I switch off cookies in my browser?": "cookie-switch-off",
    "Do you share personal data with third parties?": "data-third-parties",
    "Do you have a data security officer?": "security-officer",
    "Is the website guaranteed to be free of viruses?": "site-viruses",
}
