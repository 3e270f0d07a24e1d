#!/usr/bin/env sh
# What the README calls reap: builds what has changed, then runs it.
exec dotnet run -c Release --project "$(dirname "$0")/reap" -- "$@"
