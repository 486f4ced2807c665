using System.Globalization;

namespace SmtpGen.Mail;

/// <summary>Domains that a server accepts mail for. Upper and lower case are the same, and so are a domain and its form in ASCII (RFC 5890).</summary>
public sealed class MailDomains
{
    private readonly HashSet<string> _names;

    /// <param name="names">The domains, such as <c>example.org</c> or <c>bücher.example</c>; subdomains are not part of them.</param>
    /// <exception cref="ArgumentException">One of them is not a domain.</exception>
    public MailDomains(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        _names = new(names.Select(Checked), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether a forward-path leads to one of the domains. One without a domain, such as <c>Postmaster</c>, is this server's own (RFC 5321 section 4.5.1).</summary>
    /// <param name="forwardPath">The forward-path without angle brackets.</param>
    public bool Contains(string forwardPath)
    {
        ArgumentNullException.ThrowIfNull(forwardPath);
        // A local part in quotes may hold an @ too, a domain none.
        int at = forwardPath.LastIndexOf('@');
        return at < 0 || (ToAscii(forwardPath[(at + 1)..]) is { } domain && _names.Contains(domain));
    }

    /// <summary>What is wrong with a list of domains, a sentence each.</summary>
    /// <param name="key">What the list is called in the configuration.</param>
    /// <param name="names">The domains.</param>
    public static IEnumerable<string> Validate(string key, IEnumerable<string> names) =>
        from name in names
        where !IsDomain(name)
        select $"{key} holds '{name}'; it must be a domain, such as example.org.";

    private static string Checked(string name) =>
        IsDomain(name) ? ToAscii(name)! : throw new ArgumentException($"'{name}' is not a domain, such as example.org", nameof(name));

    private static bool IsDomain(string name) =>
        ToAscii(name) is { } ascii && Uri.CheckHostName(ascii) is UriHostNameType.Dns && !ascii.EndsWith('.');

    private static string? ToAscii(string name)
    {
        try
        {
            return new IdnMapping().GetAscii(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
