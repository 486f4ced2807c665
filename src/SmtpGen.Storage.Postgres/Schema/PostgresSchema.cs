using System.Globalization;
using Npgsql;

namespace SmtpGen.Storage.Postgres;

/// <summary>The tables, and how a database gets them: by steps, as in SQLite, so that later versions can change them.</summary>
internal static class PostgresSchema
{
    // One step a version. Steps that were released are never changed.
    //
    // A message that was removed stays for a while without its content: where a commit's outcome was unknown, the message must not be stored
    // again because somebody has read and deleted it meanwhile. stored_by and claims tell who stored it, and how often that was tried.
    //
    // Bodies have names of their own, drawn at random by whoever writes them: the octets of a large one are there before the message is, and numbers
    // of a sequence can be given twice around a crash when nothing durable has used them. EXTERNAL: mail hardly compresses, and a part
    // of an uncompressed value can be read without the rest.
    private static readonly string[] s_steps =
    [
        """
        CREATE TABLE {schema}.messages (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            transaction_id text NOT NULL UNIQUE,
            stored_by bigint NOT NULL,
            claims integer NOT NULL DEFAULT 0,
            body_id uuid NOT NULL,
            size bigint NOT NULL,
            size_in_lines bigint NOT NULL,
            subject text,
            date text,
            envelope text NOT NULL,
            delete_when_done boolean NOT NULL DEFAULT false,
            removed_at timestamptz
        );
        CREATE INDEX messages_removed ON {schema}.messages (removed_at) WHERE removed_at IS NOT NULL;
        CREATE INDEX messages_done ON {schema}.messages (id) WHERE delete_when_done AND removed_at IS NULL;
        CREATE TABLE {schema}.recipients (
            mailbox text COLLATE "C" NOT NULL,
            message_id bigint NOT NULL REFERENCES {schema}.messages (id) ON DELETE CASCADE,
            PRIMARY KEY (mailbox, message_id)
        );
        CREATE INDEX recipients_message ON {schema}.recipients (message_id);
        CREATE TABLE {schema}.body_chunks (
            body_id uuid NOT NULL,
            start bigint NOT NULL,
            octets bytea NOT NULL,
            PRIMARY KEY (body_id, start)
        );
        ALTER TABLE {schema}.body_chunks ALTER COLUMN octets SET STORAGE EXTERNAL;
        CREATE TABLE {schema}.uploads (
            body_id uuid PRIMARY KEY,
            touched_at timestamptz NOT NULL
        );
        CREATE TABLE {schema}.queues (
            id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            name text NOT NULL UNIQUE
        );
        CREATE TABLE {schema}.queue_entries (
            queue_id integer NOT NULL REFERENCES {schema}.queues (id) ON DELETE CASCADE,
            message_id bigint NOT NULL REFERENCES {schema}.messages (id) ON DELETE CASCADE,
            due_at timestamptz NOT NULL,
            attempts integer NOT NULL DEFAULT 0,
            lease bigint,
            decided bigint,
            state bytea,
            reason text,
            dead_since timestamptz,
            PRIMARY KEY (queue_id, message_id)
        );
        CREATE INDEX queue_entries_due ON {schema}.queue_entries (queue_id, due_at, message_id) WHERE dead_since IS NULL;
        CREATE INDEX queue_entries_message ON {schema}.queue_entries (message_id);
        """,
    ];

    /// <summary>The version that this program makes.</summary>
    public static int Newest => s_steps.Length;

    /// <summary>Creates what is missing. Of several processes that begin at once, one does it.</summary>
    public static async Task<int> UpgradeAsync(NpgsqlConnection connection, string place, string schema)
    {
        // In its own transaction: an earlier statement's view of the catalogs must not be used after the wait for the lock.
        await ExecuteAsync(connection, $"BEGIN; SELECT pg_advisory_xact_lock({Text(AdvisoryKey.Of(schema, "upgrade"))})").ConfigureAwait(false);
        int? version = await VersionAsync(connection, schema).ConfigureAwait(false);
        if (version is { } known)
            RequireKnown(place, known);
        if (version != Newest)
        {
            string sql = $"CREATE SCHEMA IF NOT EXISTS {schema};";
            if (version is null)
                sql += $"CREATE TABLE {schema}.version (number integer NOT NULL); INSERT INTO {schema}.version VALUES (0);";
            foreach (string step in s_steps.Skip(version ?? 0))
                sql += step.Replace("{schema}", schema, StringComparison.Ordinal);
            await ExecuteAsync(connection, $"{sql} UPDATE {schema}.version SET number = {Text(Newest)}").ConfigureAwait(false);
        }

        await ExecuteAsync(connection, "COMMIT").ConfigureAwait(false);
        return Newest;
    }

    /// <summary>Throws where the database has no tables that this program can read.</summary>
    public static async Task<int> RequireAsync(NpgsqlConnection connection, string place, string schema)
    {
        int version = await VersionAsync(connection, schema).ConfigureAwait(false)
            ?? throw new StoreException(StoreFailure.Failed, $"{place}: has no messages in the schema {schema}; no message was ever stored there");
        RequireKnown(place, version);
        return version;
    }

    private static async Task<int?> VersionAsync(NpgsqlConnection connection, string schema)
    {
        using NpgsqlCommand exists = new($"SELECT to_regclass('{schema}.version') IS NOT NULL", connection);
        if (await exists.ExecuteScalarAsync().ConfigureAwait(false) is not true)
            return null;
        using NpgsqlCommand number = new($"SELECT number FROM {schema}.version", connection);
        return await number.ExecuteScalarAsync().ConfigureAwait(false) as int?;
    }

    private static void RequireKnown(string place, int version)
    {
        if (version < 1 || version > Newest)
        {
            throw new StoreException(
                StoreFailure.Failed, $"{place}: has schema version {version}, and this program knows versions up to {Newest}; use the newer program that wrote it");
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
