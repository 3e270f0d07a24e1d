#!/usr/bin/env bash
# Erases a customer from every table and blob, and prints the proof: what was erased from where. While a run is being written it
# prints that the erasure waits for it and is carried out by itself: call again then for the proof.
# Use: infra/azure/erase-customer.sh URL_OF_THE_APP CUSTOMER_ID   (the master key in the exported variable key)
set -euo pipefail
[ $# -eq 2 ] && [ -n "${key:-}" ] || { sed -n 2,4p "$0"; exit 64; }

# Percent-encoded byte by byte: an id may hold a slash, a percent sign or any letter.
id=$(printf %s "$2" | od -An -v -tx1 | tr -d ' \n' | sed 's/../%&/g')
# The key goes in by a file descriptor and not by the command line, which others can see.
curl -sS --fail-with-body -X DELETE --config <(printf 'header = "x-functions-key: %s"\n' "$key") "${1%/}/api/customers/$id"
