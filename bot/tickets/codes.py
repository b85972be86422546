"""The codes that officers choose from: reasons, grounds and checklists, with their articles of the GDPR."""

from collections.abc import Iterable, Mapping, Sequence

from bot.knowledge import Right

DISMISSALS = ("question", "no_personal_data", "other_company", "test", "false_alarm")
"""Why a suspected ticket is dismissed."""
DOUBTS = ("other_sender", "common_name", "sensitive_data", "agent_without_authority", "outside_company")
"""Why an officer doubts who is asking. Without such a reason identity may not be asked for: Article 12(6)."""
IDENTITY_METHODS = ("known_address", "callback", "e_identification", "details_only_they_know", "authority_seen")
"""How identity was checked. The evidence itself is not kept."""
EXTENSIONS = ("complexity", "number")
"""The two grounds for an extension in Article 12(3)."""
GROUNDS = (
    "not_identified",  # 11(2), 12(2)
    "unfounded_or_excessive",  # 12(5)
    "rights_of_others",  # 15(4), 20(4)
    "still_needed",  # 17(1)(a), 6
    "freedom_of_expression",  # 17(3)(a)
    "legal_obligation",  # 17(3)(b)
    "legal_claims",  # 17(3)(e)
    "compelling_grounds",  # 21(1)
    "not_applicable",  # the right's own conditions are not met
)
"""Why a right may be refused, in whole or in part. The catalogues name each one's article."""
_ANY = frozenset({"not_identified", "unfounded_or_excessive", "not_applicable"})
GROUNDS_OF: Mapping[Right, frozenset[str]] = {
    "access": _ANY | {"rights_of_others"},
    "rectification": _ANY,
    "erasure": _ANY | {"still_needed", "freedom_of_expression", "legal_obligation", "legal_claims"},
    "restriction": _ANY | {"legal_claims"},
    "portability": _ANY | {"rights_of_others"},
    "objection": _ANY | {"compelling_grounds", "legal_claims"},
    "consent_withdrawal": frozenset({"not_applicable"}),  # consent can always be withdrawn: 7(3)
    "automated_decision": _ANY,
}
"""The grounds on which the law allows each right to be refused."""
WAYS = ("slack", "e_mail", "post", "phone", "in_person")
"""How a letter reached its person."""

_ACCESS = (
    "copy",  # 15(3)
    "purposes",  # 15(1)(a)
    "categories",  # (b)
    "recipients",  # (c)
    "retention",  # (d)
    "rights",  # (e)
    "complaint",  # (f)
    "source",  # (g)
    "automated",  # (h)
    "transfers",  # 15(2)
)
_RECIPIENTS = ("done_in_systems", "recipients_told")  # Article 19

CHECKLISTS: Mapping[Right, Sequence[str]] = {
    "access": _ACCESS,
    "rectification": _RECIPIENTS,
    "erasure": _RECIPIENTS,
    "restriction": _RECIPIENTS,
    "portability": ("machine_readable",),
    "objection": ("stopped_in_systems",),
    "consent_withdrawal": ("stopped_in_systems",),
    "automated_decision": ("human_review",),
}


def checklist(rights: Iterable[Right]) -> tuple[str, ...]:
    """What an answer to these rights must contain, each item once."""
    return tuple(dict.fromkeys(item for right in rights for item in CHECKLISTS[right]))
