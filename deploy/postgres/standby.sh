#!/usr/bin/env bash
# Copies the primary the first time, and follows it from then on.
set -euo pipefail
data=${PGDATA:-/var/lib/postgresql/data}
if [ ! -s "$data/PG_VERSION" ]; then
    # A copy that broke off is begun anew.
    find "$data" -mindepth 1 -delete
    chmod 700 "$data"
    # -R writes this connection, its password and its name into the configuration, and says that this is a standby.
    pg_basebackup -d "host=$PRIMARY user=smtpgen application_name=standby" -D "$data" -R -X stream -c fast
fi
exec postgres -D "$data"
