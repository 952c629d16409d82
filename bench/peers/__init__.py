"""What our server is measured beside: small servers of other makes, and our own without one of its ideas."""
