using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>Finds what stands before the verb of each command, and the names that it captures, which are slots of all replies.</summary>
internal static class PrefixBinder
{
    /// <summary>The prefix of a protocol; null where it has none.</summary>
    public static PrefixMember? Find(IEnumerable<PrefixMember> members, Report report)
    {
        var all = members.ToList();
        foreach (var second in all.Skip(1))
            report.Add(BindingRules.Duplicate, second.Keyword, "There is a 'prefix' already, which stands before every verb; write what both match into one.");
        foreach (var empty in all.Where(prefix => prefix.Pattern is null))
            report.Add(BindingRules.MissingPart, empty.Keyword, "The prefix has no pattern; write what stands before a verb, such as 'prefix (tag: 1*ALPHA) SP'.");
        if (all.FirstOrDefault() is { Else.Text: var text } first && text.Any(c => c is < ' ' or > '~'))
            report.Add(BindingRules.BadValue, first.Else!, "What stands for an empty capture is printable ASCII; write such a text.");
        return all.FirstOrDefault();
    }

    /// <summary>The names that a prefix captures, those of parts included.</summary>
    public static IReadOnlyList<Name> NamesOf(PrefixMember? prefix, IEnumerable<PartsMember> parts)
    {
        if (prefix?.Pattern is not { } pattern)
            return [];
        return
        [
            .. PatternViews.CaptureNodes(pattern).GroupBy(capture => capture.Name)
                .SelectMany(same => PatternViews.PartsOf(same.Key, pattern, prefix.Annotations, parts).Select(part => $"{same.Key}.{part.Part}").Distinct()
                    .Prepend(same.Key).Select(name => new Name(name, same.First().NameSpan, prefix.Keyword.Source))),
        ];
    }

    /// <summary>Reports names that mean something else in a reply, or that a command captures too.</summary>
    public static void Check(IReadOnlyList<Name> names, ReplyBinder texts, IEnumerable<BoundCommand> commands, Report report)
    {
        foreach (var name in names.Where(name => texts.Parts(name with { Text = $"{{{name.Text}}}" }, []).Any(part => part.Kind != TextPartKind.Prefix)))
            report.Add(BindingRules.Duplicate, name, $"The slot {{{name}}} of replies means something else already; capture by another name what stands before a verb.");
        foreach (var command in commands)
        {
            foreach (var capture in command.Captures.Where(capture => names.Any(name => name.Text == capture.Name)))
                report.Add(BindingRules.Duplicate, command.Syntax.Verb, $"'{capture.Name}' is captured before every verb already; capture by another name what {command.Syntax.Verb} says.");
        }
    }
}
