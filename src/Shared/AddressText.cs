using System.Globalization;
using System.Net;

namespace SmtpGen;

/// <summary>
/// An address and a port as people write them: <c>127.0.0.1:25</c>, <c>[::1]:25</c>, <c>localhost:25</c>; <c>25</c> is localhost, <c>:25</c> all
/// addresses. Compiled into each assembly that needs it.
/// </summary>
/// <param name="Host">The host as it was written, with the brackets of IPv6; <c>localhost</c> where there is none and no colon; empty for all addresses.</param>
/// <param name="Port">The port; null where it is not a number from 0 to 65535.</param>
internal readonly record struct AddressText(string Host, ushort? Port)
{
    /// <summary>The host that a port alone means.</summary>
    public const string Local = "localhost";

    /// <summary>Whether the host is <see cref="Local"/>.</summary>
    public bool IsLocal => Host.Equals(Local, StringComparison.OrdinalIgnoreCase);

    /// <summary>The host as an address; null where it is not one. An IPv6 address without brackets would lose its last group to the port.</summary>
    public IPAddress? Address
    {
        get
        {
            bool isBracketed = Host.StartsWith('[') && Host.EndsWith(']');
            return IPAddress.TryParse(isBracketed ? Host[1..^1] : Host, out var address) && Host.Contains(':') == isBracketed ? address : null;
        }
    }

    /// <summary>Takes a text apart at its last colon.</summary>
    public static AddressText Split(string text)
    {
        int colon = text.LastIndexOf(':');
        bool isPort = ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port);
        return new(colon < 0 ? Local : text[..colon], isPort ? port : null);
    }
}
