using System.Globalization;
using Npgsql;

namespace SmtpGen.Storage.Postgres;

/// <summary>
/// A database as programs name it on one line: <c>postgres://USER@HOST:PORT/DATABASE?schema=NAME</c>, or <c>postgres:</c> and a connection
/// string of Npgsql. What is not given is as the options and Npgsql have it. Such a line is printed and seen by others, so that it has no password.
/// </summary>
/// <param name="ConnectionString">The database, in the form of Npgsql.</param>
/// <param name="Options">What the line says of the store.</param>
public sealed record PostgresLocation(string ConnectionString, PostgresStoreOptions Options)
{
    private const string Allowed =
        "write postgres://USER@HOST:PORT/DATABASE, or postgres: and a connection string such as Host=HOST;Database=DATABASE;Username=USER";

    private static readonly string[] s_schemes = ["postgres", "postgresql"];

    // The names that libpq, and so everybody's URLs, have for Npgsql's keywords.
    private static readonly Dictionary<string, string> s_keywords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["application_name"] = "Application Name",
        ["target_session_attrs"] = "Target Session Attributes",
        ["passfile"] = "Passfile",
    };

    /// <summary>What people call the database: host, port, name and schema.</summary>
    /// <exception cref="StoreException">The connection string is wrong.</exception>
    public string Name => PostgresConnectionString.Name(PostgresConnectionString.Read(ConnectionString, Options), Options);

    /// <summary>Whether a line begins as one that names a database of PostgreSQL does.</summary>
    /// <param name="location">The line.</param>
    public static bool Is(string location)
        => s_schemes.Any(scheme => location.StartsWith(scheme + ":", StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a line.</summary>
    /// <param name="location">The line.</param>
    /// <exception cref="FormatException">It names no database, or says something that is not allowed; the message says what would be right.</exception>
    public static PostgresLocation Parse(string location)
    {
        ArgumentNullException.ThrowIfNull(location);
        if (!Is(location))
            throw new FormatException($"the store begins with none of {string.Join(" and ", s_schemes)}; {Allowed}");
        string rest = location[(location.IndexOf(':', StringComparison.Ordinal) + 1)..];
        PostgresLocation parsed = rest.StartsWith("//", StringComparison.Ordinal) ? ParseUrl(rest[2..]) : new PostgresLocation(rest, new PostgresStoreOptions());
        Require(parsed);
        return parsed;
    }

    private static PostgresLocation ParseUrl(string url)
    {
        var builder = new NpgsqlConnectionStringBuilder();
        var options = new PostgresStoreOptions();
        string[] parts = url.Split('?', 2);
        string[] path = parts[0].Split('/', 2);
        int at = path[0].LastIndexOf('@');
        if (at >= 0)
            SetUser(builder, path[0][..at]);
        SetHost(builder, path[0][(at + 1)..]);
        if (path is [_, { Length: > 0 } database])
            builder.Database = Uri.UnescapeDataString(database);
        foreach (string parameter in parts is [_, var query] ? query.Split('&', StringSplitOptions.RemoveEmptyEntries) : [])
        {
            string[] pair = parameter.Split('=', 2);
            options = Set(builder, options, Uri.UnescapeDataString(pair[0]), pair is [_, var value] ? Uri.UnescapeDataString(value) : "");
        }

        return new PostgresLocation(builder.ConnectionString, options);
    }

    private static void SetUser(NpgsqlConnectionStringBuilder builder, string user)
    {
        if (user.Contains(':', StringComparison.Ordinal))
            throw NoPassword();
        builder.Username = Uri.UnescapeDataString(user);
    }

    // Several hosts have their ports with them, as Npgsql writes them, too.
    private static void SetHost(NpgsqlConnectionStringBuilder builder, string hosts)
    {
        int colon = hosts.LastIndexOf(':');
        if (hosts.Contains(',', StringComparison.Ordinal) || colon <= hosts.LastIndexOf(']'))
        {
            builder.Host = Uri.UnescapeDataString(hosts.Trim('[', ']'));
            return;
        }

        builder.Host = Uri.UnescapeDataString(hosts[..colon].Trim('[', ']'));
        builder.Port = int.TryParse(hosts[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= 65535
            ? port
            : throw new FormatException($"\"{hosts[(colon + 1)..]}\" is not a port; {Allowed}");
    }

    private static PostgresStoreOptions Set(NpgsqlConnectionStringBuilder builder, PostgresStoreOptions options, string name, string value)
    {
        switch (name)
        {
            case "schema":
                return options with { Schema = value };
            case "synchronous_commit":
                return options with { SynchronousCommit = ParseCommit(value) };
            case "commit_time":
                return options with { CommitTime = ParseSeconds(name, value) };
            case "read_time":
                return options with { ReadTime = ParseSeconds(name, value) };
            case "connect_timeout":
                return options with { ConnectTime = ParseSeconds(name, value) };
            case "host":
                builder.Host = value;
                return options;
        }

        try
        {
            builder[s_keywords.GetValueOrDefault(name, name)] = value;
            return options;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new FormatException(
                $"\"{name}\" cannot be said of a store in PostgreSQL, or not with that value; write schema, synchronous_commit, commit_time, read_time, connect_timeout, sslmode or a keyword of Npgsql",
                exception);
        }
    }

    private static SynchronousCommit ParseCommit(string value)
    {
        if (value == "off")
            throw new FormatException("synchronous_commit=off would lose messages that were answered for; write on, remote_apply, remote_write or local");
        return Enum.GetValues<SynchronousCommit>().Cast<SynchronousCommit?>().FirstOrDefault(known => Durability.Word(known!.Value) == value)
            ?? throw new FormatException($"\"{value}\" is not a value of synchronous_commit; write on, remote_apply, remote_write or local");
    }

    private static TimeSpan ParseSeconds(string name, string value)
        => double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0.1 and <= 86_400
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"{name} is \"{value}\"; write seconds, from 0.1 to 86400");

    private static void Require(PostgresLocation parsed)
    {
        try
        {
            parsed.Options.Require();
            if (PostgresConnectionString.Read(parsed.ConnectionString, parsed.Options).Password is { Length: > 0 })
                throw NoPassword();
        }
        catch (Exception exception) when (exception is ArgumentException or StoreException)
        {
            throw new FormatException($"{exception.Message}; {Allowed}", exception);
        }
    }

    private static FormatException NoPassword()
        => new("the store is named with a password, which others can see; set PGPASSWORD, or write it into ~/.pgpass");
}
