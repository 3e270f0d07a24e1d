#!/usr/bin/env bash
# Drops the tables of old runs. The current run is refused; a dropped one cannot be put back.
# Use: infra/azure/drop-run.sh STORAGE_ACCOUNT RUN...      RUN such as 2026-11-21.1
# Signed in with az as someone with the role Storage Table Data Contributor on the account.
set -euo pipefail
[ $# -ge 2 ] || { sed -n 2,4p "$0"; exit 64; }
table_service=(--account-name "$1" --auth-mode login)
shift

current=$(az storage entity show "${table_service[@]}" --table-name Runs --partition-key current --row-key run --query Run --output tsv)
[ -n "$current" ] || { echo "The current run cannot be read: nothing is dropped."; exit 1; }
for run in "$@"; do
  [[ $run =~ ^([0-9]{4})-([0-9]{2})-([0-9]{2})\.([0-9]+)$ ]] || { echo "'$run' is no run. Write yyyy-MM-dd.N, such as 2026-11-21.1."; exit 64; }
  [ "$run" != "$current" ] || { echo "$run is the current run. Publish another one first."; exit 1; }
  suffix="${BASH_REMATCH[1]}${BASH_REMATCH[2]}${BASH_REMATCH[3]}r${BASH_REMATCH[4]}"
  for kind in Value Risk Offers; do
    az storage table delete "${table_service[@]}" --name "$kind$suffix" --output none
  done
  echo "$run dropped"
done
