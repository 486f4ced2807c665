using Npgsql;

namespace SmtpGen.Storage.Postgres;

/// <summary>What the server promises of a commit, asked at the opening.</summary>
internal static class Durability
{
    /// <summary>PostgreSQL's word for a value.</summary>
    public static string Word(SynchronousCommit value) => value switch
    {
        SynchronousCommit.On => "on",
        SynchronousCommit.RemoteApply => "remote_apply",
        SynchronousCommit.RemoteWrite => "remote_write",
        _ => "local",
    };

    /// <summary>Says where a message is when it is answered for, and throws where that would be nowhere.</summary>
    public static async Task<string> PromiseAsync(NpgsqlConnection connection, string place, SynchronousCommit value)
    {
        using NpgsqlCommand command = new(
            "SELECT current_setting('fsync'), current_setting('synchronous_standby_names'), current_setting('server_encoding'), pg_is_in_recovery()", connection);
        using NpgsqlDataReader row = await command.ExecuteReaderAsync().ConfigureAwait(false);
        await row.ReadAsync().ConfigureAwait(false);
        if (row.GetBoolean(3))
        {
            throw new StoreException(
                StoreFailure.ReadOnly, $"{place}: is a standby, which may only be read; name the primary, or several hosts and \"Target Session Attributes=primary\"");
        }

        if (row.GetString(0) != "on")
            throw new StoreException(StoreFailure.Failed, $"{place}: the server has fsync = off, so that a crash loses what it has committed; set it to on");
        if (row.GetString(2) != "UTF8")
            throw new StoreException(StoreFailure.Failed, $"{place}: the database's encoding is {row.GetString(2)}; create one with the encoding UTF8");
        return Promise(row.GetString(1).Length > 0, value);
    }

    private static string Promise(bool hasStandby, SynchronousCommit value) => (hasStandby, value) switch
    {
        (true, SynchronousCommit.On or SynchronousCommit.RemoteApply) => "on two disks, the database's and its standby's",
        (true, SynchronousCommit.RemoteWrite) => "on the database's disk and in its standby's memory",
        _ => "on the database's disk",
    };
}
