using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Dialogs;

/// <summary>A part of a dialog: what the client says, and the answers to it.</summary>
/// <param name="Start">The index of its first line.</param>
/// <param name="End">The index after its last line.</param>
internal readonly record struct Exchange(int Start, int End)
{
    /// <summary>Cuts a dialog: a client's line after a server's begins another exchange.</summary>
    public static IReadOnlyList<Exchange> Of(IReadOnlyList<DialogLine> lines)
    {
        var exchanges = new List<Exchange>();
        int start = 0;
        for (int i = 1; i < lines.Count; i++)
        {
            if (IsInput(lines[i].Kind) && !IsInput(lines[i - 1].Kind))
            {
                exchanges.Add(new Exchange(start, i));
                start = i;
            }
        }

        if (start < lines.Count)
            exchanges.Add(new Exchange(start, lines.Count));
        return exchanges;
    }

    /// <summary>Whether its command may lead away from the state in which a session begins, as greetings and logins do.</summary>
    public bool Opens(ProtocolModel protocol, IReadOnlyList<DialogLine> lines)
    {
        var exchange = this;
        return protocol.Commands.Any(command =>
            command.Cells[protocol.InitialState] is >= 0 and var rule
            && Begins(lines[exchange.Start], command.Verb)
            && command.Rules[rule].Answers(protocol).Any(answer => Routes.IsPositive(protocol, answer) && answer.Target >= 0 && answer.Target != protocol.InitialState
                && !protocol.States[answer.Target].IsFinal));
    }

    /// <summary>Whether a line of a client is such a command.</summary>
    public static bool Begins(DialogLine line, string verb) =>
        line.Kind == DialogLineKind.Client
        && line.Text.StartsWith(verb, StringComparison.OrdinalIgnoreCase)
        && (line.Text.Length == verb.Length || line.Text[verb.Length] is ' ' or '\\');

    private static bool IsInput(DialogLineKind kind) => kind is DialogLineKind.Client or DialogLineKind.Signal or DialogLineKind.Handshake;
}
