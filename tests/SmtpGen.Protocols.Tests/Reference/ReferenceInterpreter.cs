using System.Numerics;
using System.Text;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;

namespace SmtpGen.Protocols.Tests.Reference;

/// <summary>
/// A plain walk of the model, line by line: slow, and written without a look at the generated code. The application
/// takes the first reply unless <see cref="Choose"/> says otherwise.
/// </summary>
internal sealed class ReferenceInterpreter(ProtocolModel model)
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private int _errors;
    private BodyModel? _body;

    public int State { get; private set; } = model.InitialState;

    public uint Flags { get; private set; }

    public bool IsClosed => model.States[State].IsFinal;

    /// <summary>Names the reply the application chooses for a command; null for the first.</summary>
    public Func<string, string?> Choose { get; init; } = _ => null;

    /// <summary>Code and enhanced code of each reply, in order.</summary>
    public List<string> Replies { get; } = [];

    public void Connect() => Apply(Pick(model.Connect, "CONNECT"), 0);

    /// <summary>Takes a line without its CRLF.</summary>
    public void Line(string line)
    {
        if (IsClosed)
            return;
        if (_body is { } body)
        {
            if (line != ".")
                return;
            _body = null;
            Apply(Pick(body.Rule, "DATA body"), 0);
            return;
        }

        Command(line.TrimEnd(' '));
    }

    private void Command(string line)
    {
        int space = line.IndexOf(' ');
        string verb = (space < 0 ? line : line[..space]).ToUpperInvariant();
        var command = model.Commands.FirstOrDefault(c => c.Verb == verb);
        if (command is null)
            Error(model.Foreign!.Verbs.Contains(verb) ? null : OtherwiseInput.UnknownVerb);
        else if (!IsUsable(command.Extension))
            Error(OtherwiseInput.NotOffered);
        else if (command.Cells[State] < 0)
            Error(OtherwiseInput.WrongState);
        else
            Arguments(command, space < 0 ? null : line[(space + 1)..]);
    }

    private void Arguments(CommandModel command, string? text)
    {
        byte[] octets = Encoding.Latin1.GetBytes(text ?? "");
        if (command.Arguments is null)
        {
            if (text is not null)
                Error(OtherwiseInput.BadArguments);
            else
                Run(command, 0);
            return;
        }

        // The longest part up to a space that the grammar accepts; parameters stand behind it.
        int end = Enumerable.Range(0, octets.Length + 1).Reverse()
            .Where(i => i == octets.Length || (command.TakesParameters && octets[i] == ' '))
            .FirstOrDefault(i => AutomatonInterpreter.Accepts(command.Arguments, octets[..i]), -1);
        string[] parameters = end < 0 || end == octets.Length ? [] : text![(end + 1)..].Split(' ');
        bool isLenient = command.OptionGuards.Count > 0 && (text ?? "").Contains(": ", StringComparison.Ordinal);
        if (end < 0 || isLenient || (octets.Any(o => o > 127) && command.Captures.Any(c => c.AsciiOnly)))
            Error(OtherwiseInput.BadArguments);
        else
            Parameters(command, parameters, octets.Any(o => o > 127));
    }

    private void Parameters(CommandModel command, string[] parameters, bool isBeyondAscii)
    {
        uint sets = 0;
        int? tooBig = null;
        var seen = new HashSet<string>();
        foreach (string parameter in parameters)
        {
            string[] halves = parameter.Split('=', 2);
            string keyword = halves[0].ToUpperInvariant();
            bool isWellFormed = keyword.Length > 0 && char.IsAsciiLetterOrDigit(keyword[0])
                && keyword.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
                && (halves.Length == 1 || (halves[1].Length > 0 && halves[1].All(c => c is > ' ' and not '=' and not '\x7f')));
            if (!isWellFormed)
            {
                Error(OtherwiseInput.BadArguments);
                return;
            }

            var known = command.Parameters.FirstOrDefault(p => p.Keyword == keyword && IsUsable(p.Extension));
            if (known is null)
            {
                Error(OtherwiseInput.UnknownParameter);
                return;
            }

            bool matches = known.Value is null
                ? halves.Length == 1
                : halves.Length == 2 && AutomatonInterpreter.Accepts(known.Value, Encoding.Latin1.GetBytes(halves[1]));
            if (!seen.Add(keyword) || !matches)
            {
                Error(OtherwiseInput.BadArguments);
                return;
            }

            sets |= known.Sets;
            if (known.Capture is { Limit: >= 0 } capture && BigInteger.Parse(halves[1]) > model.Limits[capture.Limit].Default)
                tooBig = capture.TooBigReply;
        }

        if (tooBig is { } reply)
            Say(reply);
        else if (isBeyondAscii && command.NonAscii is { } nonAscii && (nonAscii.Needs & ~(Flags | sets)) != 0)
            Say(nonAscii.Reply);
        else
            Run(command, sets);
    }

    private void Run(CommandModel command, uint parameterFlags)
    {
        if (command.Quota is { } quota && _counts.GetValueOrDefault(command.Verb) >= model.Limits[quota.Limit].Default)
        {
            Say(quota.Reply);
            return;
        }

        var outcome = Pick(command.Rules[command.Cells[State]], command.Verb);
        bool isPositive = model.Replies[outcome.Reply].IsPositive;
        Apply(outcome, isPositive ? parameterFlags : 0);
        if (isPositive && command.Quota is not null)
            _counts[command.Verb] = _counts.GetValueOrDefault(command.Verb) + 1;
    }

    private OutcomeModel Pick(RuleModel rule, string command)
    {
        if (!rule.IsDecision || Choose(command) is not { } name)
            return rule.Outcomes[0];
        return rule.Outcomes.First(o => model.Replies[o.Reply].Name == name);
    }

    private void Apply(OutcomeModel outcome, uint parameterFlags)
    {
        Flags = (Flags | outcome.Sets) & ~outcome.Clears;
        if (outcome.Target >= 0)
        {
            Flags |= parameterFlags;
            Enter(outcome.Target);
        }

        Say(outcome.Reply);
        _body = outcome.Body;
    }

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
    }

    private void Error(OtherwiseInput? input)
    {
        if (input is null)
        {
            Say(model.Foreign!.Reply);
            Enter(model.Foreign.Target);
            return;
        }

        if (_errors++ >= model.Limits.First(l => l.Name == "errors").Default)
            input = OtherwiseInput.TooManyErrors;
        var row = model.Otherwise.First(o => o.Input == input);
        Say(row.Reply);
        if (row.Target >= 0)
            Enter(row.Target);
    }

    private bool IsUsable(int extension) => extension < 0 || (model.ExtensionsNeed & ~Flags) == 0;

    private void Say(int reply)
    {
        var said = model.Replies[reply];
        Replies.Add($"{said.Code} {said.EnhancedCode}".Trim());
    }
}
