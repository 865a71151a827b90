#!/bin/sh
# Check every held message again with the rules that are loaded now; release what passes.
set -eu
mailfilter queue list --held --ids | while read -r id; do
  if mailfilter check --quiet "$id"; then
    mailfilter queue release "$id"
  fi
done
mailfilter queue count --held
