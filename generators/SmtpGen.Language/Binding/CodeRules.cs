using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>What the codes of a protocol's replies promise.</summary>
/// <param name="IntermediateReads">Whether a 3xx reply, and no other, asks for more.</param>
/// <param name="RefusalsStay">Whether a refusal changes nothing.</param>
/// <param name="RefusalsExplained">Whether each refusal says what it means and what to do.</param>
/// <param name="EnhancedMatches">Whether the class of an enhanced code is the first digit of the code.</param>
/// <param name="Ending">The codes after which nothing comes.</param>
internal sealed record CodeRules(bool IntermediateReads, bool RefusalsStay, bool RefusalsExplained, bool EnhancedMatches, IReadOnlyCollection<int> Ending)
{
    private const string EndSession = "end session";
    private static readonly string[] s_rules = ["intermediate reads", "refusals stay", "refusals explained", "enhanced matches"];

    /// <summary>Binds them: what the protocol relaxes of its family does not hold.</summary>
    public static CodeRules Bind(IEnumerable<RulesMember> members, Report report)
    {
        var rules = members.SelectMany(member => member.Rules).ToList();
        var holding = new HashSet<string>(StringComparer.Ordinal);
        var ending = new HashSet<int>();
        foreach (var rule in rules.OrderBy(rule => rule.IsRelaxed))
        {
            if (rule.Codes.Count == 0 && s_rules.Contains(rule.Rule.Text))
                Change(holding, rule.Rule.Text, rule.IsRelaxed);
            else if (rule.Codes.Count > 0 && rule.Rule.Text == EndSession)
                rule.Codes.Select(code => (int)Numbers.Read(code, report, 100, 599)).ToList().ForEach(code => Change(ending, code, rule.IsRelaxed));
            else
                report.Add(BindingRules.Undefined, rule.Rule, $"There is no rule '{rule.Rule}'; there are {string.Join(", ", s_rules)}, and codes that '{EndSession}'.",
                    CorrectName.Fix(rule.Rule.Source, rule.Rule.Span, EditDistance.Nearest(rule.Rule.Text, s_rules)));
        }

        return new(holding.Contains(s_rules[0]), holding.Contains(s_rules[1]), holding.Contains(s_rules[2]), holding.Contains(s_rules[3]), ending);
    }

    private static void Change<T>(HashSet<T> set, T item, bool isRelaxed)
    {
        if (isRelaxed)
            set.Remove(item);
        else
            set.Add(item);
    }
}
