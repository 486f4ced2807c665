using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>Captures that are lists: <c>(keys: list of key)</c>. What separates their elements must not stand in one.</summary>
internal static class ListCaptures
{
    /// <summary>What separates the elements of a capture; null where it is not a list.</summary>
    public static byte? SeparatorOf(GrammarNode pattern, string capture) =>
        PatternViews.CaptureNodes(pattern).FirstOrDefault(node => node.Name == capture)?.Separator;

    public static void Check(
        GrammarNode pattern, IReadOnlyDictionary<string, CaptureAnnotation> annotations, LinkedGrammar grammar, Name at, Report report)
    {
        foreach (var captures in PatternViews.CaptureNodes(pattern).GroupBy(capture => capture.Name))
        {
            var first = captures.First();
            if (captures.FirstOrDefault(capture => capture.Separator != first.Separator) is { } other)
            {
                report.Add(BindingRules.BadValue, NameOf(other, at),
                    $"All captures of one name are read alike: write 'list of' with the same separator in each '{other.Name}', or give this one another name.");
            }

            foreach (var list in captures.Where(capture => capture.Separator is not null))
            {
                byte separator = list.Separator!.Value;
                if (list.Item is Concatenation { Parts: [var element, ..] } && GrammarOctets.CanHold(element, separator, grammar))
                {
                    report.Add(BindingRules.BadValue, NameOf(list, at),
                        $"An element of '{list.Name}' can hold {Shown(separator)}, which separates the elements; leave it out of the element, or write another octet after 'by'.");
                }
            }

            if (first.Separator is not null && annotations.TryGetValue(first.Name, out var annotation) && annotation.As.FirstOrDefault(view => view.Text is not ("ascii" or "u64")) is { } view)
                report.Add(BindingRules.BadValue, view, $"The elements of the list '{first.Name}' are texts as they were sent; remove 'as {view}'.");
        }
    }

    private static Name NameOf(Capture capture, Name at) => new(capture.Name, capture.NameSpan, at.Source);

    private static string Shown(byte octet) => octet switch
    {
        (byte)' ' => "a space",
        > (byte)' ' and < 0x7F => $"'{(char)octet}'",
        _ => $"%x{octet:X2}",
    };
}
