#!/usr/bin/env bash
# Installs the Python tools of the Singer field that e2e/interop runs our connectors with: one virtual
# environment for each list in python-peers/, below $DESCANT_PEERS (.bench/peers where it is not set).
# What is already as its list says is left alone.
set -euo pipefail
cd "$(dirname "$0")/.."

peers=${DESCANT_PEERS:-.bench/peers}
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "CRITICAL $python is older than Python 3.11: install a later one, or name it in PYTHON" >&2
  exit 1
}

for list in .ci/python-peers/*.txt; do
  peer=$(basename "$list" .txt)
  environment=$peers/$peer
  if cmp -s "$list" "$environment/requirements.txt" && "$environment/bin/python" -c ''; then
    continue
  fi
  echo "installing $peer into $environment"
  rm -rf "$environment"
  "$python" -m venv "$environment"
  "$environment/bin/pip" install --quiet --no-input --disable-pip-version-check --requirement "$list"
  cp "$list" "$environment/requirements.txt"
done
