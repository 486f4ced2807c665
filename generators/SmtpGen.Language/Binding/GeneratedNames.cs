using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>Names that generated code could not tell apart: they differ in case and punctuation only, or generated code has them itself.</summary>
internal sealed class GeneratedNames(Report report)
{
    private static readonly HashSet<string> s_none = [];

    private static readonly HashSet<string> s_commands =
    [
        "None", "Handler", "Connect", "CurrentState", "StateName", "StateNumber", "LineTooLong",
        "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ToString",
    ];

    private static readonly HashSet<string> s_captures = ["Line", "CancellationToken"];
    private static readonly HashSet<string> s_replies = ["Of", "Outcome", "Text"];
    private static readonly HashSet<string> s_limits = ["Equals", "Validate"];

    /// <summary>Reports such names of a protocol.</summary>
    public void Check(
        ProtocolSyntax protocol, SymbolTable<BoundCommand> commands, SymbolTable<BoundReply> replies, SymbolTable<LimitModel> limits,
        SymbolTable<OptionModel> options, SymbolTable<FlagModel> flags, SymbolTable<WordModel> words, SymbolTable<ExtensionModel> extensions,
        StateTable states)
    {
        var own = new HashSet<string>(s_commands) { GeneratedName.Pascal(protocol.Name.Text) };
        Check("command", commands.Names, own);
        Check("reply", replies.Names, s_replies);
        Check("limit", limits.Names, s_limits);
        Check("option", options.Names, s_none);
        Check("flag", flags.Names, s_none);
        Check("word", words.Names, s_none);
        Check("extension", extensions.Names, s_none);
        Check("state", states.Leaves.Select(state => state.Name), s_none);
        foreach (var command in commands.Values)
        {
            var captures = PatternViews.CaptureNodes(command.Pattern)
                .GroupBy(capture => capture.Name, StringComparer.Ordinal)
                .Select(same => new Name(same.Key, same.First().NameSpan, command.Syntax.Verb.Source));
            Check("capture", captures, s_captures);
        }
    }

    private void Check(string kind, IEnumerable<Name> names, HashSet<string> taken)
    {
        var known = new Dictionary<string, Name>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            string generated = GeneratedName.Pascal(name.Text);
            if (generated.Length == 0)
                report.Add(BindingRules.BadValue, name, $"Generated code cannot have the name '{name}'; write a name with a letter or a digit.");
            else if (taken.Contains(generated))
                report.Add(BindingRules.Duplicate, name, $"Generated code has the name '{generated}' for something else; rename the {kind} '{name}'.");
            else if (known.TryGetValue(generated, out var first))
                report.Add(BindingRules.Duplicate, name, $"The {kind} '{first}' has the name '{generated}' in generated code already, where case and punctuation tell nothing apart; rename one of the two.");
            else
                known.Add(generated, name);
        }
    }
}
