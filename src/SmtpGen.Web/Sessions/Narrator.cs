using SmtpGen.Language.Model;
using SmtpGen.Reference.Explanations;

namespace SmtpGen.Web.Sessions;

/// <summary>Says what the lines of a conversation mean.</summary>
/// <param name="protocol">The protocol that is spoken.</param>
/// <param name="locale">The language.</param>
internal sealed class Narrator(ProtocolModel protocol, string locale)
{
    private readonly Explainer _explainer = new(protocol, locale);

    /// <summary>Lines with their meanings.</summary>
    /// <param name="lines">The lines, in their order.</param>
    /// <param name="verb">The last command before them; null for none.</param>
    public IReadOnlyList<SessionLine> Tell(IReadOnlyList<RecordedLine> lines, string? verb = null)
    {
        var told = new List<SessionLine>(lines.Count);
        foreach (var line in lines)
        {
            if (line.Who == Speaker.Client)
                verb = VerbOf(line.Text);
            told.Add(line.Who == Speaker.Server ? Server(line, verb) : Plain(line, line.Who == Speaker.Client ? verb : null));
        }

        return told;
    }

    /// <summary>The commands that a state allows; none where there is no such state.</summary>
    /// <param name="state">Its name, as the generated code has it.</param>
    public IReadOnlyList<string> Allowed(string state) => StateIndex(state) is { } index ? Routes.Allowed(protocol, index) : [];

    private static SessionLine Plain(RecordedLine line, string? verb) =>
        new(line.Number, line.At, line.Who == Speaker.Client ? "client" : "note", line.Text, line.State, verb, null, false, null, null);

    private SessionLine Server(RecordedLine line, string? verb)
    {
        var spoken = ServerLine.Parse(protocol, line.Text);
        bool isLast = spoken is not null && !(line.Text.Length > 3 && line.Text[3] == '-' && char.IsAsciiDigit(line.Text[0]));
        if (!isLast)
            return new(line.Number, line.At, "server", line.Text, line.State, verb, null, false, null, null);
        string code = spoken!.Status.Length > 0 ? spoken.Status : line.Text.Split(' ', 2)[0];
        var found = _explainer.Line(line.Text) as CodeExplanation;
        bool isRefusal = code is ['4' or '5', ..] or ['-', ..];
        var reply = found?.Replies[0];
        return new(
            line.Number, line.At, "server", line.Text, line.State, verb, code, isRefusal,
            reply is null ? null : new ReplyMeaning(reply.Name, found!.ClassName, reply.Meaning, reply.Seen, reply.Fix, $"/replies/{Uri.EscapeDataString(code)}?protocol={protocol.Name.ToLowerInvariant()}#{reply.Name}"),
            isRefusal ? Allowed(line.State) : null);
    }

    private int? StateIndex(string name)
    {
        for (int i = 0; i < protocol.States.Count; i++)
        {
            // A generated state has its name without what a name in C# cannot have.
            if (protocol.States[i].Name.Replace("-", "", StringComparison.Ordinal).Equals(name, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return null;
    }

    private string VerbOf(string line)
    {
        string word = line.TrimStart().Split(' ', 2)[0];
        return protocol.Commands.FirstOrDefault(command => command.Verb.Split(' ')[0].Equals(word, StringComparison.OrdinalIgnoreCase))?.Verb ?? word;
    }
}
