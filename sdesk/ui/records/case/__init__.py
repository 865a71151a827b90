"""What a case is worked from: what there is to tell of it, beside its facts in one column."""
