"""One file a suite: what is measured, beside what, and the goals it must reach."""
