namespace SmtpGen.Runtime.Client;

/// <summary>The extensions that a server has listed: RFC 5321 section 4.1.1.1. Keywords are compared without regard to case.</summary>
public sealed class ServerCapabilities
{
    private readonly Dictionary<string, string> _arguments = new(StringComparer.OrdinalIgnoreCase);

    private ServerCapabilities()
    {
    }

    /// <summary>No extension.</summary>
    public static ServerCapabilities None { get; } = new();

    /// <summary>The keywords in the order of the list.</summary>
    public IReadOnlyCollection<string> Keywords => _arguments.Keys;

    /// <summary>What follows a keyword in the list, such as <c>PLAIN LOGIN</c> after AUTH; null where the server does not list it.</summary>
    public string? this[string keyword] => _arguments.GetValueOrDefault(keyword);

    /// <summary>Whether the server lists an extension.</summary>
    public bool Offers(string keyword) => _arguments.ContainsKey(keyword);

    // Old servers write "KEYWORD=VALUE" beside "KEYWORD VALUE": the first form of a keyword counts.
    internal static ServerCapabilities Of(IEnumerable<string> lines)
    {
        var capabilities = new ServerCapabilities();
        foreach (string line in lines)
        {
            int end = line.AsSpan().IndexOfAny(' ', '=');
            string keyword = end < 0 ? line : line[..end];
            if (keyword.Length > 0)
                capabilities._arguments.TryAdd(keyword, end < 0 ? "" : line[(end + 1)..].Trim());
        }

        return capabilities;
    }
}
