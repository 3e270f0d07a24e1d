#!/usr/bin/env bash
# Erases what the tables hold of one customer: the records of every run and all outcomes. Says what is left to blobs (README.md).
# Use: infra/azure/erase-customer.sh STORAGE_ACCOUNT CUSTOMER_ID
# Signed in with az as someone with the role Storage Table Data Contributor on the account.
set -euo pipefail
[ $# -eq 2 ] || { sed -n 2,4p "$0"; exit 64; }
table_service=(--account-name "$1" --auth-mode login)
id=$2

# The highest byte of XXH64 (seed 0) of the bytes of $1, in hex. Arithmetic of the shell is 64 bits and wraps around, as XXH64 wants it.
partition_of() {
  local p1=$((0x9E3779B185EBCA87)) p2=$((0xC2B2AE3D27D4EB4F)) p3=$((0x165667B19E3779F9)) p4=$((0x85EBCA77C2B2AE63)) p5=$((0x27D4EB2F165667C5))
  local -a bytes lanes; local at=0 hash lane
  read -r -d '' -a bytes < <(printf %s "$1" | od -An -v -tu1) || true
  local length=${#bytes[@]}
  shift_right() { hash=$(((hash ^ ((hash >> $1) & ((1 << (64 - $1)) - 1))) * $2)); }
  rotate() { REPLY=$((($1 << $2) | (($1 >> (64 - $2)) & ((1 << $2) - 1)))); }
  word() { local i; REPLY=0; for ((i = $1 - 1; i >= 0; i--)); do REPLY=$(((REPLY << 8) | bytes[at + i])); done; at=$((at + $1)); }
  round() { rotate $(($1 + $2 * p2)) 31; REPLY=$((REPLY * p1)); }
  if ((length >= 32)); then
    lanes=($((p1 + p2)) $p2 0 $((-p1)))
    while ((length - at >= 32)); do
      for lane in 0 1 2 3; do word 8; round "${lanes[lane]}" "$REPLY"; lanes[lane]=$REPLY; done
    done
    hash=0
    for lane in "0 1" "1 7" "2 12" "3 18"; do rotate "${lanes[${lane% *}]}" "${lane#* }"; hash=$((hash + REPLY)); done
    for lane in 0 1 2 3; do round 0 "${lanes[lane]}"; hash=$(((hash ^ REPLY) * p1 + p4)); done
  else
    hash=$p5
  fi
  hash=$((hash + length))
  while ((length - at >= 8)); do word 8; round 0 "$REPLY"; rotate $((hash ^ REPLY)) 27; hash=$((REPLY * p1 + p4)); done
  if ((length - at >= 4)); then word 4; rotate $((hash ^ (REPLY * p1))) 23; hash=$((REPLY * p2 + p3)); fi
  while ((at < length)); do rotate $((hash ^ (bytes[at] * p5))) 11; hash=$((REPLY * p1)); at=$((at + 1)); done
  shift_right 33 $p2
  shift_right 29 $p3
  shift_right 32 1
  printf %02x $(((hash >> 56) & 255))
}

# As CustomerKey has it. The rows are found by the id that each of them holds.
partition=$(partition_of "$id")
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
