"""Whether a filled-in form can be taken as it is."""

import re
from datetime import date

from bot.desk.messages import FormFaults, RequestForm

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def check_form(form: RequestForm, today: date) -> None:
    """FormFaults with every field that is wrong, and the name of the sentence that says how to put it right."""
    faults = {}
    if not form.rights:
        faults["rights"] = "form_rights_missing"
    if form.for_customer and not (form.customer_name or "").strip():
        faults["customer_name"] = "form_name_missing"
    if form.for_customer and not _ADDRESS.fullmatch((form.customer_email or "").strip()):
        faults["customer_email"] = "form_email_missing"
    if form.receipt and form.receipt > today:
        faults["receipt"] = "form_receipt_later"
    if faults:
        raise FormFaults(faults)
