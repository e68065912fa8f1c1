#!/usr/bin/env bash
# Apache Kafka from its jars, one node in KRaft mode, for machines without Docker:
#
#   kafka.sh fetch                              get the jars by Maven, once; prints their folder
#   kafka.sh run FOLDER PORT CONTROLLER_PORT    run it on loopback with its data in FOLDER, in the foreground
#
# FOLDER/extra.properties, where it exists, is added to the settings (TLS, SASL); FORMAT_ARGUMENTS to the formatting
# (--add-scram ...). The jars are kept in ${XDG_CACHE_HOME:-~/.cache}/headway. Exits 3 where something is missing.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
version="$(sed -n '/kafka_2.13/{n;s/.*<version>\(.*\)<.*/\1/p}' "$here/pom.xml")"
jars="${XDG_CACHE_HOME:-$HOME/.cache}/headway/apache-kafka-$version"

lacks() {
  echo "$1" >&2
  exit 3
}

require_java() {
  major="$(java -version 2>&1 | sed -nE '1s/.*"([0-9]+).*/\1/p' || true)"
  [ "${major:-0}" -ge 17 ] || lacks "Apache Kafka needs Java 17 or newer: apt-get install -y openjdk-17-jre-headless."
}

fetch() {
  require_java
  [ -d "$jars" ] && return
  command -v mvn >/dev/null || lacks "Apache Kafka is fetched by Maven, which is missing: apt-get install -y maven."
  mkdir -p "$(dirname "$jars")"
  # Whoever comes at the same time waits; the folder appears whole or not at all.
  exec 9>"$jars.lock"
  flock 9
  [ -d "$jars" ] && return
  rm -rf "$jars.part"
  mvn --batch-mode --quiet --file "$here/pom.xml" dependency:copy-dependencies \
    -DoutputDirectory="$jars.part" -DincludeScope=runtime >&2 \
    || lacks "Maven could not fetch Apache Kafka $version: see its lines above."
  mv "$jars.part" "$jars"
}

write_properties() {
  cat >"$1/server.properties" <<EOF
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$3
listeners=BROKER://127.0.0.1:$2,CONTROLLER://127.0.0.1:$3
advertised.listeners=BROKER://127.0.0.1:$2
listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=BROKER
controller.listener.names=CONTROLLER
log.dirs=$1/data
auto.create.topics.enable=false
min.insync.replicas=1
default.replication.factor=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
# Tests shrink KAFKA_SESSION_TIMEOUT_S below what brokers allow by themselves (6 s).
group.min.session.timeout.ms=500
EOF
  [ ! -f "$1/extra.properties" ] || cat "$1/extra.properties" >>"$1/server.properties"
}

run() {
  local folder=$1
  mkdir -p "$folder"
  folder="$(cd "$folder" && pwd)"
  write_properties "$folder" "$2" "$3"
  # Small and quick to start rather than fast: two of these share a test machine with everything else.
  local java=(java -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -cp "$jars/*"
    -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dorg.slf4j.simpleLogger.showDateTime=true)
  if [ ! -f "$folder/data/meta.properties" ]; then
    # shellcheck disable=SC2086
    "${java[@]}" kafka.tools.StorageTool format --config "$folder/server.properties" \
      --cluster-id headwayHeadwayHeadwayA ${FORMAT_ARGUMENTS:-}
  fi
  exec "${java[@]}" kafka.Kafka "$folder/server.properties"
}

case "${1:-}" in
  fetch)
    fetch
    echo "$jars"
    ;;
  run)
    [ $# -eq 4 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
    fetch
    run "$2" "$3" "$4"
    ;;
  *)
    sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
