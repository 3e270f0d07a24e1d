#!/usr/bin/env bash
# Puts the messages of a poison queue back where they came from, after the cause is gone. Every step of the night may run twice.
# Use: infra/azure/replay-poison.sh STORAGE_ACCOUNT QUEUE      QUEUE without -poison, such as score-bucket
#      infra/azure/replay-poison.sh STORAGE_ACCOUNT            shows how many messages each poison queue holds
# Signed in with az as someone with the role Storage Queue Data Contributor on the account.
set -euo pipefail
[ $# -ge 1 ] && [ $# -le 2 ] || { sed -n 2,5p "$0"; exit 64; }
queue_service=(--account-name "$1" --auth-mode login)

if [ $# -eq 1 ]; then
  for queue in $(az storage queue list "${queue_service[@]}" --query "[?ends_with(name, '-poison')].name" --output tsv); do
    # Peeking shows at most 32 messages and takes none.
    count=$(az storage message peek "${queue_service[@]}" --queue-name "$queue" --num-messages 32 --query 'length(@)' --output tsv)
    echo "$queue: $([ "$count" -lt 32 ] && echo "$count" || echo '32 or more')"
  done
  exit
fi

queue=$2 moved=0
while true; do
  # A minute to put the copy back and delete the original; were this cut off in between, the message would be there twice.
  message=$(az storage message get "${queue_service[@]}" --queue-name "$queue-poison" --visibility-timeout 60 \
    --query '[0].[id, popReceipt, content]' --output tsv)
  [ -n "$message" ] && [ "$message" != None ] || break
  IFS=$'\t' read -r id receipt content <<<"$(tr '\n' '\t' <<<"$message")"
  # Seven days, what the host gives its own messages.
  az storage message put "${queue_service[@]}" --queue-name "$queue" --content "$content" --time-to-live 604800 --output none
  az storage message delete "${queue_service[@]}" --queue-name "$queue-poison" --id "$id" --pop-receipt "$receipt" --output none
  moved=$((moved + 1))
done
echo "$moved message(s) put back to $queue"
