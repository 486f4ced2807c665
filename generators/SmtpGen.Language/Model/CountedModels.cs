namespace SmtpGen.Language.Model;

/// <summary>Octets that a line announces at its end, after which the same command goes on (RFC 3501 section 4.3).</summary>
/// <param name="Open">The octet before the number.</param>
/// <param name="Close">The octet after it.</param>
/// <param name="Now">The octet with which the client does not wait; -1: it always does.</param>
/// <param name="Limit">Index of the limit on the octets of a command.</param>
/// <param name="Continue">Index of the reply for which the client waits; -1: it never does, so that only marked announcements are some.</param>
/// <param name="TooBig">The answer to more octets.</param>
public sealed record LiteralsModel(byte Open, byte Close, int Now, int Limit, int Continue, OutcomeModel TooBig);
