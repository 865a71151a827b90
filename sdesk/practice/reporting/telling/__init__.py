"""What a report says of its figures: what is found in them, in sentences, as proposed conclusions."""
