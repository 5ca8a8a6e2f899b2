#!/usr/bin/env bash
# Installs what the proofs of the second engine need: PySpark and pyiceberg in an environment of their own,
# and Iceberg's reader for Spark, below $DESCANT_PEERS (.bench/peers where it is not set). What is already
# there is left alone. Needs Python 3.9 to 3.12 and Java 17 (or 11, or 8).
set -euo pipefail
cd "$(dirname "$0")/.."

peers=${DESCANT_PEERS:-.bench/peers}
python=${PYTHON:-python3}
environment=$peers/spark
list=.ci/spark.txt
runtime=org.apache.iceberg:iceberg-spark-runtime-3.5_2.12:1.10.0
jar=$environment/jars/iceberg-spark-runtime-3.5_2.12-1.10.0.jar

if ! command -v java >/dev/null && [ -z "${JAVA_HOME:-}" ] && command -v apt-get >/dev/null; then
  apt-get update -qq && apt-get install -qq -y openjdk-17-jre-headless || true
fi
if ! command -v mvn >/dev/null && [ ! -f "$jar" ] && command -v apt-get >/dev/null; then
  apt-get update -qq && apt-get install -qq -y maven || true
fi

if ! cmp -s "$list" "$environment/requirements.txt" || ! "$environment/bin/python" -c ''; then
  echo "installing PySpark and pyiceberg into $environment"
  rm -rf "$environment"
  "$python" -m venv "$environment"
  "$environment/bin/pip" install --quiet --no-input --disable-pip-version-check --requirement "$list"
  cp "$list" "$environment/requirements.txt"
fi

if [ ! -f "$jar" ]; then
  echo "fetching Iceberg's reader for Spark"
  mvn --batch-mode --quiet dependency:copy -Dartifact="$runtime" -DoutputDirectory="$PWD/${jar%/*}"
fi
