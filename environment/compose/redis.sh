#!/bin/sh
# Starts Redis. The password reaches it in a file, because the arguments of a process can be read by everyone on the machine.
set -eu
: "${REDIS_PASSWORD:?is not set}"
source="${REDIS_SOURCE:-/etc/marketbook}"
folder="${REDIS_FOLDER:-/run/marketbook}"
umask 077
{
  cat "$source/redis.conf"
  printf 'dir "%s"\nrequirepass "%s"\n' "${REDIS_DATA:-/data}" "$REDIS_PASSWORD"
  if [ "${REDIS_TLS:-no}" = yes ]; then
    printf 'port 0\ntls-port %s\ntls-auth-clients no\n' "${REDIS_INNER_PORT:-6379}"
    printf 'tls-ca-cert-file %s/certificates/ca.pem\ntls-cert-file %s/certificates/redis.pem\ntls-key-file %s/certificates/redis.key\n' "$source" "$source" "$source"
  else
    printf 'port %s\n' "${REDIS_INNER_PORT:-6379}"
  fi
} > "$folder/redis.conf"
unset REDIS_PASSWORD
exec "${REDIS_SERVER:-redis-server}" "$folder/redis.conf"
