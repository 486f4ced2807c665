using System.Text;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;

namespace SmtpGen.Reference;

/// <summary>
/// A plain walk of the model over the octets of a whole conversation: slow, and written without a look at the generated
/// code. The application takes the first reply unless <see cref="Choose"/> says otherwise.
/// </summary>
internal sealed partial class ReferenceInterpreter(ProtocolModel model, ReferenceSettings settings)
{
    // What the parameters of the command set, should it succeed.
    private uint _parameterFlags;
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _tallies = new(StringComparer.Ordinal);
    private byte[] _input = [];
    private IReadOnlySet<int> _waits = new HashSet<int>();
    private int _at;
    private long _errors;
    private (CommandModel Command, RuleModel Rule, ReadLineModel Line)? _exchange;
    private CommandModel? _command;

    public int State { get; private set; } = model.InitialState;

    public uint Flags { get; private set; }

    public bool IsClosed => model.States[State].IsFinal;

    /// <summary>The name of the decision on a body.</summary>
    public const string Body = "BODY";

    /// <summary>Chooses among the outcomes of a rule; null: by name.</summary>
    public Func<RuleModel, Choice>? Decide { get; init; }

    /// <summary>Names the reply the application chooses for a command; null for the first.</summary>
    public Func<string, string?> Choose { get; init; } = _ => null;

    /// <summary>How many protocol errors the client made.</summary>
    public long Errors => _errors;

    /// <summary>Code and enhanced code of each reply, in order.</summary>
    public List<string> Replies { get; } = [];

    private static string Latin1(ReadOnlySpan<byte> octets) => Encoding.Latin1.GetString(octets);

    /// <summary>Greets, and takes all that the client sends.</summary>
    /// <param name="input">The octets of the whole conversation.</param>
    /// <param name="waits">Where in them the client waits for what the server says; at their end it does.</param>
    public void Run(byte[] input, IReadOnlySet<int> waits)
    {
        _waits = waits;
        if (settings.IsSecure)
            Secure();
        Answer(Pick(model.Connect, "CONNECT"));
        _input = input;
        while (!IsClosed && Step())
        {
        }
    }

    // False when the rest is not enough for another step.
    private bool Step()
    {
        if (_dotted is { } body)
            return Dotted(body);
        if (_announced is { } announced)
            return CarryOut(announced);
        return Line();
    }

    private bool Line()
    {
        if (_at < _input.Length && _exchange is null && model.Foreign is { } foreign && foreign.Octets.Contains(_input[_at]))
        {
            Foreign();
            return true;
        }

        if (_exchange is null)
            _parameterFlags = 0;
        int end = Array.IndexOf(_input, (byte)'\n', _at);
        int length = (end < 0 ? _input.Length : end) - _at;
        if (length > model.Lines.Drain)
        {
            Event(OtherwiseInput.EndlessLine);
            return true;
        }

        if (end < 0)
            return false;
        var line = _input.AsSpan(_at, length);
        _at = end + 1;
        bool isExchange = _exchange is not null;
        int max = _exchange?.Line.Max ?? Find(Verb(line)) switch
        {
            { LineMax: > 0 and var own } => own,
            _ => model.Lines.Max,
        };
        // How the line ends is looked at before what this command allows, but not where it is longer than any may be.
        int longest = isExchange ? max : model.Commands.Select(command => command.LineMax).Append(model.Lines.Max).Max();
        bool isBare = !line.EndsWith("\r"u8) && !IsOn(model.Otherwise.First(o => o.Input == OtherwiseInput.BareLineFeed).Unless);
        if (length + 1 > (isBare ? longest : max))
        {
            TooLong(Find(Verb(line)));
        }
        else if (isBare)
        {
            Event(OtherwiseInput.BareLineFeed);
        }
        else
        {
            line = line.EndsWith("\r"u8) ? line[..^1] : line;
            if (isExchange)
                Exchange(line.ToArray());
            else
                Command(Find(Verb(line)) is { KeepsSpaces: true } ? line : line.TrimEnd(Encoding.Latin1.GetBytes(Blanks)));
        }

        return true;
    }

    // A verb of two words, with one space between them, comes before one that is the first of them.
    private string Verb(ReadOnlySpan<byte> line)
    {
        string text = Latin1(line).TrimEnd('\r').ToUpperInvariant();
        string first = text.Split(Blanks)[0];
        string rest = text[first.Length..].TrimEnd(Blanks);
        string both = first + (rest.Length > 1 ? rest[0] + rest[1..].Split(' ')[0] : "");
        return Find(both) is null ? first : both;
    }

    private CommandModel? Find(string verb) => model.Commands.FirstOrDefault(c => c.Verb == verb);

    private void TooLong(CommandModel? command)
    {
        var exchange = _exchange;
        _exchange = null;
        _command = exchange?.Command ?? command;
        if (exchange is { } asked)
            Error(asked.Line.TooLong);
        else if (command is { Chunk: not null, BadArguments: { } bad })
            Error(bad);
        else
            Error(OtherwiseInput.LineTooLong);
    }

    private void Exchange(byte[] line)
    {
        var (command, rule, asked) = _exchange!.Value;
        _exchange = null;
        if (asked.Cancel is { } cancel && Latin1(line) == asked.CancelText)
            Apply(cancel);
        else if (!AutomatonInterpreter.Accepts(asked.Line, line, Switches))
            Error(asked.BadArguments);
        else
            Answer(Pick(rule, command.Verb), command, rule: rule);
    }

    private void Command(ReadOnlySpan<byte> line)
    {
        string verb = Verb(line);
        _command = Find(verb);
        _captured.Clear();
        byte[]? arguments = line.Length > verb.Length ? Behind(line[verb.Length..]).ToArray() : null;
        if (Find(verb) is { Chunk: not null } chunk)
            Announce(chunk, arguments ?? []);
        else if (Find(verb) is { } command)
            CarryOut(command, arguments);
        else if (model.Foreign is { } foreign && foreign.Verbs.Contains(verb, StringComparer.OrdinalIgnoreCase))
            Foreign();
        else
            Error(OtherwiseInput.UnknownVerb);
    }

    private ReadOnlySpan<byte> Behind(ReadOnlySpan<byte> blanks) =>
        IsOn(model.Lines.AnyBlanks) ? blanks.TrimStart(" \t"u8) : blanks[1..];

    // The rule of a command in the state; null where neither the table nor an option has one.
    private RuleModel? Rule(CommandModel command)
    {
        if (command.Cells[State] >= 0)
            return command.Rules[command.Cells[State]];
        return command.Opened.FirstOrDefault(o => o.State == State && IsOn(o.Option)) is { } opened ? command.Rules[opened.Rule] : null;
    }

    private void CarryOut(CommandModel command, byte[]? arguments)
    {
        var extension = command.Extension < 0 ? null : model.Extensions[command.Extension];
        if (extension is not null && !IsOn(extension))
            Error(OtherwiseInput.NotOffered);
        else if (command.Policies.FirstOrDefault(IsUnmet) is { } policy)
            Deny(policy.Reply);
        else if (Rule(command) is null || (extension is not null && !AreUsable))
            Error(OtherwiseInput.WrongState);
        else if (command.Needs.FirstOrDefault(IsUnmet) is { } need)
            Deny(need.Reply);
        else
            Arguments(command, arguments);
    }

    private bool IsUnmet(NeedModel need) =>
        (need.Option < 0 || settings.Options.Contains(model.Options[need.Option].Name))
        && ((need.Set & ~Flags) != 0 || (need.Clear & Flags) != 0);

    private void Run(CommandModel command, uint parameterFlags)
    {
        if (command.Quota is { } quota && _counts.GetValueOrDefault(command.Verb) >= settings.Limits[model.Limits[quota.Limit].Name])
            Deny(quota.Reply);
        else if (MayUpgrade(command) && _at < _input.Length && !_waits.Contains(_at))
            Event(OtherwiseInput.SentAhead);
        else
            Answer(Pick(Rule(command)!, command.Verb), command, parameterFlags, Rule(command));
    }

    private static bool MayUpgrade(CommandModel command) =>
        command.Rules.SelectMany(rule => rule.Outcomes).Any(outcome => outcome.Then is UpgradeModel);

    private Chosen Pick(RuleModel rule, string command)
    {
        // A handler reads a body even where one answer is left.
        if (!rule.IsDecision && (Decide is null || command != Body))
            return new(rule.Outcomes[0]);
        if (Decide is not null)
            return Decide(rule) is { Index: >= 0 } choice ? new(rule.Outcomes[choice.Index], choice.Text, choice.Sent) : new(null);
        return new(Choose(command) is { } name ? rule.Outcomes.First(o => model.Replies[o.Reply].Name == name) : rule.Outcomes[0]);
    }

    private void Answer(Chosen chosen, CommandModel? command = null, uint parameterFlags = 0, RuleModel? rule = null)
    {
        if (chosen.Outcome is { } outcome)
            Apply(outcome, command, parameterFlags, rule, chosen);
        else
            Event(OtherwiseInput.HandlerCloses);
    }

    private void Apply(OutcomeModel answer, CommandModel? command = null, uint parameterFlags = 0, RuleModel? rule = null, Chosen? chosen = null)
    {
        var outcome = OneTooMany(answer, command) is { } tally ? new OutcomeModel(tally.Reply, tally.Target, 0, 0, null) : answer;
        bool isPositive = Routes.IsPositive(model, outcome);
        Flags = (Flags | outcome.Sets) & ~outcome.Clears;
        if (outcome.Target >= 0)
        {
            Flags |= isPositive ? parameterFlags : 0;
            Enter(outcome.Target);
        }

        if (isPositive && command?.Quota is not null && outcome.Then is not GoOnModel)
            _counts[command.Verb] = _counts.GetValueOrDefault(command.Verb) + 1;
        if (outcome.Reply >= 0)
            Say(outcome.Reply, outcome == answer ? chosen?.Text : null, outcome.Then is SendBodyModel ? chosen?.Sent ?? "" : null);
        switch (outcome.Then)
        {
            case ReadBodyModel read:
                Begin(read);
                break;
            case ReadLineModel line:
                _exchange = (command!, rule!, line);
                break;
            case GoOnModel:
                Answer(Pick(rule!, command!.Verb), command, parameterFlags, rule);
                break;
            case UpgradeModel:
                Secure();
                break;
        }
    }

    // The first row that has counted enough of such answers; null: none.
    private TallyModel? OneTooMany(OutcomeModel answer, CommandModel? command)
    {
        foreach (var tally in model.Tallies)
        {
            string limit = model.Limits[tally.Limit].Name;
            bool isCounted = tally.Replies.Contains(answer.Reply) || tally.Commands.Any(c => model.Commands[c] == command);
            long count = _tallies.GetValueOrDefault(limit);
            if (isCounted && count >= settings.Limits[limit])
                return tally;
            _tallies[limit] = tally.Until.Contains(answer.Reply) ? 0 : isCounted ? count + 1 : count;
        }

        return null;
    }

    private void Secure() => Flags |= model.Commands.SelectMany(c => c.Rules).SelectMany(r => r.Outcomes)
        .Where(o => o.Then is UpgradeModel).Aggregate(0u, (flags, o) => flags | o.Sets);

    private void Enter(int state)
    {
        State = state;
        for (int i = 0; i < model.Flags.Count; i++)
        {
            if (model.Flags[i].Scope >= 0 && !model.Groups[model.Flags[i].Scope].Members.Contains(state))
                Flags &= ~(1u << i);
        }

        foreach (var command in model.Commands)
        {
            if (command.Quota is { } quota && !model.Groups[quota.Group].Members.Contains(state))
                _counts.Remove(command.Verb);
        }

        GiveUpChunks();
    }

    private void Foreign()
    {
        Enter(model.Foreign!.Target);
        Say(model.Foreign.Reply);
    }

    private void Error(OtherwiseInput input)
    {
        if (IsCounted())
            Event(input);
    }

    private void Error(OutcomeModel outcome)
    {
        if (IsCounted())
            Apply(outcome);
    }

    // False when there were too many, which was said.
    private bool IsCounted()
    {
        if (_errors++ < settings.Limits.GetValueOrDefault("errors", long.MaxValue))
            return true;
        Event(OtherwiseInput.TooManyErrors);
        return false;
    }

    private void Event(OtherwiseInput input)
    {
        var row = model.Otherwise.First(o => o.Input == input);
        if (row.Target >= 0)
            Enter(row.Target);
        if (row.Reply >= 0)
            Say(row.Reply);
    }

    // What a policy, a need or a limit says counts like what a rule says.
    private void Deny(int reply)
    {
        if (OneTooMany(new OutcomeModel(reply, -1, 0, 0, null), null) is not { } tally)
        {
            Say(reply);
            return;
        }

        if (tally.Target >= 0)
            Enter(tally.Target);
        if (tally.Reply >= 0)
            Say(tally.Reply);
    }

    /// <summary>What the application chooses.</summary>
    /// <param name="Index">Which of the outcomes; -1: it ends the session.</param>
    /// <param name="Text">The value of the reply's parameter, or its own words; null: neither.</param>
    /// <param name="Sent">The lines that follow the reply, if any do.</param>
    internal readonly record struct Choice(int Index, string? Text, string Sent);

    private sealed record Chosen(OutcomeModel? Outcome, string? Text = null, string Sent = "");
}
