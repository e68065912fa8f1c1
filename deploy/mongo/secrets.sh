#!/bin/bash
# Makes MongoDB's secrets in the volume `secrets`: on the first start, and again only for a new MONGODB_PASSWORD.
set -eu
umask 077
cd /secrets

# What is half written when the power fails is not there.
keep() { # name owner mode, with the content on standard input
  cat > "$1.new"
  chown "$2" "$1.new"
  chmod "$3" "$1.new"
  mv "$1.new" "$1"
}
random() { head -c "$1" /dev/urandom | base64 -w 0 | tr -d '+/='; }

# 999 is MongoDB's user in its image, 10001 is ours.
[ -s keyfile ] || random 300 | keep keyfile 999:999 0400
[ -s mongodb-admin-password ] || random 30 | keep mongodb-admin-password 999:999 0400
if [ -n "${MONGODB_PASSWORD:-}" ]; then
  printf %s "$MONGODB_PASSWORD" | keep mongodb-password 10001:999 0440
elif [ ! -s mongodb-password ]; then
  random 30 | keep mongodb-password 10001:999 0440
fi
echo "MongoDB's secrets are in place"
