#!/usr/bin/env bash
# Run once, when the database is made: lets the standby in, and makes commits wait for it.
set -euo pipefail
# The standby does not exist yet, so that nothing here may wait for it; the setting counts from the next start on.
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
SET synchronous_commit = local;
ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 (standby)';
ALTER SYSTEM SET synchronous_commit = 'on';
ALTER SYSTEM SET wal_keep_size = '1GB';
SQL
echo "host replication $POSTGRES_USER all scram-sha-256" >> "$PGDATA/pg_hba.conf"
