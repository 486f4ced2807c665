using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SmtpGen.Mail;

/// <summary>What the attributes of XCLIENT and XFORWARD may hold (Postfix XCLIENT_README and XFORWARD_README).</summary>
internal static class AttributeRules
{
    private const int MaxLength = 255;
    private const int MaxForwardedProtocol = 64;
    private const string IPv6Tag = "IPV6:";

    /// <summary>What is wrong with a value of XCLIENT, in words for the client; empty where nothing is.</summary>
    public static string OfXclient(string name, string value) => name switch
    {
        _ when value.Length > MaxLength => TooLong(name),
        "NAME" when !value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') => "NAME is not a name of a host",
        "ADDR" or "DESTADDR" when !TryReadAddress(value, out _) => $"{name} is not an address; write 192.0.2.1 or IPV6:2001:db8::1",
        "PORT" or "DESTPORT" when !IsPort(value) => NoPort(name),
        "PROTO" when !Is(value, "SMTP") && !Is(value, "ESMTP") => "PROTO is neither SMTP nor ESMTP",
        _ => "",
    };

    /// <summary>What is wrong with a value of XFORWARD: names and addresses there need not be those of the Internet.</summary>
    public static string OfXforward(string name, string value) => name switch
    {
        _ when value.Length > MaxLength => TooLong(name),
        "PORT" when !IsPort(value) => NoPort(name),
        "PROTO" when value.Length > MaxForwardedProtocol => $"PROTO is longer than {MaxForwardedProtocol} characters",
        "SOURCE" when !Is(value, "LOCAL") && !Is(value, "REMOTE") => "SOURCE is neither LOCAL nor REMOTE",
        _ => "",
    };

    /// <summary>The address in <c>192.0.2.1</c> or <c>IPV6:2001:db8::1</c>.</summary>
    public static bool TryReadAddress(string text, out IPAddress address)
    {
        bool isTagged = text.StartsWith(IPv6Tag, StringComparison.OrdinalIgnoreCase);
        string untagged = isTagged ? text[IPv6Tag.Length..] : text;
        bool isAddress = IPAddress.TryParse(untagged, out var parsed);
        address = parsed ?? IPAddress.None;

        // The parser also knows 127.1, 0x7f.1, octal numbers, and brackets, ports and zones around IPv6 addresses and after them.
        return isAddress && (isTagged
            ? address.AddressFamily == AddressFamily.InterNetworkV6 && untagged.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.')
            : address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == untagged);
    }

    /// <summary>The value with "?" for what has a meaning in headers and logs, as a client's words may stand in it.</summary>
    public static string Neuter(string text) => string.Create(text.Length, text, (neutered, original) =>
    {
        for (int i = 0; i < neutered.Length; i++)
            neutered[i] = original[i] is > ' ' and <= '~' and not ('<' or '>' or '(' or ')' or '\\' or '"' or ';') ? original[i] : '?';
    });

    private static bool IsPort(string value) => ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool Is(string value, string word) => value.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static string TooLong(string name) => $"{name} is longer than {MaxLength} characters";

    private static string NoPort(string name) => $"{name} is not a number from 0 to 65535";
}
