"""The book in every format: one small file each over `Proceedings`, listed in `formats.py`."""
