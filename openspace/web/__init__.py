"""What the network sees: pages, HTTP, sockets."""
