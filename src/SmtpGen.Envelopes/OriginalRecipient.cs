namespace SmtpGen.Envelopes;

/// <summary>The parameter ORCPT (RFC 3461 section 4.2).</summary>
/// <param name="AddressType">The kind of address, such as <c>rfc822</c> or <c>utf-8</c>.</param>
/// <param name="Address">The address, decoded from xtext.</param>
public sealed record OriginalRecipient(string AddressType, string Address)
{
    /// <summary>The original recipient that a mailbox of the Internet stands for, whose type is <c>rfc822</c>.</summary>
    /// <param name="address">The mailbox, without angle brackets.</param>
    public static OriginalRecipient Mailbox(string address) => new("rfc822", address);

    /// <summary>The value as the command has it: <c>rfc822;alice+40example.org</c>, its address in xtext.</summary>
    public override string ToString() => $"{AddressType};{Xtext.Encode(Address)}";

    /// <summary>Reads the value of an ORCPT that the grammar has accepted.</summary>
    /// <param name="text">Address type, semicolon, and the address in xtext.</param>
    /// <returns>Null where there is no address type.</returns>
    public static OriginalRecipient? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int end = text.IndexOf(';', StringComparison.Ordinal);
        return end > 0 ? new OriginalRecipient(text[..end], Xtext.Decode(System.Text.Encoding.ASCII.GetBytes(text[(end + 1)..]))) : null;
    }
}
