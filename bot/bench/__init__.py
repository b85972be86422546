"""Measurements, each beside a baseline that is run in the same breath."""
