"""The live part: one actor a board, its screens, and who is where. The only place with tasks, locks and queues."""
