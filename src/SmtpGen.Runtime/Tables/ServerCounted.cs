namespace SmtpGen.Runtime;

/// <summary>
/// Octets that a client announces at the end of a line, after which the command goes on: <c>{123}</c> (RFC 3501 section 4.3), or
/// <c>{123+}</c> (RFC 7888).
/// </summary>
/// <param name="Open">The octet before the number.</param>
/// <param name="Close">The octet after it.</param>
/// <param name="Limit">The limit on all octets that a command announces.</param>
/// <param name="TooBig">The outcome of more.</param>
public sealed record ServerLiterals(byte Open, byte Close, int Limit, int TooBig)
{
    /// <summary>The octet before the closing one with which the client does not wait; -1: it always waits.</summary>
    public int Now { get; init; } = -1;

    /// <summary>The reply for which the client waits; -1: it never does.</summary>
    public int Continue { get; init; } = -1;
}
