#!/usr/bin/env bash
# Runs the loader's tests on servers that are older than the embedded one, and are sent other
# statements: the PostgreSQL of the system, and the one that .ci/servers.sh installs. Without such a
# server nothing is run.
set -euo pipefail
cd "$(dirname "$0")/.."

# A folder that the server's user can reach.
work=$(mktemp -d)
chmod 755 "$work"
as_postgres() { if [ "$(id -u)" = 0 ]; then su "$user" -s /bin/bash -c "$*"; else bash -c "$*"; fi; }
user=$(id -un postgres 2>/dev/null || echo nobody)

stop() { [ -z "${bin:-}" ] || as_postgres "$bin/pg_ctl -D $data -m immediate stop" >/dev/null 2>&1 || true; }
trap 'stop; rm -rf "$work"' EXIT

try_server() { # FOLDER OF ITS PROGRAMS
  bin=$1
  data=$work/data
  rm -rf "$data" && mkdir -m 700 "$data"
  printf secret >"$work/password" && : >"$work/log"
  [ "$(id -u)" = 0 ] && chown "$user" "$data" "$work/password" "$work/log"
  local port
  port=$(node -e "const s = require('node:net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close() })")
  as_postgres "cd /; $bin/initdb -D $data -U postgres --pwfile=$work/password -A scram-sha-256 --encoding=UTF8 --locale=C >/dev/null"
  as_postgres "cd /; $bin/pg_ctl -D $data -l $work/log -w -o '-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories= -c fsync=off -c lc_messages=C' start >/dev/null"
  "$bin/postgres" --version
  DESCANT_TEST_DATABASE_URL="postgres://postgres:secret@127.0.0.1:$port/postgres" \
    npx vitest run --project unit --no-file-parallelism packages/loader/src/load packages/loader/src/generations packages/loader/src/target
  stop
}

servers=${DESCANT_SERVERS:-.bench/servers}
tried=0
if [ -x "$servers/postgres-14/bin/initdb" ]; then
  cp -a "$servers/postgres-14" "$work/postgres-14"
  try_server "$work/postgres-14/bin"
  tried=1
fi
system=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | head -1 || true)
if [ -x "$system/initdb" ]; then
  try_server "$system"
  tried=1
fi
[ "$tried" = 1 ] || echo "no older PostgreSQL; the loader was tried on the embedded one alone"
