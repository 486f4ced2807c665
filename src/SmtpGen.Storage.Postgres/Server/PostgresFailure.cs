using System.Net.Sockets;
using Npgsql;

namespace SmtpGen.Storage.Postgres;

/// <summary>What a failure of the server or of the way to it means for a store.</summary>
internal static class PostgresFailure
{
    /// <summary>What a store tells of it: one line, with what would be right.</summary>
    /// <param name="place">What the database is called, without a password.</param>
    /// <param name="failure">What was thrown.</param>
    public static StoreException Of(string place, Exception failure) => failure switch
    {
        StoreException known => known,
        PostgresException answer => OfAnswer(place, answer),
        _ when Find<PostgresException>(failure) is { } answer => OfAnswer(place, answer),
        _ when Find<SocketException>(failure) is { } socket => new StoreException(StoreFailure.Failed, $"{place}: {Describe(socket)}", failure),
        _ when Find<TimeoutException>(failure) is not null => Slow(place, failure),
        NpgsqlException when failure.Message.Contains("No password", StringComparison.Ordinal) => new StoreException(
            StoreFailure.Failed, $"{place}: the server asks for a password; set PGPASSWORD, or write it into ~/.pgpass", failure),
        _ => new StoreException(StoreFailure.Failed, $"{place}: {OneLine(failure.InnerException?.Message ?? failure.Message)}", failure),
    };

    /// <summary>Whether the connection failed, or something else that passes, rather than what was asked of the server.</summary>
    public static bool IsOfConnection(Exception failure)
        => Find<PostgresException>(failure) is { } answer
            ? answer.InvariantSeverity != "ERROR" || IsPassing(answer)
            : Find<NpgsqlException>(failure) is not null || Find<SocketException>(failure) is not null || Find<TimeoutException>(failure) is not null
                || failure is IOException and not StoreException;

    /// <summary>Whether it makes sense to connect again soon. A wrong password stays wrong.</summary>
    public static bool IsLasting(Exception failure)
        => Find<PostgresException>(failure)?.SqlState is ['2', '8', ..] or ['4', '2', ..] or ['3', 'D' or 'F', ..]
            || Find<SocketException>(failure)?.SocketErrorCode == SocketError.HostNotFound;

    /// <summary>The server did not answer in time.</summary>
    public static StoreException Slow(string place, Exception? cause = null)
        => new(StoreFailure.Failed, $"{place}: the server does not answer in time; see whether it and the way to it work", cause);

    // A deadlock, a cancelled statement, a lock that was not given: the same again may succeed. A standby that was a primary may be one again,
    // or the next connection leads to the new one.
    private static bool IsPassing(PostgresException answer)
        => answer.SqlState is "40P01" or "40001" or "55P03" or "57014" or "57P01" or "57P02" or "57P03" or "25006" or ['0', '8', ..];

    private static StoreException OfAnswer(string place, PostgresException answer) => answer.SqlState switch
    {
        "53100" => StoreException.Full(place, answer),
        "25006" => new StoreException(
            StoreFailure.ReadOnly, $"{place}: the server may only be read, as a standby may; name the primary, or several hosts and \"Target Session Attributes=primary\"", answer),
        "42501" => new StoreException(StoreFailure.ReadOnly, $"{place}: {OneLine(answer.MessageText)}; a store needs that permission", answer),
        "28P01" => Failed(place, "the server refuses the password", "see PGPASSWORD and ~/.pgpass", answer),
        ['2', '8', ..] => Failed(place, OneLine(answer.MessageText), "see the user's name, and pg_hba.conf on the server", answer),
        "3D000" => Failed(place, "there is no database of that name", "create it with createdb, or name another", answer),
        "53300" => Failed(place, "the server has too many connections", "raise its max_connections, or end some", answer),
        "57P03" => Failed(place, OneLine(answer.MessageText), "try again in a moment", answer),
        _ => new StoreException(StoreFailure.Failed, $"{place}: {OneLine(answer.MessageText)} (SQLSTATE {answer.SqlState})", answer),
    };

    private static StoreException Failed(string place, string what, string remedy, PostgresException answer)
        => new(StoreFailure.Failed, $"{place}: {what}; {remedy}", answer);

    private static string Describe(SocketException socket) => socket.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the host's name is unknown; see its spelling and the DNS",
        SocketError.ConnectionRefused => "nothing listens there; see host and port, and whether the server runs",
        _ => OneLine(socket.Message),
    };

    private static T? Find<T>(Exception? failure)
        where T : Exception
    {
        while (failure is not null and not T)
            failure = failure is AggregateException { InnerExceptions: [var first, ..] } ? first : failure.InnerException;
        return failure as T;
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
