using System.Globalization;
using System.Net;

namespace SmtpGen.Server;

/// <summary>
/// An address to listen on, and how connections to it begin: <c>127.0.0.1:2525</c>, <c>[::1]:465 tls</c>,
/// <c>10.0.0.1:465 proxy tls</c>.
/// </summary>
/// <param name="EndPoint">The address and port.</param>
/// <param name="IsTls">Whether TLS comes before the first word (RFC 8314 section 3).</param>
/// <param name="IsProxied">Whether a PROXY header comes before anything else.</param>
internal sealed record ListenAddress(IPEndPoint EndPoint, bool IsTls, bool IsProxied)
{
    /// <summary>Reads an address; <paramref name="error"/> says what would be right when it is none.</summary>
    public static bool TryParse(string text, out ListenAddress address, out string error)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        address = new ListenAddress(new IPEndPoint(IPAddress.None, 0), false, false);
        if (words.Length == 0 || !TryParseEndPoint(words[0], out var endPoint))
        {
            error = "it must be an IP address and a port, such as 127.0.0.1:2525 or [::1]:2525; the words tls and proxy may follow.";
            return false;
        }

        error = "";
        address = address with { EndPoint = endPoint };
        foreach (string word in words.AsSpan(1))
        {
            if (word.Equals("tls", StringComparison.OrdinalIgnoreCase))
                address = address with { IsTls = true };
            else if (word.Equals("proxy", StringComparison.OrdinalIgnoreCase))
                address = address with { IsProxied = true };
            else
                error = $"'{word}' may not follow an address; tls (TLS from the start) and proxy (a PROXY header comes first) may.";
        }

        return error.Length == 0;
    }

    private static bool TryParseEndPoint(string text, out IPEndPoint endPoint)
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
