"""The binder: everything that an auditor is shown, on paper and as data, each item with its SHA-256."""
