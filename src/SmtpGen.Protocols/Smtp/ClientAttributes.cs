using System.Net;
using System.Text;

namespace SmtpGen.Protocols.Smtp;

/// <summary>
/// What a trusted proxy or filter says of its client: the attributes of XCLIENT and XFORWARD, as Postfix documents them.
/// Values that are not known, <c>[UNAVAILABLE]</c> and <c>[TEMPUNAVAIL]</c>, are left out.
/// </summary>
public sealed class ClientAttributes
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    private ClientAttributes()
    {
    }

    /// <summary>The names that XCLIENT may set.</summary>
    public static IReadOnlyList<string> OfXclient { get; } = ["NAME", "ADDR", "PORT", "PROTO", "HELO", "LOGIN", "DESTADDR", "DESTPORT"];

    /// <summary>The names that XFORWARD may set.</summary>
    public static IReadOnlyList<string> OfXforward { get; } = ["NAME", "ADDR", "PORT", "PROTO", "HELO", "IDENT", "SOURCE"];

    /// <summary>The client's address and port; null when the address is not known.</summary>
    public IPEndPoint? EndPoint { get; private set; }

    /// <summary>A value by its name; null when it was not given or is not known.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>Reads attributes that the grammar has accepted.</summary>
    /// <param name="text">Names and values in xtext, separated by spaces.</param>
    /// <param name="known">The names that may be set.</param>
    /// <param name="problem">What is wrong with them, in words for the client; empty where nothing is.</param>
    public static ClientAttributes Parse(ReadOnlySpan<byte> text, IReadOnlyList<string> known, out string problem)
    {
        var attributes = new ClientAttributes();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        problem = "";
        foreach (var range in text.Split((byte)' '))
        {
            var attribute = text[range];
            int equals = attribute.IndexOf((byte)'=');
            string name = Encoding.ASCII.GetString(attribute[..equals]).ToUpperInvariant();
            string value = Xtext.Decode(attribute[(equals + 1)..]);
            if (!known.Contains(name))
                problem = $"There is no attribute {name}";
            else if (!seen.Add(name))
                problem = $"The attribute {name} is given twice";
            else if (value is not ("[UNAVAILABLE]" or "[TEMPUNAVAIL]"))
                attributes._values[name] = value;
            if (problem.Length > 0)
                return attributes;
        }

        problem = attributes.ReadEndPoint();
        return attributes;
    }

    private string ReadEndPoint()
    {
        const string IPv6Tag = "IPV6:";
        ushort port = 0;
        if (this["PORT"] is { } portText && !ushort.TryParse(portText, out port))
            return "PORT is no number from 0 to 65535";
        if (this["ADDR"] is not { } text)
            return "";
        if (text.StartsWith(IPv6Tag, StringComparison.OrdinalIgnoreCase))
            text = text[IPv6Tag.Length..];
        if (!IPAddress.TryParse(text, out var address))
            return "ADDR is no address; write 192.0.2.1 or IPV6:2001:db8::1";
        EndPoint = new IPEndPoint(address, port);
        return "";
    }
}
