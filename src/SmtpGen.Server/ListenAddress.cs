using System.Globalization;
using System.Net;

namespace SmtpGen.Server;

/// <summary>Reads an address to listen on: <c>127.0.0.1:2525</c>, <c>[::1]:2525</c>.</summary>
internal static class ListenAddress
{
    public static bool TryParse(string text, out IPEndPoint endPoint)
    {
        endPoint = new IPEndPoint(IPAddress.None, 0);
        int colon = text.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
            return false;

        // An IPv6 address without brackets would lose its last group to the port.
        string host = text[..colon];
        bool isBracketed = host.StartsWith('[') && host.EndsWith(']');
        if (host.Contains(':') != isBracketed || !IPAddress.TryParse(isBracketed ? host[1..^1] : host, out var address))
            return false;
        endPoint = new IPEndPoint(address, port);
        return true;
    }
}
