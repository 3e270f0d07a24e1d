#!/usr/bin/env bash
# Erases what the tables hold of one customer: the records of every run and all outcomes. Says what is left to blobs (README.md).
# Use: infra/azure/erase-customer.sh STORAGE_ACCOUNT CUSTOMER_ID
# Signed in with az as someone with the role Storage Table Data Contributor on the account.
set -euo pipefail
[ $# -eq 2 ] || { sed -n 2,4p "$0"; exit 64; }
table_service=(--account-name "$1" --auth-mode login)
id=$2

# As CustomerKey has it: the partition is the first byte of the id's SHA-256. The rows are found by the id that each of them holds.
partition=$(printf %s "$id" | sha256sum | cut -c1-2)
filter="PartitionKey eq '$partition' and CustomerId eq '${id//\'/\'\'}'"
erased=0
for table in $(az storage table list "${table_service[@]}" --query "[].name" --output tsv | grep -E '^(Outcomes|(Value|Risk|Offers)[0-9]{8}r[0-9]+)$'); do
  while IFS= read -r row || [ -n "$row" ]; do
    [ -n "$row" ] || continue
    az storage entity delete "${table_service[@]}" --table-name "$table" --partition-key "$partition" --row-key "$row" --output none
    erased=$((erased + 1))
    echo "$table: 1 row"
  done < <(az storage entity query "${table_service[@]}" --table-name "$table" --filter "$filter" --select RowKey --query 'items[].RowKey' --output tsv)
done
echo "$erased row(s) erased"
