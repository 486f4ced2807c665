using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>A protocol whose names are resolved, with the places they stand at: what the checks look at.</summary>
internal sealed class BoundProtocol
{
    /// <summary>All files of the project, of this protocol and of others.</summary>
    public required FileSet Files { get; init; }

    /// <summary>The rules that patterns may refer to.</summary>
    public required LinkedGrammar Grammar { get; init; }

    public required ProtocolSyntax Syntax { get; init; }

    public required LinesModel Lines { get; init; }

    /// <summary>The settings of <c>lines</c>, where they stand.</summary>
    public required IReadOnlyList<SettingSyntax> LineSettings { get; init; }

    public required WaitsModel Waits { get; init; }

    public required StateTable States { get; init; }

    public required SymbolTable<FlagModel> Flags { get; init; }

    public required SymbolTable<LimitModel> Limits { get; init; }

    public required SymbolTable<OptionModel> Options { get; init; }

    public required SymbolTable<ExtensionModel> Extensions { get; init; }

    public required SymbolTable<BoundReply> Replies { get; init; }

    public required IReadOnlyList<ClassMember> Classes { get; init; }

    public required uint ExtensionsNeed { get; init; }

    public required int ExtensionsOr { get; init; }

    public required IReadOnlyList<BoundCommand> Commands { get; init; }

    public required IReadOnlyList<BoundOutcome> Connect { get; init; }

    /// <summary>Whether a handler is asked about a new connection although there is one reply, since it gives values with it.</summary>
    public bool ConnectAsks => Connect.Count > 0 && Connect[0].Model.Reply >= 0 && Replies[Connect[0].Model.Reply].Model.Parameters.Count > 0;

    public required IReadOnlyList<BoundOtherwise> Otherwise { get; init; }

    public required IReadOnlyList<BoundUnsolicited> Unsolicited { get; init; }

    public required BoundForeign? Foreign { get; init; }

    public required IReadOnlyList<BoundTally> Tallies { get; init; }

    public required IReadOnlyList<HelpSyntax> Helps { get; init; }

    public required SymbolTable<WordModel> Words { get; init; }

    public required SymbolTable<BoundBody> Bodies { get; init; }

    public required StatusesModel? Statuses { get; init; }

    public required PrefixModel? Prefix { get; init; }

    public required BoundLiterals? Literals { get; init; }

    public required BoundArrays? Arrays { get; init; }

    public required CodeRules CodeRules { get; init; }

    /// <summary>Flags that something reads, as a mask.</summary>
    public required uint FlagsRead { get; init; }

    /// <summary>How its commands are written.</summary>
    public ProtocolGrammar ToGrammar() => new(
        Grammar, Commands.GroupBy(command => command.WrittenVerb(Lines.HasExactVerbs)).ToDictionary(verb => verb.Key, verb => verb.First().ToPattern()));

    public ProtocolModel ToModel(ProtocolModel? parent) => new(
        Syntax.Name.Text, Syntax.Cites?.Text ?? "", Syntax.Doc, Lines, Waits,
        Limits.Values.ToEquatableArray(), Options.Values.ToEquatableArray(), Flags.Values.ToEquatableArray(),
        States.ToStates(), States.ToGroups(), States.Initial,
        Replies.Values.Select(r => r.Model).ToEquatableArray(),
        Classes.Select(ToClass).ToEquatableArray(),
        Extensions.Values.ToEquatableArray(), ExtensionsNeed, ExtensionsOr,
        Commands.Select(c => c.ToModel(States.Leaves.Count, Lines.HasExactVerbs, (parent?.Lines ?? Lines).HasExactVerbs)).ToEquatableArray(),
        new RuleModel(Connect.Select(o => o.Model).ToEquatableArray()) { Asks = ConnectAsks },
        Otherwise.Select(o => o.Model).ToEquatableArray(), Foreign?.Model,
        Helps.GroupBy(h => h.Locale.Text).OrderBy(h => h.Key, StringComparer.Ordinal).Select(ToHelp).ToEquatableArray(),
        Words.Values.ToEquatableArray(),
        Bodies.Values.Where(b => b.IsComplete).Select(b => b.ToModel()).ToEquatableArray(),
        parent,
        Statuses,
        Tallies.Select(t => t.Model).ToEquatableArray())
    {
        Prefix = Prefix,
        Unsolicited = Unsolicited.Select(u => u.Model).ToEquatableArray(),
        Literals = Literals?.Model,
        Arrays = Arrays?.Model,
    };

    /// <summary>The answers to everything that is not a legal command, however often one is given.</summary>
    public IEnumerable<BoundOutcome> OtherwiseOutcomes =>
        Otherwise.Select(r => r.Outcome).Distinct().Concat(Tallies.Select(t => t.Outcome)).Concat(Foreign is null ? [] : [Foreign.Outcome]).Concat(CountedOutcomes);

    // The answers to octets that are announced, and do not belong to one command.
    private IEnumerable<BoundOutcome> CountedOutcomes => new[] { Literals?.Continue, Literals?.TooBig, Arrays?.TooBig, Arrays?.BadFraming }.OfType<BoundOutcome>();

    private static ReplyClassModel ToClass(ClassMember syntax) =>
        new(syntax.Digit.Text[0] - '0', syntax.Title, syntax.Help.Meaning);

    // A protocol's own translation comes after that of the protocol it extends, and its texts replace inherited ones.
    private HelpModel ToHelp(IGrouping<string, HelpSyntax> helps)
    {
        var texts = new Dictionary<string, HelpBlock>(StringComparer.Ordinal);
        foreach (var entry in helps.SelectMany(h => h.Replies))
            texts[entry.Reply.Text] = entry.Help;
        return new HelpModel(
            helps.Key,
            helps.SelectMany(h => h.Classes).GroupBy(c => c.Digit.Text).Select(c => ToClass(c.Last())).ToEquatableArray(),
            Replies.Values
                .Select(r => texts.TryGetValue(r.Model.Name, out var text) ? new HelpText(text.Meaning, text.Seen, text.Fix) : HelpText.None)
                .ToEquatableArray());
    }
}

/// <summary>A reply and where it was declared.</summary>
internal sealed record BoundReply(ReplyMember Syntax, ReplyModel Model);

/// <summary>A row of <c>otherwise</c> and where it stands.</summary>
internal sealed record BoundOtherwise(OtherwiseRowSyntax Syntax, BoundOutcome Outcome, OtherwiseModel Model);

/// <summary>A row <c>more than</c> and where it stands.</summary>
internal sealed record BoundTally(BoundOutcome Outcome, TallyModel Model);

/// <summary>A reply that may be sent while nothing is asked, and where it is named.</summary>
internal sealed record BoundUnsolicited(Name At, UnsolicitedModel Model);

/// <summary>The row <c>foreign</c> and where it stands.</summary>
internal sealed record BoundForeign(BoundOutcome Outcome, ForeignModel Model);
