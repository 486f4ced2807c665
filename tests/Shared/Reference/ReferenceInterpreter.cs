using System.Text;
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
    public Func<RuleModel, CommandModel?, Choice>? Decide { get; init; }

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
        if (_counting is not null)
            return Count();
        if (_nextLine is not null)
            return NextLine();
        if (_announced is { } announced)
            return CarryOut(announced);
        return Line();
    }

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

    private void Run(CommandModel command)
    {
        if (command.Quota is { } quota && _counts.GetValueOrDefault(command.Verb) >= settings.Limits[model.Limits[quota.Limit].Name])
            Deny(quota.Reply);
        else if (_dataFault is { } fault)
            Apply(fault);
        else if (MayUpgrade(command) && _at < _input.Length && !_waits.Contains(_at))
            Event(OtherwiseInput.SentAhead);
        else
            Answer(Pick(Rule(command)!, command.Verb), command, Rule(command));
    }

    private static bool MayUpgrade(CommandModel command) =>
        command.Rules.SelectMany(rule => rule.Outcomes).Any(outcome => outcome.Then is UpgradeModel);

    private Chosen Pick(RuleModel rule, string command)
    {
        // A handler reads a body even where one answer is left.
        if (!rule.IsDecision && (Decide is null || command != Body))
            return new(rule.Outcomes[0]);
        if (Decide is not null)
        {
            var choice = Decide(rule, model.Commands.FirstOrDefault(c => c.Verb == command));
            foreach (var (reply, text) in choice.Before ?? [])
                Say(reply, text);
            return choice.Index >= 0 ? new(rule.Outcomes[choice.Index], choice.Text, choice.Sent) : new(null);
        }

        return new(Choose(command) is { } name ? rule.Outcomes.First(o => model.Replies[o.Reply].Name == name) : rule.Outcomes[0]);
    }

    /// <summary>What the application chooses.</summary>
    /// <param name="Index">Which of the outcomes; -1: it ends the session.</param>
    /// <param name="Text">The value of the reply's parameter, or its own words; null: neither.</param>
    /// <param name="Sent">The lines that follow the reply, if any do.</param>
    /// <param name="Before">The replies that are sent before it, with the values in their texts; null: none.</param>
    internal readonly record struct Choice(int Index, string? Text, string Sent, IReadOnlyList<(int Reply, string? Text)>? Before = null);

    private sealed record Chosen(OutcomeModel? Outcome, string? Text = null, string Sent = "");
}
