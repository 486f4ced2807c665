using System.Text;

namespace SmtpGen.Runtime.Client;

/// <summary>A reply as a server sent it: RFC 5321 section 4.2.</summary>
public class ClientReply
{
    private readonly byte[] _octets;
    private readonly ClientTable _table;

    // A copy of all lines, CRLF included; the reader has checked their form.
    internal ClientReply(byte[] octets, ClientTable table, string command, int declared, string state)
    {
        _octets = octets;
        _table = table;
        Command = command;
        Declared = declared;
        State = state;
        Code = CodeOf(octets);
    }

    private protected ClientReply(ClientReply reply)
        : this(reply._octets, reply._table, reply.Command, reply.Declared, reply.State)
    {
    }

    /// <summary>The three-digit code.</summary>
    public int Code { get; }

    /// <summary>Whether the code is 2xx or 3xx.</summary>
    public bool IsPositive => Code < 400;

    /// <summary>Whether the code is 3xx: the server waits for more.</summary>
    public bool IsIntermediate => Code / 100 == 3;

    /// <summary>Whether the code is 4xx: the same command may succeed later.</summary>
    public bool IsTransient => Code / 100 == 4;

    /// <summary>Whether the code is 5xx: the same command will fail again.</summary>
    public bool IsPermanent => Code / 100 == 5;

    /// <summary>The enhanced status code that every line begins with, such as <c>5.1.1</c> (RFC 2034); empty where there is none.</summary>
    public string EnhancedCode => ReplyText.EnhancedCode(_octets);

    /// <summary>The texts of the lines after the code, enhanced status codes included.</summary>
    public IReadOnlyList<string> Lines => field ??= ReplyText.Lines(_octets);

    /// <summary>The texts of the lines without codes, separated by LF.</summary>
    public string Text => ReplyText.WithoutCodes(Lines, EnhancedCode);

    /// <summary>The lines as sent, CRLF included.</summary>
    public ReadOnlyMemory<byte> Octets => _octets;

    /// <summary>What was answered, as a transcript shows it: <c>MAIL FROM:&lt;a@example.org&gt;</c>; secrets are hidden.</summary>
    public string Command { get; }

    /// <summary>Name of the state that the reply has led to.</summary>
    public string State { get; }

    /// <summary>Index of the reply in the specification that it was taken for; -1: none is declared with this code.</summary>
    internal int Declared { get; }

    /// <summary>
    /// Whether it was taken for a reply that the specification declares as an answer to what was answered. One that was not is
    /// taken for what its class says.
    /// </summary>
    public bool IsDeclared => Declared >= 0;

    /// <summary>What the specification says that this reply means; empty where it declares no such reply.</summary>
    /// <param name="locale">Language tag; English where there is no translation.</param>
    public string Meaning(string locale = "en") => IsDeclared ? _table.Meaning(Declared, locale) : "";

    /// <summary>What the specification says one can do about this reply; empty where it declares no such reply.</summary>
    /// <param name="locale">Language tag; English where there is no translation.</param>
    public string Fix(string locale = "en") => IsDeclared ? _table.Fix(Declared, locale) : "";

    /// <summary>
    /// Tells a person in one line, in English, what was answered to which command, in which state the session is, and what the
    /// specification says that this means and what one can do.
    /// </summary>
    /// <param name="server">Who answered.</param>
    public string Describe(string server = "The server")
    {
        string said = $"{server} answered {Command} with \"{ToString().ReplaceLineEndings(" / ")}\" (state {State}).";
        return string.Join(' ', new[] { said, Meaning(), Fix() }.Where(text => text.Length > 0));
    }

    internal static int CodeOf(ReadOnlySpan<byte> reply) => ((reply[0] - '0') * 100) + ((reply[1] - '0') * 10) + reply[2] - '0';

    /// <summary>The lines as sent, without the last line end.</summary>
    public override string ToString() => Encoding.UTF8.GetString(_octets).TrimEnd('\r', '\n');
}
