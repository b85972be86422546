"""A stand-in for Slack: a workspace on this machine that speaks Slack's Web API, Socket Mode and signed HTTP."""

from .limits import faults_in_blocks, faults_in_view
from .values import Ack, Call, ImpossibleError, PendingDelivery, ShownMessage, SubmitResult, View
from .workspace import Workspace

__all__ = [
    "Ack",
    "Call",
    "ImpossibleError",
    "PendingDelivery",
    "ShownMessage",
    "SubmitResult",
    "View",
    "Workspace",
    "faults_in_blocks",
    "faults_in_view",
]
