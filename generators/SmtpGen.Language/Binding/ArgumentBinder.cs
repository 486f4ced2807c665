using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>Compiles argument patterns to automata and binds what stands after their captures.</summary>
internal sealed class ArgumentBinder
{
    private readonly SymbolTable<OptionModel> _options;
    private readonly SymbolTable<LimitModel> _limits;
    private readonly SymbolTable<BoundReply> _replies;
    private readonly Report _report;
    private readonly LinkedGrammar _grammar;
    private readonly List<DeclaredBound> _bounds = [];
    private readonly List<AutomatonResult> _results = [];
    private readonly List<PartsMember> _parts;

    public ArgumentBinder(
        FileSet files, IReadOnlyList<OwnedMember> members, SymbolTable<OptionModel> options, SymbolTable<LimitModel> limits,
        SymbolTable<BoundReply> replies, Report report)
    {
        _options = options;
        _limits = limits;
        _replies = replies;
        _report = report;
        _grammar = Link(files, [.. members.Select(m => m.Member).OfType<GrammarMember>()], members.Any(m => m.Member is LiteralsMember or ArraysMember));
        _parts = [.. members.Select(m => m.Member).OfType<PartsMember>()];
        foreach (var bound in members.Select(m => m.Member).OfType<BoundsMember>().SelectMany(m => m.Bounds))
        {
            if (_grammar.Find(bound.Rule.Text)?.Definitions[0].Source == CoreRules.Counted.Source)
                _report.Add(BindingRules.BadValue, bound.Rule, "How many octets DATA may have is a limit, which stands after 'at most' where they are announced; remove this bound.");
            var declared = new Bound(bound.Rule.Text, bound.Kind, (int)Numbers.Read(bound.Max, report, 0, int.MaxValue), bound.Counted?.Text);
            _bounds.Add(new DeclaredBound(declared, bound.Rule.Source, bound.Rule.Span));
        }

        foreach (var part in _parts)
        {
            Defines(part.Scope);
            foreach (var rule in part.Parts.SelectMany(p => p.Rules))
                Defines(rule);
        }
    }

    /// <summary>The rules that patterns may refer to.</summary>
    public LinkedGrammar Grammar => _grammar;

    public void Bind(BoundCommand command)
    {
        var syntax = command.Syntax;
        if (syntax.Pattern is null)
            return;
        var (automaton, captures) = Compile(syntax.Pattern, syntax.Annotations, syntax.Verb, syntax.PatternSource);
        command.Arguments = automaton;
        if (syntax.TakesParameters && automaton.CanGoOnWith((byte)' '))
            _report.Add(BindingRules.BadValue, syntax.Verb, $"What {syntax.Verb} says can go on after a blank, where its parameters begin, so they are not told apart; write a list with 'by \",\"', leave blanks out of what may end there, or remove [params].");
        command.Captures.AddRange(captures.Select(capture => ToModel(capture, syntax.Pattern, syntax.Annotations)));
        command.Pattern = Guarded(syntax.Pattern);
        command.Writing = CommandWriting.Of(command.Pattern, syntax.Annotations, _grammar);
    }

    // A capture that has the name of an option is none.
    private GrammarNode Guarded(GrammarNode pattern) => PatternViews.Guard(pattern, _options.TryUse);

    public (Automaton? Value, CaptureModel? Capture) BindValue(ParamMember param)
    {
        if (param.Value is null)
            return (null, null);
        HasNoCounted(param.Value, param.Parameter);
        var (automaton, captures) = Compile(param.Value, param.Annotations, param.Parameter, param.Parameter.Source);
        var capture = captures.Count > 0 ? ToModel(captures[0], param.Value, param.Annotations) : null;
        if (capture is { Kind: CaptureKind.List or CaptureKind.Unquoted })
            _report.Add(BindingRules.BadValue, param.Parameter, $"The value of the parameter {param.Parameter} is given as it was sent, or as a number; remove 'list of' and 'as unquoted'.");
        return (automaton, capture);
    }

    /// <summary>The automaton over a line that is not a command, and its capture; null where there is none.</summary>
    public (Automaton Line, string Capture)? BindLine(ReadLineSyntax line)
    {
        if (line.Pattern is null)
        {
            _report.Add(BindingRules.MissingPart, line.Keyword, "The line has no pattern; write 'read line (NAME: PATTERN)'.");
            return null;
        }

        HasNoCounted(line.Pattern, line.Keyword);
        foreach (var annotation in line.Annotations.Values.SelectMany(MoreThanText))
            _report.Add(BindingRules.BadValue, annotation, $"A line is read as text; remove '{annotation}' from its capture.");
        var (automaton, captures) = Compile(line.Pattern, line.Annotations, line.Keyword, line.Keyword.Source);
        if (captures.Count == 1 && !PatternViews.CaptureNodes(line.Pattern).Any(capture => capture.Separator is not null))
            return (automaton, captures[0]);
        _report.Add(BindingRules.BadValue, line.Keyword, "A line has one capture, a text that the handler gets; write 'read line (NAME: PATTERN)'.");
        return null;
    }

    /// <summary>What stands before the verb of each command; null where nothing does.</summary>
    public PrefixModel? BindPrefix(PrefixMember? prefix)
    {
        if (prefix?.Pattern is null)
            return null;
        HasNoCounted(prefix.Pattern, prefix.Keyword);
        foreach (var annotation in prefix.Annotations.Values.SelectMany(MoreThanText))
            _report.Add(BindingRules.BadValue, annotation, $"What stands before a verb is kept as text; remove '{annotation}' from its capture.");
        foreach (var list in PatternViews.CaptureNodes(prefix.Pattern).Where(capture => capture.Separator is not null))
            _report.Add(BindingRules.BadValue, new Name(list.Name, list.NameSpan, prefix.Keyword.Source), "What stands before a verb is kept as text; remove 'list of' from its capture.");
        var (automaton, captures) = Compile(prefix.Pattern, prefix.Annotations, prefix.Keyword, prefix.Keyword.Source);
        return new PrefixModel(automaton, captures.ToEquatableArray(), prefix.Else?.Text ?? "", CommandWriting.Of(prefix.Pattern, prefix.Annotations, _grammar));
    }

    // Octets are counted in arguments alone.
    private void HasNoCounted(GrammarNode pattern, Name at)
    {
        if (GrammarOctets.CanHold(pattern, (byte)'\n', _grammar))
            _report.Add(BindingRules.BadValue, at, "Octets are counted only in the arguments of commands; write what stands here without DATA.");
    }

    /// <summary>Reports octets after a command's line that has counted octets in it already: where these are refused, those would be taken for commands.</summary>
    public void CheckData(BoundCommand command)
    {
        if (command.Syntax.Data is { } data && command.Pattern is { } pattern && GrammarOctets.CanHold(pattern, (byte)'\n', _grammar))
            _report.Add(BindingRules.BadValue, data.Keyword, $"{command.Syntax.Verb} has counted octets in its line and after it; write its arguments without DATA, or remove 'data'.");
    }

    private static IEnumerable<Name> MoreThanText(CaptureAnnotation annotation) =>
        new[] { annotation.AtMost, annotation.Else }.OfType<Name>().Concat(annotation.As.Where(a => !CaptureAnnotation.IsRule(a)));

    /// <summary>Reports the bounds that no pattern needed; to be called when all are compiled.</summary>
    public void CheckBounds()
    {
        // A pattern that failed may be the one that needs the bound: one mistake gives one finding.
        bool isComplete = _results.TrueForAll(r => r.Automaton is not null);
        _report.AddRange(BoundCheck.Run(_grammar, _bounds, _results)
            .Where(d => isComplete || d.Rule != GrammarRules.UnusedBound));
    }

    private LinkedGrammar Link(FileSet files, IReadOnlyList<GrammarMember> members, bool countsOctets)
    {
        var grammars = new List<AbnfFile>();
        foreach (var member in members)
        {
            int option = member.When is null ? -1 : _options.Use(member.When);
            if (files.FindGrammar(member.Path) is { } grammar)
            {
                grammars.Add(member.When is null ? grammar : grammar with
                {
                    Rules = grammar.Rules.Select(rule => rule with { Option = option }).ToEquatableArray(),
                });
            }
            else
            {
                _report.Add(BindingRules.MissingFile, member.Path,
                    $"There is no grammar '{member.Path}' beside this file among the project's AdditionalFiles; correct the path or add the file.");
            }
        }

        var linked = LinkedGrammar.Link(grammars.Distinct(), countsOctets);
        _report.AddRange(linked.Diagnostics);
        foreach (var rule in members.SelectMany(m => m.Without).Where(r => !linked.Defines(r.Text)))
            _report.Add(BindingRules.Undefined, rule, $"The grammar has no rule '{rule}'; remove it from 'without'.");
        return linked.Exclude(members.SelectMany(m => m.Without).Select(n => n.Text));
    }

    private bool Defines(Name rule)
    {
        if (_grammar.Defines(rule.Text))
            return true;
        _report.Add(BindingRules.Undefined, rule, $"The grammar has no rule '{rule}'; name a rule of a file that 'grammar' names.");
        return false;
    }

    private (Automaton Automaton, IReadOnlyList<string> Captures) Compile(
        GrammarNode written, IReadOnlyDictionary<string, CaptureAnnotation> annotations, Name at, SourceText source)
    {
        var pattern = Guarded(written);
        var inner = new List<InnerCapture>();
        NumberCaptures.Check(pattern, annotations, _grammar, _report);
        RepeatedCaptures.Check(pattern, at, _report);
        ListCaptures.Check(pattern, annotations, _grammar, at, _report);
        CountedCaptures.Check(pattern, annotations, _grammar, at, _report);
        var rewritten = PatternViews.Rewrite(pattern, annotations, _grammar, inner, _report);
        foreach (string capture in PatternViews.CapturesOf(pattern).Distinct().ToList())
        {
            foreach (var (scope, part, rule) in PatternViews.PartsOf(capture, pattern, annotations, _parts))
                inner.Add(new InnerCapture(scope, rule, capture + "." + part));
        }

        var result = AutomatonCompiler.Compile(_grammar, rewritten, source, [.. _bounds.Select(b => b.Bound)], inner);
        _results.Add(result);
        _report.AddRange(result.Diagnostics);
        var names = PatternViews.CapturesOf(pattern).Concat(inner.Select(i => i.CaptureName)).Distinct().ToList();
        return (result.Automaton ?? NothingMatches(names), names);
    }

    // With the captures of the broken pattern, so that the code that uses them still compiles and one error is seen, not many.
    private static Automaton NothingMatches(List<string> captures) => new(
        Enumerable.Repeat((byte)0, 256).ToEquatableArray(), 1, [0, 0], [0, 0], [0, 0], [0, 0], captures.Count * 2,
        captures.Select((c, i) => new AutomatonCapture(c, i * 2, (i * 2) + 1)).ToEquatableArray());

    private CaptureModel ToModel(string capture, GrammarNode pattern, IReadOnlyDictionary<string, CaptureAnnotation> annotations)
    {
        var annotation = annotations.TryGetValue(capture, out var found) ? found : CaptureAnnotation.None;
        byte? separator = ListCaptures.SeparatorOf(pattern, capture);
        bool isNumber = annotation.Says("u64");
        int limit = annotation.AtMost is null ? -1 : _limits.Use(annotation.AtMost);
        int reply = annotation.Else is null ? -1 : _replies.Use(annotation.Else);
        if (annotation.AtMost is not null && (!isNumber || annotation.Else is null))
        {
            _report.Add(BindingRules.BadValue, annotation.AtMost,
                "Only a number has a limit, and it needs an answer beyond it; write 'as u64 at most LIMIT else REPLY'.");
        }

        if (annotation.Rule is { } rule && !PatternViews.CaptureNodes(pattern).Any(node => node.Name == capture && node.Item is RuleReference))
        {
            _report.Add(BindingRules.BadValue, rule,
                $"'{capture}' is not one rule in which '{rule}' could be found; capture a rule, or write 'as u64', 'as ascii' or 'as unquoted'.",
                CorrectName.Fix(rule.Source, rule.Span, EditDistance.Nearest(rule.Text, ["u64", "ascii", "unquoted"])));
        }

        if (isNumber && annotation.As.FirstOrDefault(view => view.Text == "unquoted") is { } unquoted)
            _report.Add(BindingRules.BadValue, unquoted, $"'{capture}' is read as a number, which has no quotes; remove 'as unquoted' or 'as u64'.");
        var kind = separator is not null ? CaptureKind.List
            : isNumber ? CaptureKind.Number
            : annotation.Says("unquoted") ? CaptureKind.Unquoted
            : CaptureKind.Text;
        return new CaptureModel(capture, kind, limit, reply, annotation.Says("ascii")) { Separator = separator ?? 0 };
    }
}
