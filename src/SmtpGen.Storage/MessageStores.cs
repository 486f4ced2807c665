using System.Text.RegularExpressions;

namespace SmtpGen.Storage;

/// <summary>Opens a message store by its location, as it is written on a command line or in a configuration.</summary>
public static partial class MessageStores
{
    /// <summary>
    /// Opens <c>sqlite:PATH</c>, <c>maildir:DIRECTORY</c>, or the path of a SQLite database without a scheme. A single
    /// letter before the colon is a drive, not a scheme.
    /// </summary>
    /// <param name="location">Where the messages are.</param>
    /// <param name="access">What the store is opened for.</param>
    /// <returns>The store; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The location names no store; the message says what is allowed.</exception>
    /// <exception cref="StoreException">There is something at the location that is not such a store, or it cannot be opened.</exception>
    public static IMessageStore Open(string location, StoreAccess access = StoreAccess.ReadWrite)
    {
        ArgumentNullException.ThrowIfNull(location);
        Match match = Scheme().Match(location);
        string scheme = match.Success ? match.Groups[1].Value : "sqlite";
        string path = match.Success ? location[match.Length..] : location;
        if (string.IsNullOrWhiteSpace(path))
            throw new ArgumentException($"\"{location}\" names no place to store messages in; {Allowed}", nameof(location));

        return scheme.ToLowerInvariant() switch
        {
            "sqlite" => SqliteMessageStore.Open(path, access),
            "maildir" => MaildirMessageStore.Open(path, access),
            _ => throw new ArgumentException(
                $"\"{scheme}:\" is no kind of message store; {Allowed} (a file of that name: ./{location})", nameof(location)),
        };
    }

    private const string Allowed = "write sqlite:PATH, maildir:DIRECTORY, or the path of a SQLite database";

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9+.-]+):")]
    private static partial Regex Scheme();
}
