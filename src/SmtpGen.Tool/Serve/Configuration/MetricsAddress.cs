using System.Globalization;
using System.Net;

namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>Where metrics can be read.</summary>
/// <param name="Host">An address, <c>localhost</c>, or <c>+</c> for all addresses, as URLs of listeners are written.</param>
/// <param name="Port">The port.</param>
internal sealed record MetricsAddress(string Host, int Port)
{
    public const string Forms = "127.0.0.1:9464, [::1]:9464, 9464 (localhost) or :9464 (all addresses)";

    private const string Local = "localhost";

    /// <summary>Reads an address.</summary>
    /// <param name="text">One of <see cref="Forms"/>.</param>
    /// <param name="address">What it says; null where it is wrong.</param>
    public static bool TryParse(string text, out MetricsAddress? address)
    {
        int colon = text.LastIndexOf(':');
        string host = colon < 0 ? Local : text[..colon];
        address = ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0
            ? new(host.Length == 0 ? "+" : host, port)
            : null;
        if (host.Length > 0 && host != Local && !IsAddress(host))
            address = null;
        return address is not null;
    }

    // An IPv6 address without brackets would lose its last group to the port.
    private static bool IsAddress(string host)
    {
        bool isBracketed = host.StartsWith('[') && host.EndsWith(']');
        return IPAddress.TryParse(isBracketed ? host[1..^1] : host, out _) && host.Contains(':') == isBracketed;
    }
}
