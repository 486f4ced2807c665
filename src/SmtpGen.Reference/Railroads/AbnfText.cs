using System.Globalization;
using SmtpGen.Language.Grammar;

namespace SmtpGen.Reference.Railroads;

/// <summary>Writes expressions as ABNF (RFC 5234, RFC 7405).</summary>
internal static class AbnfText
{
    public static string Of(GrammarNode node) => node switch
    {
        Alternation a => string.Join(" / ", a.Alternatives.Select(Of)),
        Concatenation c => string.Join(' ', c.Parts.Select(part => part is Alternation ? $"( {Of(part)} )" : Of(part))),
        Repetition { Min: 0, Max: 1 } r => $"[ {Of(r.Item)} ]",
        Repetition r => Times(r) + (r.Item is Alternation or Concatenation or Repetition ? $"( {Of(r.Item)} )" : Of(r.Item)),
        Capture c => Of(c.Item),
        Guarded g => Of(g.Item),
        RuleReference r => r.Name,
        StringTerminal { IsCaseSensitive: true } s => $"%s\"{s.Text}\"",
        StringTerminal s => $"\"{s.Text}\"",
        ByteRange b => string.Create(CultureInfo.InvariantCulture, $"%x{b.First:X2}-{b.Last:X2}"),
        ByteSequence b => "%x" + string.Join('.', b.Octets.Select(octet => octet.ToString("X2", CultureInfo.InvariantCulture))),
        Prose p => $"<{p.Description}>",
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, "an expression that ABNF does not know"),
    };

    private static string Times(Repetition repetition) => repetition switch
    {
        { Min: 0, Max: null } => "*",
        { Max: null } => string.Create(CultureInfo.InvariantCulture, $"{repetition.Min}*"),
        { Min: 0 } => string.Create(CultureInfo.InvariantCulture, $"*{repetition.Max}"),
        _ when repetition.Min == repetition.Max => repetition.Min.ToString(CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{repetition.Min}*{repetition.Max}"),
    };
}
