#!/usr/bin/env bash
# go-tool.sh PACKAGE VERSION: builds a program of Go from source into $DESCANT_PEERS (.bench/peers where
# it is not set), in a folder named for both. What is there already is left alone.
set -euo pipefail
cd "$(dirname "$0")/.."

package=$1 version=$2
name=$(basename "$package")
folder=${DESCANT_PEERS:-.bench/peers}/$name-$version
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
[ -x "$folder/$name" ] && exit 0
command -v go >/dev/null || {
  echo "CRITICAL there is no Go here: install it, and $name is built" >&2
  exit 1
}
echo "installing $name $version into $folder"
GOBIN=$folder go install "$package@$version"
