"""Our JavaScript as the server reads it: to join modules into one script, and to find what wants translation."""
