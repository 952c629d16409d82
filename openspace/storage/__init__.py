"""Where the log lies: behind `openspace.ports.Store`, in memory or in one SQLite file."""
