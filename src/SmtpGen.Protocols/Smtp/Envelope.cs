namespace SmtpGen.Protocols.Smtp;

/// <summary>What a mail transaction said before the message: RFC 5321 section 2.3.1.</summary>
public sealed class Envelope
{
    private readonly List<string> _recipients = [];

    /// <summary>The mailbox failures are reported to; empty for the null reverse-path.</summary>
    public string Sender { get; internal set; } = "";

    /// <summary>The accepted recipients in order, duplicates included.</summary>
    public IReadOnlyList<string> Recipients => _recipients;

    /// <summary>Whether the transaction was announced as internationalized (RFC 6531).</summary>
    public bool Utf8 { get; internal set; }

    internal void Add(string recipient) => _recipients.Add(recipient);

    internal void Clear()
    {
        Sender = "";
        Utf8 = false;
        _recipients.Clear();
    }
}
