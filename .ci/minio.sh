#!/usr/bin/env bash
# Installs the S3 server that the store's proofs and the benches run against, into $DESCANT_PEERS
# (.bench/peers where it is not set). It is built from source, which takes about two minutes; what is
# there already is left alone. DESCANT_MINIO names another binary to the tests.
set -euo pipefail
cd "$(dirname "$0")/.."

version=v0.0.0-20260212201848-7aac2a2c5b7c
folder=${DESCANT_PEERS:-.bench/peers}/minio-$version
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
[ -x "$folder/minio" ] && exit 0
command -v go >/dev/null || {
  echo "CRITICAL there is no Go here: install it, or name a MinIO binary in DESCANT_MINIO" >&2
  exit 1
}
echo "installing MinIO $version into $folder"
GOBIN=$folder go install "github.com/minio/minio@$version"
