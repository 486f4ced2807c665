using System.Net;

namespace SmtpGen.Storage;

/// <summary>
/// The lines a server writes in front of a message (RFC 5321, section 4.4), as octets with their CRLF. Whatever a client has
/// said, each result is one header and holds no control character but its line ends.
/// </summary>
public static class TraceHeader
{
    /// <summary>
    /// <c>Return-Path: &lt;reverse-path&gt;</c>, which only the server that makes the final delivery writes, as the first line.
    /// </summary>
    /// <param name="envelope">The message's envelope.</param>
    /// <returns>The header in UTF-8, which is ASCII unless the reverse-path is internationalized.</returns>
    public static byte[] ReturnPath(ReceivedEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        var header = new FoldedHeader("Return-Path");
        header.Append(Path(envelope.ReversePath));
        return header.ToOctets();
    }

    /// <summary>
    /// <c>Received: from CLIENT (HOST [ADDRESS]) (using TLS) by HOST with PROTOCOL id ID for &lt;recipient&gt;; date</c>, folded where
    /// a line would pass 78 columns. What the envelope does not know is left out. <c>for</c> is written for a single
    /// recipient only: more would tell each about the others (RFC 5321, section 7.2).
    /// </summary>
    /// <param name="envelope">The message's envelope; its time is the header's date.</param>
    /// <param name="host">The name of this server: a domain or an address literal.</param>
    /// <param name="id">What the server calls the message or the session, as one word; null for nothing.</param>
    /// <returns>The header in UTF-8, which is ASCII unless the recipient is internationalized.</returns>
    /// <exception cref="ArgumentException">
    /// The host is not a domain or address literal; or the id, or the envelope's protocol, has other characters than letters,
    /// digits, dots and those of an atom (RFC 5322, section 3.2.3).
    /// </exception>
    public static byte[] Received(ReceivedEnvelope envelope, string host, string? id = null)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        var header = new FoldedHeader("Received");
        AppendFrom(header, envelope);
        if (envelope.Tls is { } tls)
            header.Append(HeaderComment.Of($"using {tls}"));
        header.Append("by", HostName.TryRender(host) ?? throw new ArgumentException(
            $"\"{host}\" is not a domain or address literal, such as mx.example or [192.0.2.1].", nameof(host)));
        if (envelope.Protocol is { } protocol)
            header.Append("with", RequireAtom(protocol, nameof(envelope)));
        if (id is not null)
            header.Append("id", RequireAtom(id, nameof(id)));
        if (envelope.Recipients is [var only])
            header.Append("for", Path(only.ForwardPath));
        header.Attach(";");
        header.Append(MailDate.Words(envelope.ReceivedAt));
        return header.ToOctets();
    }

    private static void AppendFrom(FoldedHeader header, ReceivedEnvelope envelope)
    {
        string? literal = RemoteLiteral(envelope.RemoteAddress);
        string? name = HostName.TryRender(envelope.ClientName);
        // RFC 5321 section 4.4: the name that was looked up stands beside the address (TCP-info).
        string? host = HostName.TryRender(envelope.ClientHost);
        if (literal is not null && (name is not null || host is not null))
            header.Append(["from", name ?? literal, .. host is null ? (string[])[$"({literal})"] : [$"({host}", $"{literal})"]]);
        else
            header.Append("from", name ?? host ?? literal ?? "unknown");
        if (name is null && !string.IsNullOrWhiteSpace(envelope.ClientName))
            header.Append(HeaderComment.Of($"calling itself {envelope.ClientName}"));
    }

    private static string? RemoteLiteral(string? remoteAddress)
        => IPEndPoint.TryParse(remoteAddress ?? "", out IPEndPoint? endPoint) ? HostName.Literal(endPoint.Address) : null;

    private static string Path(string path) => $"<{HeaderText.WithoutControls(path)}>";

    private static string RequireAtom(string text, string parameter) => HeaderText.IsDotAtom(text)
        ? text
        : throw new ArgumentException($"\"{text}\" cannot stand in a Received header; use letters, digits, dots and hyphens.", parameter);
}
