using SmtpGen.Reference.Comparisons;
using SmtpGen.Reference.Dialogs;
using SmtpGen.Web.Reference.Words;

namespace SmtpGen.Web.Reference.Views;

/// <summary>The replies that begin with a code, or a status.</summary>
/// <param name="Code">What a server says.</param>
/// <param name="Class">Their class.</param>
/// <param name="ClassMeaning">What the class says.</param>
/// <param name="Replies">The replies.</param>
/// <param name="Page">The page about them.</param>
internal sealed record CodeView(string Code, ClassTag Class, string ClassMeaning, IReadOnlyList<ReplyView> Replies, Link Page);

/// <summary>The class of replies, as a mark beside a code.</summary>
/// <param name="Name">Its name, so that nobody needs the colour.</param>
/// <param name="Style">The class of its colour.</param>
internal sealed record ClassTag(string Name, string Style);

/// <summary>One reply.</summary>
/// <param name="Name">Its name in the specification.</param>
/// <param name="Anchor">Its place on the page.</param>
/// <param name="EnhancedAnchor">The place of its enhanced code; null where it has none, or another reply of the page has the same.</param>
/// <param name="Lines">What is sent, with words in braces for what is filled in.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="Seen">When one sees it.</param>
/// <param name="Fix">What to do about it.</param>
/// <param name="Places">The commands that get it, with the states; no states: all of them.</param>
/// <param name="Inputs">What it answers that is not a legal command.</param>
/// <param name="Targets">The states that it leads to.</param>
/// <param name="Conversation">How it comes about; null where nobody wrote that down.</param>
internal sealed record ReplyView(
    string Name, string Anchor, string? EnhancedAnchor, IReadOnlyList<string> Lines, string Meaning, string Seen, string Fix,
    IReadOnlyList<PlaceView> Places, IReadOnlyList<string> Inputs, IReadOnlyList<Link> Targets, Conversation? Conversation)
{
    /// <summary>Whether the specification explains it.</summary>
    public bool IsExplained => Meaning.Length + Seen.Length + Fix.Length > 0;
}

/// <summary>Commands that get a reply, in states.</summary>
internal sealed record PlaceView(IReadOnlyList<Link> Commands, IReadOnlyList<Link> States);

/// <summary>The page of a code.</summary>
/// <param name="Code">The code.</param>
/// <param name="Comparisons">Pages that compare it with another.</param>
/// <param name="Others">The codes that it can be compared with on demand; none in a static site.</param>
/// <param name="Key">Names the code among those of the protocol.</param>
/// <param name="Folder">Names the protocol.</param>
internal sealed record CodePageView(CodeView Code, IReadOnlyList<Link> Comparisons, IReadOnlyList<string> Others, string Key, string Folder);

/// <summary>The page of two codes.</summary>
/// <param name="Left">One.</param>
/// <param name="Right">The other.</param>
/// <param name="Comparison">What tells them apart.</param>
internal sealed record PairPageView(CodeView Left, CodeView Right, ReplyComparison Comparison);

/// <summary>A reply, as a part of a page.</summary>
internal sealed record ReplyPart(ReplyView Reply, PageWords Words);

/// <summary>A code beside another, as a part of a page.</summary>
internal sealed record SidePart(CodeView Code, PageWords Words);
