using SmtpGen.Reference.Comparisons;
using SmtpGen.Reference.Explanations;

namespace SmtpGen.Web.Reference.Views;

/// <summary>Makes the content of pages about codes.</summary>
internal static class CodeViews
{
    /// <summary>The page of a code.</summary>
    /// <param name="page">The page.</param>
    /// <param name="group">The code.</param>
    /// <param name="isLive">Whether any other code can be compared with it.</param>
    public static CodePageView OfCode(PageContext page, ReplyGroup group, bool isLive) => new(
        Code(page, group),
        [.. page.Protocol.Confused.Where(pair => pair.Left == group || pair.Right == group).Select(pair => page.Pair(pair.Left, pair.Right))],
        isLive ? [.. page.Protocol.Groups.Where(other => other != group).Select(other => other.Key)] : [],
        group.Key,
        page.Protocol.Folder);

    /// <summary>The page of two codes.</summary>
    public static PairPageView OfPair(PageContext page, ReplyGroup left, ReplyGroup right) =>
        new(Code(page, left), Code(page, right), ReplyComparison.Of(page.Model, left, right, page.Words.Locale, page.Said));

    /// <summary>The first words that a server says with a code; the name of its class where it says different ones.</summary>
    public static string Gist(PageContext page, ReplyGroup group)
    {
        var first = page.Explainer.Explain(group).Replies[0];
        string text = group.Replies.Count == 1 && first.Lines.Count > 0 ? first.Lines[0] : page.Class(group.Digit).Name;
        return PageFrame.Cut(text, 70);
    }

    /// <summary>Links to the replies of a code by what is sent; those that say the same are told apart by their names.</summary>
    public static IEnumerable<Link> Contents(CodeView code)
    {
        var texts = code.Replies.Select(reply => PageFrame.Cut(reply.Lines.Count > 0 ? reply.Lines[0] : reply.Name, 60)).ToList();
        var twice = texts.CountBy(text => text).Where(text => text.Value > 1).Select(text => text.Key).ToHashSet(StringComparer.Ordinal);
        return code.Replies.Zip(texts, (reply, text) => new Link(twice.Contains(text) ? $"{reply.Name}: {text}" : text, "#" + reply.Anchor));
    }

    private static CodeView Code(PageContext page, ReplyGroup group)
    {
        var explanation = page.Explainer.Explain(group);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return new CodeView(
            page.Said(group),
            page.Class(group.Digit),
            explanation.ClassMeaning,
            [.. group.Replies.Zip(explanation.Replies, (index, reply) => Reply(page, index, reply, seen))],
            page.Code(group));
    }

    private static ReplyView Reply(PageContext page, int index, ReplyExplanation reply, HashSet<string> seen)
    {
        string prefix = reply.Status ?? (reply.Code is > 0 and var code ? $"{code} {reply.EnhancedCode}".TrimEnd() : "");
        return new ReplyView(
            reply.Name,
            PageContext.ReplyAnchor(reply.Name),
            reply.EnhancedCode is { } enhanced && seen.Add(enhanced) ? enhanced : null,
            [.. reply.Lines.DefaultIfEmpty("").Select(line => $"{prefix} {line}".Trim()).Where(line => line.Length > 0)],
            reply.Meaning,
            reply.Seen,
            reply.Fix,
            Places(page, reply),
            reply.Answers,
            [
                .. ReplyPlaces.Targets(page.Model, index).Select(target => target < 0 ? new Link(page.Words.Words.Same) : page.State(page.Model.States[target].Name)),
                .. ReplyPlaces.Following(page.Model, index).Select(then => new Link(CommandView.Then(page.Model, then, page.Words.Words)!)).Distinct(),
            ],
            page.Protocol.ConversationOf(index));
    }

    // States in which the same commands get it stand together.
    private static List<PlaceView> Places(PageContext page, ReplyExplanation reply) =>
    [
        .. from place in reply.States
           group place.State by string.Join('\n', place.Commands) into same
           select new PlaceView([.. same.Key.Split('\n').Select(page.Command)], page.States([.. same])),
    ];
}
