#!/usr/bin/env bash
# Tries a deployed app: it answers, wants a key, and reaches its tables with its identity. Changes nothing.
# Use: infra/azure/smoke-test.sh RESOURCE_GROUP APP URL   (signed in with az as someone who may list the app's keys)
set -euo pipefail
[ $# -eq 3 ] || { sed -n 2,3p "$0"; exit 64; }
group=$1 app=$2 url=${3%/}

# The status of GET $1; the key, when there is one, goes in by a file descriptor and not by the command line, which others can see.
status() {
  curl --silent --output /dev/null --max-time 60 --write-out '%{http_code}' --config <(header) "$url$1" || true
}
header() { [ -z "${key:-}" ] || printf 'header = "x-functions-key: %s"\n' "$key"; }
expect() {
  local got
  got=$(status "$2")
  [ "$got" = "$3" ] || { echo "GET $2 $1: expected $3, got $got"; exit 1; }
  echo "GET $2 $1: $3"
}

# A new package takes a while to be placed: until then there is no such route (404) or no host (5xx).
key=
for _ in $(seq 30); do
  [ "$(status /api/runs)" = 401 ] && break
  sleep 10
done
expect 'without a key' /api/runs 401

key=$(az functionapp keys list --resource-group "$group" --name "$app" --query masterKey --output tsv)
[ -n "$key" ] || { echo "The keys of $app cannot be read. Sign in as someone with the role Website Contributor on it."; exit 1; }
expect 'with the key' /api/runs 200
expect 'with the key' /api/models 200
expect 'of a customer that does not exist' /api/customers/smoke-test-no-such-customer/prompts 404
echo "$app answers."
