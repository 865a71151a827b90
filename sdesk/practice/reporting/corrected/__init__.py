"""What a report made again says of the one before it: which records and figures are others since."""
