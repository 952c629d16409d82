"""The rules, a file for each place in the day."""
