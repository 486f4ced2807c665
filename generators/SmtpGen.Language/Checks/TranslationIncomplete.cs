using SmtpGen.Language.Binding;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A translation that lacks what the source language has.</summary>
internal static class TranslationIncomplete
{
    public static readonly DiagnosticRule Rule = new("SGP0502", "Translation is incomplete", Severity.Warning);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var help in protocol.Helps.GroupBy(h => h.Locale.Text))
        {
            var texts = new Dictionary<string, HelpBlock>(StringComparer.Ordinal);
            foreach (var entry in help.SelectMany(h => h.Replies))
                texts[entry.Reply.Text] = entry.Help;
            var lacking = protocol.Replies.Values
                .Where(r => Lacks(r.Syntax.Help, texts.TryGetValue(r.Model.Name, out var text) ? text : HelpBlock.None))
                .Select(r => r.Model.Name).ToList();
            if (lacking.Count > 0)
            {
                report.Add(Rule, help.Last().Locale,
                    $"The translation '{help.Key}' lacks texts of: {string.Join(", ", lacking)}; add 'reply {lacking[0]} {{ meaning ... seen ... fix ... }}'.");
            }
        }
    }

    private static bool Lacks(HelpBlock source, HelpBlock translation) =>
        (source.Meaning.Length > 0 && translation.Meaning.Length == 0)
        || (source.Seen.Length > 0 && translation.Seen.Length == 0)
        || (source.Fix.Length > 0 && translation.Fix.Length == 0);
}
