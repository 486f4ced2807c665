using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using SmtpGen.Storage;
using SmtpGen.Storage.Postgres;
using SmtpGen.Storage.Sqlite;

namespace SmtpGen.Tool.Commands;

/// <summary>The option that says where the messages are, and in which kind of store.</summary>
internal static partial class StoreOption
{
    private const string Allowed = "write sqlite:PATH, maildir:DIRECTORY, postgres://USER@HOST/DATABASE, or the path of a SQLite database";

    public static Option<string> Create() => new("--store")
    {
        Description = "Where the messages are: the path of a SQLite database, sqlite:PATH, maildir:DIRECTORY, or postgres://USER@HOST/DATABASE",
        HelpName = "LOCATION",
        DefaultValueFactory = _ => "smtpgen.db",
    };

    /// <summary>Opens the store at a location. A single letter before the colon is a drive, not a scheme.</summary>
    /// <exception cref="ToolException">The location names no store; the message says what is allowed.</exception>
    /// <exception cref="StoreException">There is something at the location that is not such a store, or it cannot be opened.</exception>
    public static IMaildropStore Open(string location, StoreAccess access)
    {
        var match = Scheme().Match(location);
        string scheme = match.Success ? match.Groups[1].Value : "sqlite";
        string path = match.Success ? location[match.Length..] : location;
        if (string.IsNullOrWhiteSpace(path))
            throw new ToolException(ToolExit.Usage, $"\"{location}\" names no place to store messages in; {Allowed}");

        scheme = scheme.ToLowerInvariant();
        if (scheme is "postgres" or "postgresql")
            return OpenPostgres(location, access);
        return scheme switch
        {
            "sqlite" when Directory.Exists(path) => throw new ToolException(
                ToolExit.Environment, $"{path}: is a directory; name a database file, or write maildir:{path}"),
            "maildir" when File.Exists(path) => throw new ToolException(
                ToolExit.Environment, $"{path}: is a file, and a Maildir is a directory; name one, or write sqlite:{path}"),
            "sqlite" => SqliteMessageStore.Open(path, access),
            "maildir" => MaildirMessageStore.Open(path, access),
            _ => throw new ToolException(
                ToolExit.Usage, $"\"{scheme}:\" is not a kind of message store; {Allowed} (a file of that name: ./{location})"),
        };
    }

    /// <summary>Where the page's index of a store is: beside it; null where there is no place beside it.</summary>
    public static string? Index(string location)
    {
        var match = Scheme().Match(location);
        string path = (match.Success ? location[match.Length..] : location).TrimEnd('/', '\\');
        return PostgresLocation.Is(location) ? null : $"{path}-index";
    }

    /// <summary>Where a message is when it is answered for, where the location alone does not say that.</summary>
    public static string? Promise(IMessageStore store) => (store as PostgresMessageStore)?.Promise;

    // Apart, so that Npgsql is loaded only where it is needed.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PostgresMessageStore OpenPostgres(string location, StoreAccess access)
    {
        try
        {
            var database = PostgresLocation.Parse(location);
            return PostgresMessageStore.OpenAsync(database.ConnectionString, database.Options, access).GetAwaiter().GetResult();
        }
        catch (FormatException exception)
        {
            throw new ToolException(ToolExit.Usage, exception.Message);
        }
    }

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9+.-]+):")]
    private static partial Regex Scheme();
}
