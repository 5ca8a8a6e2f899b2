#!/usr/bin/env bash
# Installs the checker of GitHub workflows that the written ones are proven with.
exec bash "$(dirname "$0")/go-tool.sh" github.com/rhysd/actionlint/cmd/actionlint v1.7.12
