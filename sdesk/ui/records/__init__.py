"""Lists and forms of any kind of record, made from its declaration."""
