using System.Globalization;
using SmtpGen.Client;

namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>The next server, as a URL names it.</summary>
/// <param name="Host">A name or an address.</param>
/// <param name="Port">The port.</param>
/// <param name="User">Who logs in; null for nobody.</param>
/// <param name="Tls">When the connection is encrypted.</param>
internal sealed record SmarthostUrl(string Host, int Port, string? User, TlsPolicy Tls)
{
    public const string Forms = "smtp://mail.example.org, smtp://USER@mail.example.org:587?tls=required or smtps://mail.example.org";

    private const int RelayPort = 25;
    private const int SubmissionPort = 587;
    private const int ImplicitPort = 465;
    private const string TlsParameter = "?tls=";

    private static readonly Dictionary<string, TlsPolicy> s_policies = new(StringComparer.Ordinal)
    {
        ["none"] = TlsPolicy.None,
        ["offered"] = TlsPolicy.WhenOffered,
        ["required"] = TlsPolicy.Required,
        ["implicit"] = TlsPolicy.Implicit,
    };

    /// <summary>Reads a URL.</summary>
    /// <exception cref="FormatException">It is wrong; the message is the end of a sentence that begins with who wrote it.</exception>
    public static SmarthostUrl Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("smtp" or "smtps") || url.Host.Length == 0
            || url.AbsolutePath.Trim('/').Length > 0 || url.Fragment.Length > 0)
        {
            throw new FormatException($"is '{text}'; it must be a URL such as {Forms}.");
        }

        // The text is not repeated: it holds the password.
        if (url.UserInfo.Contains(':', StringComparison.Ordinal))
            throw new FormatException("holds a password; write it into a file: --forward-password-file PATH.");
        string? user = url.UserInfo.Length > 0 ? Uri.UnescapeDataString(url.UserInfo) : null;
        var tls = Policy(url, user is not null);
        int usual = tls == TlsPolicy.Implicit ? ImplicitPort : user is null ? RelayPort : SubmissionPort;
        return new(url.DnsSafeHost, url.Port > 0 ? url.Port : usual, user, tls);
    }

    /// <summary>The server for people: <c>mail.example.org:587</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    // With a user a server without STARTTLS is not talked to: whoever is on the way could take it out of the list.
    private static TlsPolicy Policy(Uri url, bool logsIn)
    {
        if (url.Query.Length == 0)
            return url.Scheme == "smtps" ? TlsPolicy.Implicit : logsIn ? TlsPolicy.Required : TlsPolicy.WhenOffered;
        if (url.Scheme == "smtps" || !url.Query.StartsWith(TlsParameter, StringComparison.Ordinal) || !s_policies.TryGetValue(url.Query[TlsParameter.Length..], out var policy))
            throw new FormatException($"ends in '{url.Query}'; after smtp://HOST it may be ?tls= and one of {string.Join(", ", s_policies.Keys)}.");
        return policy;
    }
}
