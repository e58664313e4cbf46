"""What would happen if this order were cancelled now (rules §3): units, Table V, Table W, the headline."""
