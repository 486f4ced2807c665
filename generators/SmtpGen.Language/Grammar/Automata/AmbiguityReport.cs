using System.Text;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>Says, once for each cause, where one pass over the input cannot decide.</summary>
internal sealed class AmbiguityReport(
    IReadOnlyList<Slot> slots, SourceText source, TextSpan pattern, List<SpecDiagnostic> diagnostics)
{
    private readonly HashSet<string> _reported = [];

    /// <summary>Whether anything was reported.</summary>
    public bool HasFindings => _reported.Count > 0;

    /// <summary>Two ways lead to the same place: their slots have to be the same.</summary>
    public void Compare(SlotValues first, SlotValues second, byte[] input, byte? octet)
    {
        var differing = slots.Where(slot => first.Values[slot.Index] != second.Values[slot.Index]).ToArray();
        string captures = string.Join(" and ", differing.Where(slot => slot.IsCapture).Select(slot => slot.Name).Distinct());
        if (captures.Length > 0 && _reported.Add(captures))
        {
            Add(
                GrammarRules.AmbiguousCapture,
                $"{Shown(input, octet)} can be read in two ways that differ in what {captures} captures; " +
                "separate the parts by something that neither can contain.");
        }

        foreach (Slot slot in differing.Where(slot => !slot.IsCapture))
            ReportBound(slot, input, octet);
    }

    /// <summary>A check applies to all ways that lead on, or it would have to be undone.</summary>
    public void CompareChecks(
        IReadOnlyList<SlotCheck> first, IReadOnlyList<SlotCheck> second, byte[] input, byte? octet)
    {
        foreach (SlotCheck check in first.Except(second).Concat(second.Except(first)))
            ReportBound(check.Slot, input, octet);
    }

    /// <summary>Two ways to the end need different options, and neither needs less.</summary>
    public void CompareGuards(byte[] input)
    {
        if (_reported.Add("options"))
        {
            Add(
                GrammarRules.AmbiguousCapture,
                $"{Shown(input, octet: null)} is made legal by either of two options; let one of them alone open it.");
        }
    }

    private void ReportBound(Slot slot, byte[] input, byte? octet)
    {
        if (!_reported.Add(slot.Name))
            return;

        Add(
            GrammarRules.UncheckableBound,
            $"\"{slot.Name}\" cannot be checked in one pass: after {Shown(input, octet)} it depends on the rest of the input " +
            "whether the rule has ended; let the rule be followed by something it cannot contain.");
    }

    private void Add(DiagnosticRule rule, string message) =>
        diagnostics.Add(new SpecDiagnostic(rule, source, pattern, message));

    private static string Shown(byte[] input, byte? octet)
    {
        var text = new StringBuilder("\"");
        foreach (byte value in octet is { } last ? [.. input, last] : input)
            text.Append(value is >= 0x20 and <= 0x7E ? ((char)value).ToString() : $"<{value:X2}>");

        return text.Append('"').ToString();
    }
}
