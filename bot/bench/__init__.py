"""Measurements, each beside a baseline measured in the same run."""
