namespace SmtpGen.Benchmarks.Peers;

/// <summary>What a load asks of a receiver, and what a receiver offers.</summary>
[Flags]
internal enum Needs
{
    None = 0,

    /// <summary>SMTP, a command at a time.</summary>
    Smtp = 1,

    /// <summary>Commands in groups (RFC 2920).</summary>
    Pipelining = 2,

    /// <summary>BDAT (RFC 3030).</summary>
    Chunking = 4,

    /// <summary>LMTP instead of SMTP (RFC 2033).</summary>
    Lmtp = 8,

    /// <summary>TLS from the first octet (RFC 8314).</summary>
    Tls = 16,

    /// <summary>A message is on the disk before it is acknowledged.</summary>
    Durable = 32,

    /// <summary>A message is read to its end, acknowledged, and not kept.</summary>
    Discard = 128,

    /// <summary>Takes octets in TLS, and speaks no protocol.</summary>
    Octets = 64,
}
