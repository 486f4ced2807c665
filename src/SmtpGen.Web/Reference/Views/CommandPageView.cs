using SmtpGen.Reference.Railroads;
using SmtpGen.Web.Reference.Words;

namespace SmtpGen.Web.Reference.Views;

/// <summary>The page of a command.</summary>
/// <param name="Verb">Its verb.</param>
/// <param name="Meaning">What it does.</param>
/// <param name="Document">The document that describes it; null where none is named.</param>
/// <param name="Extension">The extension that brings it; null where it is always there.</param>
/// <param name="Syntax">How it is written.</param>
/// <param name="Drawings">The same in full, and then each rule that it uses.</param>
/// <param name="Rules">Its replies, by states.</param>
/// <param name="Elsewhere">The states that refuse it, with what comes first.</param>
/// <param name="Refusals">The replies to what is wrong otherwise.</param>
/// <param name="Parameters">What may follow its arguments.</param>
internal sealed record CommandPageView(
    string Verb, string Meaning, Link? Document, Link? Extension, string Syntax, IReadOnlyList<SyntaxDrawing> Drawings,
    IReadOnlyList<RuleView> Rules, IReadOnlyList<StepView> Elsewhere, IReadOnlyList<RefusalView> Refusals, IReadOnlyList<ParameterView> Parameters)
{
    /// <summary>The parts of the page, which it begins with where there are more than a few.</summary>
    /// <param name="words">The language.</param>
    public IEnumerable<Link> Contents(PageWords words)
    {
        yield return new Link(words.Head(words.Words.Syntax), "#syntax");
        if (Parameters.Count > 0)
            yield return new Link(words.Parameters, "#parameters");
        if (Rules.Count > 0)
            yield return new Link(words.StatesAndReplies, "#answers");
        if (Elsewhere.Count > 0)
            yield return new Link(words.RefusedElsewhere, "#elsewhere");
        if (Refusals.Count > 0)
            yield return new Link(words.AlsoRefused, "#refusals");
    }
}

/// <summary>What a command is answered in some states.</summary>
internal sealed record RuleView(IReadOnlyList<Link> States, IReadOnlyList<AnswerView> Answers);

/// <summary>An answer.</summary>
/// <param name="Prefix">What it begins with.</param>
/// <param name="Class">Its class.</param>
/// <param name="Reply">Its name.</param>
/// <param name="Target">The state that it leads to, or the words for the same.</param>
/// <param name="Then">What follows before the next command, in words; null: nothing.</param>
internal sealed record AnswerView(string Prefix, ClassTag Class, Link Reply, Link Target, string? Then);

/// <summary>States with what comes first there.</summary>
internal sealed record StepView(IReadOnlyList<Link> States, Link Command);

/// <summary>A reply with what it says.</summary>
/// <param name="Prefix">What it begins with.</param>
/// <param name="Class">Its class.</param>
/// <param name="Reply">Its name.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="Limit">The limit that it speaks of; null where there is none.</param>
internal sealed record RefusalView(string Prefix, ClassTag Class, Link Reply, string Meaning, Link? Limit);

/// <summary>A parameter.</summary>
internal sealed record ParameterView(string Syntax, string Meaning, Link? Extension);
