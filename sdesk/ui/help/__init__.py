"""The user guide beside the work: at the page of what has the focus."""
