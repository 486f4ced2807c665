using System.Text;
using SmtpGen.Runtime;
using SmtpGen.Tool.Serve.Logging;
using SmtpGen.Web.Sessions;

namespace SmtpGen.Tool.Serve.Verbose;

/// <summary>
/// Tells of a session in the log: a line for each refusal, with the state and the command, or all that is said. What clients
/// log in with is not told, and a message is told by its octets.
/// </summary>
/// <param name="log">Takes the lines.</param>
/// <param name="session">The session, for the client's address.</param>
/// <param name="protocol">What is told of the protocol.</param>
/// <param name="tellsAll">Whether all is told, and not refusals only.</param>
internal sealed class SessionWitness(ServeLog log, ServerSession session, ProtocolWords protocol, bool tellsAll) : ISessionObserver
{
    // More than the verb of any command and the blanks before it.
    private const int MostKept = 64;

    private readonly CommandMask _mask = new(protocol);
    private readonly byte[] _command = new byte[MostKept];
    private int _commandLength;
    private bool _hasCommand;
    private string _state = "";
    private long _body;

    /// <inheritdoc/>
    public void OnCommand(ReadOnlySpan<byte> line)
    {
        TellBody();
        _state = session.StateName;
        if (tellsAll)
            Tell("C", _mask.Hide(Encoding.UTF8.GetString(line)).Shown);

        // The verb is looked for when it is told: of most commands nothing is.
        _commandLength = Math.Min(line.Length, MostKept);
        line[.._commandLength].CopyTo(_command);
        _hasCommand = true;
    }

    /// <inheritdoc/>
    public void OnExchange()
    {
        if (tellsAll)
            Tell("C", CommandMask.Hidden);
    }

    /// <inheritdoc/>
    public void OnBody(int octets) => _body += octets;

    /// <inheritdoc/>
    public void OnReplies(ReadOnlySpan<byte> replies)
    {
        TellBody();
        foreach (var range in replies.Split("\r\n"u8))
        {
            var line = replies[range];
            if (line.IsEmpty)
                continue;
            if (tellsAll)
                Tell("S", Encoding.UTF8.GetString(line));
            else if (IsRefusal(line))
                log.Tell($"refused {session.RemoteEndPoint} {protocol.Name} {State()} {Command()}: {Encoding.UTF8.GetString(line)}");
        }
    }

    // The last line of a reply: 4yz and 5yz (RFC 5321 section 4.2.1), -ERR (RFC 1939 section 3).
    private static bool IsRefusal(ReadOnlySpan<byte> line) =>
        line.StartsWith("-ERR"u8) || (line is [(byte)'4' or (byte)'5', _, _, ..] && (line.Length == 3 || line[3] == ' '));

    private string State() => _state.Length > 0 ? _state : session.StateName;

    private string Command() =>
        _hasCommand ? _mask.Hide(Encoding.UTF8.GetString(_command.AsSpan(0, _commandLength))).Verb : "(no command)";

    private void TellBody()
    {
        if (_body > 0 && tellsAll)
            Tell("--", $"{_body} octets of a message");
        _body = 0;
    }

    private void Tell(string speaker, string text) => log.Tell($"{session.RemoteEndPoint} {speaker}: {text}");
}
