"""Openspace: a live session board for Open Space meetings."""
