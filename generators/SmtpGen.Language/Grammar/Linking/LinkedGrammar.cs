using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>The rules of several files together, and the core rules. Names are compared without regard to case.</summary>
public sealed class LinkedGrammar
{
    private static readonly StringComparer s_names = StringComparer.OrdinalIgnoreCase;

    private readonly Dictionary<string, LinkedRule> _rules;
    private readonly HashSet<string> _excluded;

    private LinkedGrammar(
        Dictionary<string, LinkedRule> rules, HashSet<string> excluded, EquatableArray<SpecDiagnostic> diagnostics)
    {
        _rules = rules;
        _excluded = excluded;
        Diagnostics = diagnostics;
    }

    /// <summary>Rules defined twice, and <c>=/</c> on rules not defined before. The files' own findings are not repeated.</summary>
    public EquatableArray<SpecDiagnostic> Diagnostics { get; }

    /// <summary>Names of all rules, core rules included, in ordinal order.</summary>
    public IEnumerable<string> RuleNames => _rules.Values.Select(rule => rule.Name).OrderBy(name => name, StringComparer.Ordinal);

    /// <summary>
    /// Puts files together in their order. A definition replaces a core rule of that name; with <c>=/</c> a file extends
    /// what a file before it, or a core rule, defines.
    /// </summary>
    /// <param name="files">The files.</param>
    /// <param name="countsOctets">Whether there is a rule <c>DATA</c> of octets that the client counts.</param>
    public static LinkedGrammar Link(IEnumerable<AbnfFile> files, bool countsOctets = false)
    {
        var rules = new Dictionary<string, LinkedRule>(s_names);
        var diagnostics = new List<SpecDiagnostic>();
        foreach (AbnfRule rule in CoreRules.File.Rules.Concat(countsOctets ? CoreRules.Counted.Rules : []))
            rules.Add(rule.Name, new LinkedRule(rule.Name, [rule]));

        foreach (AbnfRule rule in files.SelectMany(file => file.Rules))
            Add(rules, rule, diagnostics);

        var beyond = RuleDepth.Beyond(rules);
        foreach (LinkedRule rule in beyond.Take(1))
        {
            diagnostics.Add(new SpecDiagnostic(
                GrammarRules.SyntaxError,
                rule.Definitions[0].Source,
                rule.Definitions[0].NameSpan,
                $"{rule.Name} leads through more than {RuleDepth.Max} expressions inside each other; let rules stand beside each other, or repeat with *( )."));
        }

        return new LinkedGrammar(rules, new HashSet<string>(beyond.Select(rule => rule.Name), s_names), diagnostics.ToEquatableArray());
    }

    /// <summary>The same grammar in which the named rules match nothing, as if every alternative with one were struck out.</summary>
    public LinkedGrammar Exclude(IEnumerable<string> ruleNames) =>
        new(_rules, new HashSet<string>(_excluded.Concat(ruleNames), s_names), Diagnostics);

    /// <summary>Whether a rule of that name is defined, excluded or not.</summary>
    public bool Defines(string ruleName) => _rules.ContainsKey(ruleName);

    /// <summary>Whether the rule was taken out by <see cref="Exclude"/>.</summary>
    public bool IsExcluded(string ruleName) => _excluded.Contains(ruleName);

    /// <summary>The rule of that name, or null when none is defined.</summary>
    public LinkedRule? Find(string ruleName) => _rules.TryGetValue(ruleName, out LinkedRule? rule) ? rule : null;

    /// <summary>" Did you mean X?" with the defined name most like the given one, or an empty string.</summary>
    internal string Suggest(string ruleName) =>
        Nearest(ruleName) is [var nearest, ..] ? $" Did you mean {nearest}?" : "";

    /// <summary>The defined names most like the given one.</summary>
    internal IReadOnlyList<string> Nearest(string ruleName) => EditDistance.Nearest(ruleName, RuleNames);

    private static void Add(Dictionary<string, LinkedRule> rules, AbnfRule rule, List<SpecDiagnostic> diagnostics)
    {
        bool isDefined = rules.TryGetValue(rule.Name, out LinkedRule? before);
        if (rule.IsIncremental && isDefined)
        {
            rules[rule.Name] = before! with { Definitions = [.. before.Definitions, rule] };
            return;
        }

        if (rule.IsIncremental)
        {
            diagnostics.Add(new SpecDiagnostic(
                GrammarRules.UndefinedRule,
                rule.Source,
                rule.NameSpan,
                $"{rule.Name} is extended with =/ but not defined before; name the file that defines it first, or write '='."));
        }
        else if (isDefined && (before!.Definitions[0].Source != CoreRules.File.Source || rule.Option >= 0))
        {
            AbnfRule first = before.Definitions[0];
            int line = first.Source.GetLinePosition(first.NameSpan.Start).Line;
            diagnostics.Add(new SpecDiagnostic(
                GrammarRules.DuplicateRule,
                rule.Source,
                rule.NameSpan,
                $"{rule.Name} is already defined in {first.Source.Path}, line {line}; write '=/' to add an alternative."));
            return;
        }

        rules[rule.Name] = new LinkedRule(rule.Name, [rule]);
    }
}
