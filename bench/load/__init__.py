"""Many clients from one other process: the load that a server is measured under."""
