"""What Yjs clients send, read strictly and without I/O, before anything else may touch it."""
