namespace SmtpGen.Language.Model;

/// <summary>Octets that a line announces at its end, after which the same command goes on (RFC 3501 section 4.3).</summary>
/// <param name="Open">The octet before the number.</param>
/// <param name="Close">The octet after it.</param>
/// <param name="Now">The octet with which the client does not wait; -1: it always does.</param>
/// <param name="Limit">Index of the limit on the octets of a command.</param>
/// <param name="Continue">Index of the reply for which the client waits; -1: it never does, so that only marked announcements are some.</param>
/// <param name="TooBig">The answer to more octets.</param>
public sealed record LiteralsModel(byte Open, byte Close, int Now, int Limit, int Continue, OutcomeModel TooBig);

/// <summary>Commands as arrays of counted octets, of which the first is the verb.</summary>
/// <param name="Array">The octet before the number of elements.</param>
/// <param name="Element">The octet before the number of octets of an element.</param>
/// <param name="Limit">Index of the limit on the octets of a command.</param>
/// <param name="TooBig">The answer to more octets.</param>
/// <param name="BadFraming">The answer to what is not such an array.</param>
public sealed record ArraysModel(byte Array, byte Element, int Limit, OutcomeModel TooBig, OutcomeModel BadFraming);

/// <summary>Octets after the line of a command, and a line end after them.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="Length">The capture that counts them.</param>
/// <param name="Limit">Index of the limit on them.</param>
/// <param name="TooBig">The answer to more.</param>
/// <param name="BadFraming">The answer where something else stands before the line end.</param>
public sealed record DataModel(string Name, string Length, int Limit, OutcomeModel TooBig, OutcomeModel BadFraming);
