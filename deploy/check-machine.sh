#!/usr/bin/env bash
# Says in one line what this machine lacks for `make demo` and `make test`, and exits 3.
set -u
python="${1:-python3}"

lacks() {
  echo "$1" >&2
  exit 3
}

own_servers="${MONGODB_URI:+yes}${KAFKA_BOOTSTRAP_SERVERS:+yes}"
[ "$own_servers" = yesyes ] || [ "$(uname -sm)" = "Linux x86_64" ] || lacks "The embedded servers run on x86-64 Linux only: use \`docker compose up --build\`, or name your own servers with MONGODB_URI and KAFKA_BOOTSTRAP_SERVERS and run make again."
[ -n "$python" ] && "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null \
  || lacks "Python 3.11, 3.12 or 3.13 is needed: apt-get install -y python3 python3-venv libcurl4, or name one with PYTHON=."
missing=""
"$python" -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
[ "$own_servers" = yesyes ] && exit 0
# MongoDB's server is linked with these two.
"$python" -c 'import ctypes; ctypes.CDLL("libcurl.so.4")' 2>/dev/null || missing="$missing libcurl4"
"$python" -c 'import ctypes; ctypes.CDLL("libssl.so.3")' 2>/dev/null || missing="$missing libssl3"
[ -z "$missing" ] || lacks "Something is missing here. Please run: apt-get install -y$missing"
