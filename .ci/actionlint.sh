#!/usr/bin/env bash
# Installs the checker of GitHub workflows that the written ones are proven with, into $DESCANT_PEERS
# (.bench/peers where it is not set). What is there already is left alone.
set -euo pipefail
cd "$(dirname "$0")/.."

version=v1.7.12
folder=${DESCANT_PEERS:-.bench/peers}/actionlint-$version
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
[ -x "$folder/actionlint" ] && exit 0
command -v go >/dev/null || {
  echo "CRITICAL there is no Go here: install it" >&2
  exit 1
}
echo "installing actionlint $version into $folder"
GOBIN=$folder go install "github.com/rhysd/actionlint/cmd/actionlint@$version"
