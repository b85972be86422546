"""Insyn: a privacy desk in Slack."""

__version__ = "0.1.0"
