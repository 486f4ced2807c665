using Npgsql;

namespace SmtpGen.Storage.Postgres;

/// <summary>The connection string as a store uses it.</summary>
internal static class PostgresConnectionString
{
    private const int MaxConnections = 20;
    private const int BufferLength = 64 * 1024;

    /// <exception cref="StoreException">A keyword or a value is wrong; the message names the keyword, and no value.</exception>
    public static NpgsqlConnectionStringBuilder Read(string text, PostgresStoreOptions options)
    {
        NpgsqlConnectionStringBuilder builder = Parse(text);
        if (string.IsNullOrEmpty(builder.Host))
            throw Wrong("names no host; write Host=NAME");
        // Groups and questions have limits of their own. A prepared session would be reset at its return to the pool, with a round trip.
        builder.Multiplexing = false;
        builder.Enlist = false;
        builder.CommandTimeout = 0;
        builder.NoResetOnClose = true;
        builder.Timeout = (int)Math.Ceiling(options.ConnectTime.TotalSeconds);
        SetUnlessGiven(builder, "Application Name", b => b.ApplicationName = "smtpgen");
        SetUnlessGiven(builder, "Maximum Pool Size", b => b.MaxPoolSize = MaxConnections);
        // Bodies go through in a few large pieces.
        SetUnlessGiven(builder, "Read Buffer Size", b => b.ReadBufferSize = BufferLength);
        SetUnlessGiven(builder, "Write Buffer Size", b => b.WriteBufferSize = BufferLength);
        if (!builder.TcpKeepAlive)
        {
            builder.TcpKeepAlive = true;
            builder.TcpKeepAliveTime = 15;
            builder.TcpKeepAliveInterval = 5;
        }

        return builder;
    }

    /// <summary>What people call the database.</summary>
    public static string Name(NpgsqlConnectionStringBuilder builder, PostgresStoreOptions options)
    {
        string host = builder.Host!;
        string port = host.Contains(':', StringComparison.Ordinal) || host.StartsWith('/') ? "" : $":{builder.Port}";
        string database = builder.Database ?? builder.Username ?? Environment.GetEnvironmentVariable("PGUSER") ?? Environment.UserName;
        string schema = options.Schema == new PostgresStoreOptions().Schema ? "" : $"?schema={options.Schema}";
        return $"postgres://{host}{port}/{database}{schema}";
    }

    /// <summary>Reads it as it is.</summary>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (ArgumentException exception) when (exception.ParamName is { } keyword)
        {
            throw Wrong($"\"{keyword}\" is not a keyword of Npgsql, or has a value that is not allowed", exception);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException or KeyNotFoundException)
        {
            throw Wrong("is not of the form KEYWORD=VALUE;KEYWORD=VALUE", exception);
        }
    }

    private static void SetUnlessGiven(
        NpgsqlConnectionStringBuilder builder, string keyword, Action<NpgsqlConnectionStringBuilder> set)
    {
        if (!builder.ShouldSerialize(keyword))
            set(builder);
    }

    private static StoreException Wrong(string what, Exception? cause = null)
        => new(StoreFailure.Failed, $"the connection string {what}", cause);
}
