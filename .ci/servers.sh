#!/usr/bin/env bash
# Installs the servers that the loader is tried with beside the embedded PostgreSQL: an older PostgreSQL
# from Debian, Elasticsearch and OpenSearch from Maven Central, below $DESCANT_SERVERS (.bench/servers
# where it is not set). What is there already is left alone.
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
