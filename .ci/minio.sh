#!/usr/bin/env bash
# Installs the S3 server that the store's proofs and the benches run against. It is built from source,
# which takes about two minutes; DESCANT_MINIO names another binary to the tests.
exec bash "$(dirname "$0")/go-tool.sh" github.com/minio/minio v0.0.0-20260212201848-7aac2a2c5b7c
