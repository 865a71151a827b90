"""What a report on a supplier measures: them, and never us."""
