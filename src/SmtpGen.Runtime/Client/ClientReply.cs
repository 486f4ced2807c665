using System.Text;

namespace SmtpGen.Runtime.Client;

/// <summary>A reply as a server sent it.</summary>
public class ClientReply
{
    private readonly ReceivedReply _received;
    private readonly ClientTable _table;

    // The reader has checked the form of all lines.
    internal ClientReply(ReceivedReply received, ClientTable table, string command, string state, IReadOnlyList<ClientReply> before)
    {
        _received = received;
        _table = table;
        Command = command;
        State = state;
        Before = before;
    }

    private protected ClientReply(ClientReply reply)
        : this(reply._received, reply._table, reply.Command, reply.State, reply.Before)
    {
    }

    /// <summary>
    /// The three-digit code; of a reply with a status 200, 300 or 500, as the status is positive, intermediate or negative; 0 where none
    /// was received.
    /// </summary>
    public int Code => _received.Code;

    /// <summary>The replies that came before this one and belong to it, such as the lines of a listing, in their order.</summary>
    public IReadOnlyList<ClientReply> Before { get; }

    /// <summary>Name in the specification of the reply that it was taken for; empty where it is none of the declared ones.</summary>
    public string Name => IsDeclared ? _table.ReplyName(Declared) : "";

    /// <summary>Whether the code is 1xx, 2xx or 3xx.</summary>
    public bool IsPositive => Code is > 0 and < 400;

    /// <summary>
    /// Whether the server sent it. It did not where the session had ended before a command that leaves, such as QUIT, could be sent or
    /// was answered.
    /// </summary>
    public bool IsReceived => Code != 0;

    /// <summary>Whether the code is 3xx: the server waits for more.</summary>
    public bool IsIntermediate => Code / 100 == 3;

    /// <summary>Whether the code is 4xx: the same command may succeed later.</summary>
    public bool IsTransient => Code / 100 == 4;

    /// <summary>Whether the code is 5xx: the same command will fail again.</summary>
    public bool IsPermanent => Code / 100 == 5;

    /// <summary>The enhanced status code that every line begins with, such as <c>5.1.1</c> (RFC 2034); empty where there is none.</summary>
    public string EnhancedCode => HasCode ? ReplyText.EnhancedCode(_received.Octets) : "";

    /// <summary>
    /// The texts of the lines after the code or status, enhanced status codes included. Octets that a line counts, and the line end before
    /// them, are part of it.
    /// </summary>
    public IReadOnlyList<string> Lines => field ??= ReplyText.Lines(_received);

    /// <summary>The texts of the lines without codes, separated by LF.</summary>
    public string Text => ReplyText.WithoutCodes(Lines, EnhancedCode);

    /// <summary>The lines as sent, CRLF included.</summary>
    public ReadOnlyMemory<byte> Octets => _received.Octets;

    /// <summary>What was answered, as a transcript shows it: <c>MAIL FROM:&lt;a@example.org&gt;</c>; secrets are hidden.</summary>
    public string Command { get; }

    /// <summary>Name of the state that the reply has led to.</summary>
    public string State { get; }

    /// <summary>Index of the reply in the specification that it was taken for; -1: none is declared with this code.</summary>
    internal int Declared => _received.Declared;

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
        if (!IsReceived)
            return $"{server} did not answer {Command}: the session had ended before (state {State}).";
        string said = $"{server} answered {Command} with \"{ToString().ReplaceLineEndings(" / ")}\" (state {State}).";
        return string.Join(' ', new[] { said, Meaning(), Fix() }.Where(text => text.Length > 0));
    }

    /// <summary>
    /// A value that the specification gives the reply, as text: <c>reply["count"]</c>; null where the reply does not look as the
    /// specification says.
    /// </summary>
    /// <param name="value">Its name in the specification.</param>
    /// <exception cref="ArgumentException">The reply that this one was taken for has no value of that name.</exception>
    public string? this[string value] => ValueOf(value) is { } octets ? Encoding.UTF8.GetString(octets.Span) : null;

    /// <summary>The octets of a value that the specification gives the reply, out of quotation marks where it stands in some.</summary>
    /// <param name="value">Its name in the specification.</param>
    /// <returns>The octets; null where the reply does not look as the specification says.</returns>
    /// <exception cref="ArgumentException">The reply that this one was taken for has no value of that name.</exception>
    public ReadOnlyMemory<byte>? ValueOf(string value) => IsDeclared ? ReplyValues.Find(_table, _received, value) : null;

    /// <summary>The lines as sent, without the last line end.</summary>
    public override string ToString() => Encoding.UTF8.GetString(_received.Octets).TrimEnd('\r', '\n');

    private bool HasCode => _table.Server?.HasStatuses != true;
}
