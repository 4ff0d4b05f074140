#!/bin/sh
# In a container, when its cluster is made: the owner of the database, and each login's password from the environment.
set -eu
psql -v ON_ERROR_STOP=1 --username postgres --dbname "${POSTGRES_DB:-eclore}" \
    -v app="$ECLORE_APP_PASSWORD" -v owner="$ECLORE_OWNER_PASSWORD" \
    -v worker="$ECLORE_WORKER_PASSWORD" -v backup="$ECLORE_BACKUP_PASSWORD" <<'SQL'
ALTER DATABASE :DBNAME OWNER TO eclore_owner;
ALTER ROLE eclore_app PASSWORD :'app';
ALTER ROLE eclore_owner PASSWORD :'owner';
ALTER ROLE eclore_worker PASSWORD :'worker';
ALTER ROLE eclore_backup PASSWORD :'backup';
SQL
