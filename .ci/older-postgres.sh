#!/usr/bin/env bash
# Runs the loader's tests on the PostgreSQL of the system, which is older than the embedded one: other
# statements are sent there. Without such a server nothing is run.
set -euo pipefail
cd "$(dirname "$0")/.."

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | head -1 || true)
if [ ! -x "$bin/initdb" ]; then
  echo "no PostgreSQL of the system; the loader was tried on the embedded one alone"
  exit 0
fi

data=$(mktemp -d)
log=$(mktemp)
port=$(node -e "const s = require('node:net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close() })")
as_postgres() { if [ "$(id -u)" = 0 ]; then su postgres -s /bin/bash -c "$*"; else bash -c "$*"; fi; }
[ "$(id -u)" = 0 ] && chown postgres "$data" "$log"
stop() {
  as_postgres "$bin/pg_ctl -D $data -m fast stop" >/dev/null 2>&1 || true
  rm -rf "$data" "$log"
}
trap stop EXIT

as_postgres "cd /; printf secret > $data.pw; $bin/initdb -D $data -U postgres --pwfile=$data.pw -A scram-sha-256 --encoding=UTF8 --locale=C >/dev/null; rm $data.pw"
as_postgres "cd /; $bin/pg_ctl -D $data -l $log -w -o '-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories= -c fsync=off -c lc_messages=C' start >/dev/null"
"$bin/postgres" --version
DESCANT_TEST_DATABASE_URL="postgres://postgres:secret@127.0.0.1:$port/postgres" \
  npx vitest run --project unit --no-file-parallelism packages/loader/src/load packages/loader/src/generations packages/loader/src/target
