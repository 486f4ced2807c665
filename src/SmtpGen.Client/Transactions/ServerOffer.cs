using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Client;

/// <summary>What a server has on offer for a message.</summary>
/// <param name="Server">Its name, for messages to people.</param>
/// <param name="Listed">What it lists.</param>
/// <param name="IsEncrypted">Whether the connection to it is.</param>
internal sealed record ServerOffer(string Server, ServerCapabilities Listed, bool IsEncrypted)
{
    public bool Has(SmtpExtensions extension) => Listed.Offers(SmtpTable.Keyword(extension));

    /// <summary>What the server says of an extension; empty where it lists nothing but its keyword, or not even that.</summary>
    public string Argument(SmtpExtensions extension) => Listed[SmtpTable.Keyword(extension)] ?? "";

    /// <exception cref="MailSendException">The server does not list the extension.</exception>
    public void Require(SmtpExtensions extension, string why)
    {
        if (Has(extension))
            return;
        string listed = Listed.Keywords.Count == 0 ? "nothing" : string.Join(", ", Listed.Keywords);
        throw Unsupported($"{why}, for which {Server} would have to list {SmtpTable.Keyword(extension)}; it lists {listed}");
    }

    /// <summary>What to throw where the server cannot do what the message needs.</summary>
    public static MailSendException Unsupported(string why) => new(MailSendFailure.Unsupported, why);
}
