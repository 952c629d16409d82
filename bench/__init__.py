"""Measurements, each a ratio of what runs side by side in one run."""
