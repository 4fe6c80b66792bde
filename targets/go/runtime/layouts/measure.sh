#!/usr/bin/env bash
# Measures the layouts of Go's runtime structures and writes them beside this script, one file a version: 1.27.tsv.
# Needs Go toolchains; run by hand when a version is added:  ./measure.sh GOROOT...
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
[ $# -gt 0 ] || { echo "usage: $0 GOROOT...   (folders with bin/go below them)" >&2; exit 2; }
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
export GOTOOLCHAIN=local GOFLAGS=-mod=mod GO111MODULE=off GOCACHE="$work/cache" CGO_ENABLED=0 GOOS=linux GOARCH=amd64
# The newest of them reads what all of them wrote.
reader=""
for root in "$@"; do
  version="$("$root/bin/go" env GOVERSION)"
  if [ -z "$reader" ] || [ "$(printf '%s\n%s\n' "${newest#go}" "${version#go}" | sort -V | tail -n 1)" = "${version#go}" ]; then
    reader="$root" newest="$version"
  fi
done
GOROOT="$reader" "$reader/bin/go" build -o "$work/dump" "$here/dump.go"
for root in "$@"; do
  version="$(GOROOT="$root" "$root/bin/go" env GOVERSION)"
  minor="$(printf '%s' "${version#go}" | cut -d. -f1,2)"
  GOROOT="$root" "$root/bin/go" build -o "$work/probe" "$here/probe.go"
  { echo "# $version linux/amd64, from DWARF, by measure.sh"; "$work/dump" "$work/probe"; } > "$here/$minor.tsv"
  echo "$minor: $(($(wc -l < "$here/$minor.tsv") - 2)) fields of $(tail -n +3 "$here/$minor.tsv" | cut -f1 | sort -u | wc -l) structures ($version)"
done
