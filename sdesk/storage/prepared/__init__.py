"""What is put together or asked once, for all that goes with every write."""
