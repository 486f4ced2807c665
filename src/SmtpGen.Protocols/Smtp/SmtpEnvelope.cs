using System.Globalization;
using SmtpGen.Runtime;

namespace SmtpGen.Protocols.Smtp;

/// <summary>
/// What a mail transaction said before the message: RFC 5321 section 2.3.1. Parameters that were not given are null; their
/// texts are as they were sent, after the grammar had accepted them.
/// </summary>
public sealed class SmtpEnvelope
{
    private readonly List<Recipient> _recipients = [];

    /// <summary>The mailbox failures are reported to; empty for the null reverse-path.</summary>
    public string Sender { get; private set; } = "";

    /// <summary>The accepted recipients in order, duplicates included.</summary>
    public IReadOnlyList<Recipient> Recipients => _recipients;

    /// <summary>Whether the transaction was announced as internationalized (RFC 6531).</summary>
    public bool Utf8 { get; private set; }

    /// <summary>SIZE: how many octets the client announced (RFC 1870).</summary>
    public ulong? Size { get; private set; }

    /// <summary>BODY: <c>7BIT</c>, <c>8BITMIME</c> or <c>BINARYMIME</c>, in any case (RFC 6152, RFC 3030).</summary>
    public string? Body { get; private set; }

    /// <summary>RET: <c>FULL</c> or <c>HDRS</c>, in any case (RFC 3461 section 4.3).</summary>
    public string? Return { get; private set; }

    /// <summary>ENVID, decoded (RFC 3461 section 4.4).</summary>
    public string? EnvelopeId { get; private set; }

    /// <summary>Whether the message must travel encrypted (RFC 8689).</summary>
    public bool RequireTls { get; private set; }

    /// <summary>BY: <c>120;R</c> and the like (RFC 2852 section 4).</summary>
    public string? DeliverBy { get; private set; }

    /// <summary>MT-PRIORITY, from -9 to 9 (RFC 6710).</summary>
    public int? Priority { get; private set; }

    /// <summary>HOLDFOR: seconds (RFC 4865 section 4.1).</summary>
    public ulong? HoldFor { get; private set; }

    /// <summary>HOLDUNTIL: a time of RFC 3339 (RFC 4865 section 4.1).</summary>
    public string? HoldUntil { get; private set; }

    /// <summary>SOLICIT: keywords between commas (RFC 3865 section 2.3).</summary>
    public string? Solicitation { get; private set; }

    /// <summary>AUTH, decoded: a mailbox, or <c>&lt;&gt;</c> for nobody (RFC 4954 section 5).</summary>
    public string? Submitter { get; private set; }

    internal void Begin(in SmtpMailArguments mail)
    {
        Sender = mail.Sender.ToString();
        Utf8 = mail.Utf8;
        Size = mail.Size;
        Body = Text(mail.Body);
        Return = Text(mail.Ret);
        EnvelopeId = Decoded(mail.Envid);
        RequireTls = mail.RequireTls;
        DeliverBy = Text(mail.By);
        Priority = mail.Priority.IsPresent ? int.Parse(mail.Priority.Span, CultureInfo.InvariantCulture) : null;
        HoldFor = mail.HoldFor;
        HoldUntil = Text(mail.HoldUntil);
        Solicitation = Text(mail.Solicit);
        Submitter = Decoded(mail.Submitter);
    }

    internal void Add(in SmtpRcptArguments rcpt) => _recipients.Add(new Recipient(rcpt.Recipient.ToString())
    {
        Notify = Text(rcpt.Notify),
        OriginalRecipient = Text(rcpt.Orcpt),
    });

    internal void Clear()
    {
        Begin(default);
        _recipients.Clear();
    }

    private static string? Text(CommandText text) => text.IsPresent ? text.ToString() : null;

    private static string? Decoded(CommandText text) => text.IsPresent ? Xtext.Decode(text.Span) : null;
}
