using System.Globalization;
using System.Net;
using System.Text;
using SmtpGen.Envelopes;
using SmtpGen.Storage;

namespace SmtpGen.Mail;

/// <summary>
/// What a trusted proxy or filter says about its client: the attributes of XCLIENT and XFORWARD, as Postfix documents them.
/// A value may also be said to be unavailable, for good (<c>[UNAVAILABLE]</c>) or for the moment (<c>[TEMPUNAVAIL]</c>).
/// </summary>
public sealed class ClientAttributes
{
    private readonly Dictionary<string, AttributeValue> _values;

    private ClientAttributes(Dictionary<string, AttributeValue> values) => _values = values;

    /// <summary>The names that XCLIENT may set.</summary>
    public static IReadOnlyList<string> OfXclient { get; } = ["NAME", "ADDR", "PORT", "PROTO", "HELO", "LOGIN", "DESTADDR", "DESTPORT"];

    /// <summary>The names that XFORWARD may set.</summary>
    public static IReadOnlyList<string> OfXforward { get; } = ["NAME", "ADDR", "PORT", "PROTO", "HELO", "IDENT", "SOURCE"];

    /// <summary>No attributes.</summary>
    public static ClientAttributes None { get; } = new([]);

    /// <summary>ADDR and PORT of XCLIENT; port 0 where it is not known. Null when the address is not known.</summary>
    public IPEndPoint? Client => EndPoint("ADDR", "PORT");

    /// <summary>DESTADDR and DESTPORT: where the client connected to. Null when the address is not known.</summary>
    public IPEndPoint? Destination => EndPoint("DESTADDR", "DESTPORT");

    /// <summary>A value by its name in upper case; null when it was not given or is not available.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name).Text;

    /// <summary>Reads attributes that the grammar of XCLIENT has accepted.</summary>
    /// <param name="text">Names and values in xtext, separated by spaces.</param>
    /// <param name="problem">What is wrong with them, in words for the client; empty where nothing is.</param>
    public static ClientAttributes ParseXclient(ReadOnlySpan<byte> text, out string problem) =>
        Parse(text, OfXclient, AttributeRules.OfXclient, out problem);

    /// <summary>Reads attributes that the grammar of XFORWARD has accepted.</summary>
    /// <inheritdoc cref="ParseXclient"/>
    public static ClientAttributes ParseXforward(ReadOnlySpan<byte> text, out string problem) =>
        Parse(text, OfXforward, AttributeRules.OfXforward, out problem);

    /// <summary>Whether an attribute was given, even as unavailable.</summary>
    public bool IsGiven(string name) => _values.ContainsKey(name);

    /// <summary>Whether a value is not known at the moment and may be known later: <c>[TEMPUNAVAIL]</c>.</summary>
    public bool IsTemporarilyUnavailable(string name) => _values.GetValueOrDefault(name).IsTemporarilyUnavailable;

    /// <summary>
    /// The attributes of XFORWARD as they are kept with a message. An address that is said to be unavailable makes it a message of the
    /// filter's own server, whose client is nobody.
    /// </summary>
    public ForwardedClient ToForwardedClient() => IsGiven("ADDR") && this["ADDR"] is null
        ? new ForwardedClient { Id = this["IDENT"], IsLocal = true }
        : new ForwardedClient
        {
            Name = this["NAME"],
            Address = this["ADDR"],
            Port = int.TryParse(this["PORT"], CultureInfo.InvariantCulture, out int port) ? port : null,
            Protocol = this["PROTO"],
            HelloName = this["HELO"],
            Id = this["IDENT"],
            IsLocal = this["SOURCE"]?.Equals("LOCAL", StringComparison.OrdinalIgnoreCase),
        };

    /// <summary>These attributes, replaced by those that a later command gives.</summary>
    /// <param name="later">What the later command says.</param>
    /// <param name="forgotten">Attributes that count for one command only.</param>
    internal ClientAttributes With(ClientAttributes later, params ReadOnlySpan<string> forgotten)
    {
        var values = new Dictionary<string, AttributeValue>(_values);
        foreach (string name in forgotten)
            values.Remove(name);
        foreach (var (name, value) in later._values)
            values[name] = value;
        return new ClientAttributes(values);
    }

    private static ClientAttributes Parse(
        ReadOnlySpan<byte> text, IReadOnlyList<string> known, Func<string, string, string> check, out string problem)
    {
        var values = new Dictionary<string, AttributeValue>();
        problem = "";
        foreach (var range in text.Split((byte)' '))
        {
            var attribute = text[range];
            int equals = attribute.IndexOf((byte)'=');
            string name = Encoding.ASCII.GetString(attribute[..equals]).ToUpperInvariant();
            var value = AttributeValue.Of(Xtext.Decode(attribute[(equals + 1)..]));
            if (!known.Contains(name))
                problem = $"There is no attribute {name}";
            else if (!values.TryAdd(name, value))
                problem = $"The attribute {name} is given twice";
            else if (value.Text is { } said)
                problem = check(name, said);
            if (problem.Length > 0)
                break;
        }

        return new ClientAttributes(values);
    }

    private IPEndPoint? EndPoint(string address, string port) =>
        AttributeRules.TryReadAddress(this[address] ?? "", out var parsed)
            ? new IPEndPoint(parsed, ushort.TryParse(this[port], out ushort number) ? number : 0)
            : null;

    // Text is null where the value is not available.
    private readonly record struct AttributeValue(string? Text, bool IsTemporarilyUnavailable)
    {
        public static AttributeValue Of(string text)
        {
            bool isTemporary = text.Equals("[TEMPUNAVAIL]", StringComparison.OrdinalIgnoreCase);
            bool isUnavailable = isTemporary || text.Equals("[UNAVAILABLE]", StringComparison.OrdinalIgnoreCase);
            return new(isUnavailable ? null : AttributeRules.Neuter(text), isTemporary);
        }
    }
}
