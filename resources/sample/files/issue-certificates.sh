#!/bin/sh
# One certificate for each teacher's laptop. The authority's key is on the stick that Ana keeps.
set -eu
authority=/media/authority
while read -r laptop; do
  step certificate create "$laptop" "out/$laptop.crt" "out/$laptop.key" \
    --ca "$authority/ca.crt" --ca-key "$authority/ca.key" --not-after 9480h --no-password --insecure
done < laptops.txt
