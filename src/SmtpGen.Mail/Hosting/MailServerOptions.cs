using System.Text.RegularExpressions;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Sasl;
using SmtpGen.Server;

namespace SmtpGen.Mail;

/// <summary>The options of every server that receives mail.</summary>
public abstract partial class MailServerOptions : ServerOptions
{
    // RFC 3865 section 2.1.
    private const int MostKeywordOctets = 1000;

    /// <summary>The file with the users who may log in (docs/sasl.md). Empty: nobody may, unless the handler decides otherwise.</summary>
    public string? Users { get; set; }

    /// <summary>
    /// Whether everybody may log in, by any name and any password, over connections that are not encrypted too; PLAIN and LOGIN
    /// are on offer. For tests of clients.
    /// </summary>
    public bool AnyLogin { get; set; }

    /// <summary>How many logins may fail before further ones are refused, over all sessions of a client: the subsection <c>LoginLimits</c>.</summary>
    public LoginLimits LoginLimits { get; } = new();

    /// <summary>Whether passwords may be sent over connections that are not encrypted. For tests on one machine.</summary>
    public bool AllowPlaintextWithoutTls { get; set; }

    /// <summary>Whether CRAM-MD5 is on offer, for old devices; it needs passwords that are stored readable.</summary>
    public bool OfferCramMd5 { get; set; }

    /// <summary>
    /// Whether what devices and containers send is taken although the RFCs forbid it (docs/lenient.md); false unless every option
    /// that this stands for is on. Each of them is an option of the protocol, too, such as <see cref="SmtpOptions.LenientNames"/>.
    /// For a server of one's own clients, not for a mail gateway.
    /// </summary>
    public bool Lenient
    {
        get => GetProtocol().IsOn(nameof(SmtpOptions.Lenient));
        set => GetProtocol().Turn(nameof(SmtpOptions.Lenient), value);
    }

    /// <summary>
    /// The domains that mail is accepted for, such as <c>example.org</c>; clients that have logged in may send anywhere. Empty: mail for
    /// everybody is accepted, which makes a server that passes mail on an open relay.
    /// </summary>
    public IList<string> Domains { get; } = new List<string>();

    /// <summary>Addresses and networks whose XCLIENT and XFORWARD are believed: <c>127.0.0.1</c>, <c>10.0.0.0/8</c>.</summary>
    public IList<string> TrustedClients { get; } = new List<string>();

    /// <summary>
    /// The kinds of mail that are not wanted, such as <c>net.example:ADV</c> (RFC 3865), which the extension NO-SOLICITING lists.
    /// Empty: it is not listed, unless the handler names some.
    /// </summary>
    public IList<string> SolicitationKeywords { get; } = new List<string>();

    /// <summary>How long a message may be held where FUTURERELEASE is on offer; null where it is not.</summary>
    protected internal virtual TimeSpan? LongestHold => null;

    /// <summary>The options of the protocol.</summary>
    protected abstract ProtocolOptions GetProtocol();

    /// <inheritdoc/>
    public override IEnumerable<string> Validate()
    {
        foreach (string error in base.Validate().Concat(GetProtocol().Validate().Select(error => "Protocol:" + error)))
            yield return error;
        foreach (string error in NetworkList.Validate(nameof(TrustedClients), TrustedClients))
            yield return error;
        foreach (string error in MailDomains.Validate(nameof(Domains), Domains))
            yield return error;
        foreach (string keyword in SolicitationKeywords.Where(keyword => !SolicitationKeyword().IsMatch(keyword)))
            yield return $"SolicitationKeywords holds '{keyword}'; it must be letters, digits, and . - _ :, beginning with a letter, such as net.example:ADV.";
        if (SolicitationKeywords.Sum(keyword => keyword.Length + 1) > MostKeywordOctets)
            yield return $"SolicitationKeywords is too long; it must have less than {MostKeywordOctets} characters.";
        if (GetProtocol().IsOn(nameof(SmtpOptions.RequireTls)) && !Tls.IsConfigured)
            yield return "Protocol:RequireTls is true, but Tls:Certificate is empty; name the file with the certificate.";
        foreach (string error in LoginLimits.Validate())
            yield return $"{nameof(LoginLimits)}:{error}";
        if (AnyLogin && !string.IsNullOrEmpty(Users))
            yield return $"AnyLogin is true, so that no password counts, but Users is '{Users}'; leave one of them out.";
        if (UsersProblem() is { } problem)
            yield return $"Users is '{Users}': {problem}.";
    }

    /// <summary>Offers what only trusted clients are told of.</summary>
    internal void FitExtensions()
    {
        var protocol = GetProtocol();
        if (TrustedClients.Count > 0)
        {
            protocol.Offer(nameof(SmtpExtensions.Xclient), true);
            protocol.Offer(nameof(SmtpExtensions.Xforward), true);
        }
    }

    private string? UsersProblem()
    {
        if (string.IsNullOrEmpty(Users))
            return null;
        try
        {
            UsersFile.Check(Users);
            return null;
        }
        catch (UsersFileException exception)
        {
            return exception.Message.TrimEnd('.');
        }
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9._:-]*\z")]
    private static partial Regex SolicitationKeyword();
}
