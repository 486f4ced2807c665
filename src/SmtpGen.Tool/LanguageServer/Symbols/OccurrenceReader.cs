using System.Text.RegularExpressions;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Tool.LanguageServer.Symbols;

/// <summary>Finds the names in syntax trees.</summary>
internal sealed partial class OccurrenceReader
{
    // Where an outcome leads when it does not name a state.
    private static readonly string[] s_targets = ["same", "end", "*"];

    private readonly HashSet<(SymbolKind, SourceText, TextSpan)> _known = [];
    private readonly List<Occurrence> _found = [];
    private bool _changes;

    private OccurrenceReader()
    {
    }

    /// <summary>The names in the members of a protocol.</summary>
    public static IReadOnlyList<Occurrence> OfProtocol(ProtocolSyntax protocol)
    {
        var reader = new OccurrenceReader();
        reader.Add(SymbolKind.Protocol, protocol.Name, isDeclaration: true, protocol.Doc);
        reader.Add(SymbolKind.Protocol, protocol.Extends);
        reader.Members(protocol.Members);
        return reader._found;
    }

    /// <summary>The names in members.</summary>
    public static IReadOnlyList<Occurrence> OfMembers(IEnumerable<MemberSyntax> members)
    {
        var reader = new OccurrenceReader();
        reader.Members(members);
        return reader._found;
    }

    /// <summary>The names in a translation.</summary>
    public static IReadOnlyList<Occurrence> OfHelp(HelpSyntax help)
    {
        var reader = new OccurrenceReader();
        reader.Add(SymbolKind.Protocol, help.Protocol);
        foreach (var entry in help.Replies)
            reader.Add(SymbolKind.Reply, entry.Reply);
        return reader._found;
    }

    /// <summary>The names in a grammar.</summary>
    public static IReadOnlyList<Occurrence> OfGrammar(AbnfFile grammar)
    {
        var reader = new OccurrenceReader();
        foreach (var rule in grammar.Rules)
        {
            reader.Add(SymbolKind.Rule, new Name(rule.Name, rule.NameSpan, rule.Source), isDeclaration: true);
            reader.Pattern(rule.Definition, rule.Source, "");
        }

        return reader._found;
    }

    /// <summary>The names in a file, whatever they belong to.</summary>
    public static IReadOnlyList<Occurrence> OfFile(SpecFile file) =>
        [.. file.Protocols.SelectMany(OfProtocol), .. OfMembers(file.Members), .. file.Helps.SelectMany(OfHelp)];

    /// <summary>The slots in the strings of a part of a file: <c>{word}</c>.</summary>
    public static IEnumerable<Occurrence> Slots(SourceText source, int start, int end)
    {
        var lexer = new Lexer(source) { Offset = start };
        for (var token = lexer.Next(); token.Kind != TokenKind.End && token.Span.Start < end; token = lexer.Next())
        {
            if (token.Kind != TokenKind.String)
                continue;
            foreach (Match slot in Slot().Matches(source.GetText(token.Span)))
            {
                var span = new TextSpan(token.Span.Start + slot.Groups[1].Index, slot.Groups[1].Length);
                yield return new Occurrence(SymbolKind.Word, slot.Groups[1].Value, source, span, false, "");
                yield return new Occurrence(SymbolKind.Limit, slot.Groups[1].Value, source, span, false, "");
            }
        }
    }

    /// <summary>A name as it is compared.</summary>
    public static string Key(SymbolKind kind, string name) => kind switch
    {
        SymbolKind.Rule => name.ToLowerInvariant(),
        SymbolKind.Command => name.ToUpperInvariant(),
        _ => name,
    };

    private void Add(SymbolKind kind, Name? name, bool isDeclaration = false, string doc = "")
    {
        if (name is not null && name.Text.Length > 0 && _known.Add((kind, name.Source, name.Span)))
            _found.Add(new Occurrence(kind, Key(kind, name.Text), name.Source, name.Span, isDeclaration && !_changes, doc));
    }

    private void Add(SymbolKind kind, IEnumerable<Name> names)
    {
        foreach (var name in names)
            Add(kind, name);
    }

    private void Members(IEnumerable<MemberSyntax> members)
    {
        foreach (var member in members)
            Member(member);
    }

    private void Member(MemberSyntax member)
    {
        switch (member)
        {
            case GrammarMember grammar:
                Add(SymbolKind.File, grammar.Path);
                Add(SymbolKind.Rule, grammar.Without);
                Add(SymbolKind.Option, grammar.When);
                break;
            case IncludeMember include:
                Add(SymbolKind.File, include.Path);
                break;
            case FamilyMember { IsPath: true } family:
                Add(SymbolKind.File, family.Family);
                break;
            case RemoveMember remove:
                if (KindOf(remove.Kind.Text) is { } kind)
                    Add(kind, remove.Name);
                break;
            case RenameMember rename:
                Add(SymbolKind.Command, rename.From);
                Add(SymbolKind.Command, rename.To, isDeclaration: true);
                break;
            case ChangeMember change:
                _changes = true;
                Member(change.Replacement);
                _changes = false;
                break;
            case CommandMember command:
                Command(command);
                break;
            case BodyMember body:
                Body(body);
                break;
            case ReplyMember reply:
                Add(SymbolKind.Reply, reply.Name, isDeclaration: true, reply.Help.Meaning);
                if (reply.Code.Text is not "silent" && !char.IsDigit(reply.Code.Text[0]))
                    Add(SymbolKind.Status, reply.Code);
                break;
            case ExtensionMember extension:
                Add(SymbolKind.Extension, extension.Name, isDeclaration: true, extension.Doc);
                Add(SymbolKind.Extension, extension.With);
                Add(SymbolKind.Flag, extension.When.Select(test => test.Flag));
                Members(extension.Members);
                break;
            case ParamMember parameter:
                Add(SymbolKind.Command, parameter.Verbs);
                Pattern(parameter.Value, parameter.Keyword.Source, parameter.Parameter.Text);
                Annotations(parameter.Annotations);
                Add(SymbolKind.Flag, parameter.Sets);
                break;
            default:
                Settings(member);
                break;
        }
    }

    private static SymbolKind? KindOf(string word) => word switch
    {
        "command" => SymbolKind.Command,
        "extension" => SymbolKind.Extension,
        "reply" => SymbolKind.Reply,
        "policy" => SymbolKind.Policy,
        "option" => SymbolKind.Option,
        "limit" => SymbolKind.Limit,
        "flag" => SymbolKind.Flag,
        _ => null,
    };

    private void Command(CommandMember command)
    {
        Add(SymbolKind.Command, command.Verb, isDeclaration: true, command.Doc);
        Pattern(command.Pattern, command.Keyword.Source, command.Verb.Text);
        Annotations(command.Annotations);
        foreach (var rule in command.Rules)
        {
            Add(SymbolKind.State, rule.States.Where(IsState));
            Add(SymbolKind.State, rule.Or?.States ?? []);
            Add(SymbolKind.Option, rule.Or?.Option);
            Outcomes(rule.Outcomes, command.Verb.Text);
        }

        Add(SymbolKind.Limit, command.Quota?.Limit);
        Add(SymbolKind.State, command.Quota?.Group);
        Add(SymbolKind.Reply, command.Quota?.Reply);
        foreach (var need in command.Needs)
            Need(need);
        Outcomes([command.BadArguments, command.Data?.TooBig, command.Data?.BadFraming], command.Verb.Text);
        Add(SymbolKind.Limit, command.Data?.Limit);
        if (command.Data is { } data)
            Capture(data.Length, command.Verb.Text, isDeclaration: false);
        Add(SymbolKind.Reply, command.Sends);
    }

    private void Body(BodyMember body)
    {
        Add(SymbolKind.Body, body.Name, isDeclaration: true, body.Doc);
        Add(SymbolKind.Limit, body.Limit);
        Add(SymbolKind.Command, body.Per);
        Add(SymbolKind.Flag, body.RawWhen);
        Outcomes([.. body.Outcomes, body.TooBig, body.BadFraming, body.Nul?.Outcome], "");
        Add(SymbolKind.Option, body.Nul?.Unless);
    }

    private void Need(NeedSyntax need)
    {
        Add(SymbolKind.Flag, need.Flags.Select(test => test.Flag));
        Add(SymbolKind.Reply, need.Reply);
    }

    private void Outcomes(IEnumerable<OutcomeSyntax?> outcomes, string verb)
    {
        foreach (var outcome in outcomes.OfType<OutcomeSyntax>())
        {
            Add(SymbolKind.Reply, outcome.Replies);
            Add(SymbolKind.Flag, outcome.Sets);
            Add(SymbolKind.Flag, outcome.Clears);
            if (outcome.Target is { } target && IsState(target))
                Add(SymbolKind.State, target);
            Then(outcome.Then, verb);
        }
    }

    private void Then(ThenSyntax? then, string verb)
    {
        switch (then)
        {
            case ReadBodySyntax body:
                Add(SymbolKind.Body, body.Body);
                if (body.Chunk is { } chunk)
                {
                    Capture(chunk.Length, verb, isDeclaration: false);
                    Capture(chunk.Last, verb, isDeclaration: false);
                    Add(SymbolKind.State, chunk.Refused);
                    Outcomes([chunk.More, chunk.BadFraming, chunk.Nul], verb);
                }

                break;
            case ReadLineSyntax line:
                Pattern(line.Pattern, line.Keyword.Source, verb);
                Annotations(line.Annotations);
                Outcomes([line.Cancel, line.BadArguments, line.TooLong], verb);
                break;
        }
    }

    private static bool IsState(Name name) => !s_targets.Contains(name.Text);

    // A capture whose name is that of an option is a part that the option opens.
    private void Capture(Name name, string verb, bool isDeclaration)
    {
        Add(SymbolKind.Option, name);
        if (_known.Add((SymbolKind.Capture, name.Source, name.Span)))
            _found.Add(new Occurrence(SymbolKind.Capture, $"{verb}/{name.Text}", name.Source, name.Span, isDeclaration, ""));
    }

    private void Annotations(IReadOnlyDictionary<string, CaptureAnnotation> annotations)
    {
        foreach (var annotation in annotations.Values)
        {
            Add(SymbolKind.Rule, annotation.As.Where(CaptureAnnotation.IsRule));
            Add(SymbolKind.Limit, annotation.AtMost);
            Add(SymbolKind.Reply, annotation.Else);
        }
    }

    private void Pattern(GrammarNode? node, SourceText source, string verb)
    {
        switch (node)
        {
            case RuleReference rule:
                Add(SymbolKind.Rule, new Name(rule.Name, rule.Span, source));
                break;
            case Alternation alternation:
                foreach (var way in alternation.Alternatives)
                    Pattern(way, source, verb);
                break;
            case Concatenation concatenation:
                foreach (var part in concatenation.Parts)
                    Pattern(part, source, verb);
                break;
            case Repetition repetition:
                Pattern(repetition.Item, source, verb);
                break;
            case Guarded guarded:
                Pattern(guarded.Item, source, verb);
                break;
            case Language.Grammar.Capture capture:
                Capture(new Name(capture.Name, capture.NameSpan, source), verb, isDeclaration: true);
                Pattern(capture.Item, source, verb);
                break;
        }
    }

    [GeneratedRegex(@"\{([A-Za-z0-9_][A-Za-z0-9_.-]*)\}")]
    private static partial Regex Slot();
}
