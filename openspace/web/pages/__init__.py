"""What people see: every page, made on the server and readable without JavaScript."""
