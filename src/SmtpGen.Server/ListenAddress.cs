using System.Net;

namespace SmtpGen.Server;

/// <summary>An address to listen on, and how connections to it begin.</summary>
/// <param name="EndPoint">The address and port.</param>
/// <param name="IsTls">Whether TLS comes before the first word (RFC 8314 section 3).</param>
/// <param name="IsProxied">Whether a PROXY header comes before anything else.</param>
internal sealed record ListenAddress(IPEndPoint EndPoint, bool IsTls, bool IsProxied)
{
    private const string Forms =
        "127.0.0.1:2525, [::1]:2525, localhost:2525, 2525 (localhost) or :2525 (all addresses); the words tls and proxy may follow.";

    /// <summary>Whether a computer that does not have the address does without it, since it is one of several.</summary>
    public bool IsOptional { get; private init; }

    /// <summary>
    /// Reads <c>127.0.0.1:2525</c>, <c>[::1]:465 tls</c>, <c>10.0.0.1:465 proxy tls</c>; <c>localhost:2525</c> and <c>2525</c>,
    /// the loopback addresses of IPv4 and IPv6; <c>:2525</c>, all addresses.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="addresses">The addresses that it stands for; empty when it is wrong.</param>
    /// <param name="error">What would be right when it is wrong.</param>
    public static bool TryParse(string text, out IReadOnlyList<ListenAddress> addresses, out string error)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        error = words.Length == 0 ? $"it must be an address and a port, such as {Forms}" : "";
        var (isTls, isProxied) = (false, false);
        foreach (string word in words.Skip(1))
        {
            if (word.Equals("tls", StringComparison.OrdinalIgnoreCase))
                isTls = true;
            else if (word.Equals("proxy", StringComparison.OrdinalIgnoreCase))
                isProxied = true;
            else
                error = $"'{word}' may not follow an address; tls (TLS from the start) and proxy (a PROXY header comes first) may.";
        }

        IPEndPoint[] endPoints = words.Length == 0 ? [] : Parse(words[0], ref error);
        addresses = error.Length > 0 ? [] : [.. endPoints.Select((endPoint, i) => new ListenAddress(endPoint, isTls, isProxied) { IsOptional = i > 0 })];
        return error.Length == 0;
    }

    private static IPEndPoint[] Parse(string text, ref string error)
    {
        var written = AddressText.Split(text);
        if (written.Port is not { } port)
        {
            string number = text[(text.LastIndexOf(':') + 1)..];
            error = number.Length > 0 && number.All(char.IsAsciiDigit)
                ? $"a port is a number from 0 to 65535; write {Forms}"
                : $"it must be an address and a port, such as {Forms}";
            return [];
        }

        if (written.Host.Length == 0)
            return [new(IPAddress.Any, port), new(IPAddress.IPv6Any, port)];
        if (written.IsLocal)
            return [new(IPAddress.Loopback, port), new(IPAddress.IPv6Loopback, port)];
        if (written.Address is { } address)
            return [new(address, port)];
        error = written.Host.Contains(':')
            ? $"an IPv6 address stands in brackets; write {Forms}"
            : $"'{written.Host}' is not the address of a network interface; write {Forms}";
        return [];
    }
}
