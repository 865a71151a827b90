"""What is typed and not saved: kept while it is typed, offered again after a crash."""
