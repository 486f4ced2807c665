using SmtpGen.Language.Binding;
using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Fixes;

/// <summary>
/// Rows that <c>otherwise</c> lacks. A new row answers as most of the rows do that are there for inputs of its kind: those
/// after which the session ends, and those after which it goes on.
/// </summary>
internal static class AddOtherwiseRows
{
    private static readonly HashSet<OtherwiseInput> s_goOn =
    [
        OtherwiseInput.UnknownVerb, OtherwiseInput.WrongState, OtherwiseInput.BadArguments, OtherwiseInput.UnknownParameter,
        OtherwiseInput.NotOffered, OtherwiseInput.LineTooLong, OtherwiseInput.HandlerFailed,
    ];

    /// <summary>The fix of inputs without an answer; null where nothing says how they should be answered.</summary>
    public static SpecFix? Fix(BoundProtocol protocol, IReadOnlyList<OtherwiseInput> missing)
    {
        // A row that a protocol inherits belongs to others too.
        if (protocol.Syntax.Extends is not null || protocol.Otherwise.Count == 0)
            return null;
        var last = protocol.Otherwise[protocol.Otherwise.Count - 1].Syntax;
        if (last.Outcome.Target is not { } end)
            return null;

        string separator = Separator(last.Input);
        string rows = "";
        foreach (var input in missing)
        {
            if (Answer(protocol, s_goOn.Contains(input)) is not { } answer)
                return null;
            rows += separator + OtherwiseBinder.Words(input) + " " + answer;
        }

        string names = string.Join(", ", missing.Select(i => $"'{OtherwiseBinder.Words(i)}'"));
        return new SpecFix($"Answer {names}", new TextEdit(end.Source.Path, new TextSpan(end.Span.End, 0), rows));
    }

    private static string? Answer(BoundProtocol protocol, bool goesOn)
    {
        string? common = protocol.Otherwise
            .Where(row => IsLike(protocol, row, goesOn))
            .GroupBy(row => Text(row.Syntax.Outcome), StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).Select(group => group.Key).FirstOrDefault();
        if (common is not null || goesOn)
            return common;

        // A session may end without a word.
        return protocol.States.Leaves.FirstOrDefault(s => s.IsFinal) is { } final ? $"-> {final.Name}" : null;
    }

    private static bool IsLike(BoundProtocol protocol, BoundOtherwise row, bool goesOn) =>
        s_goOn.Contains(row.Model.Input) == goesOn
        && (row.Model.Target >= 0 && protocol.States.Leaves[row.Model.Target].IsFinal) != goesOn;

    private static string Text(OutcomeSyntax outcome) =>
        (outcome.Replies.Count > 0 ? $"=> {outcome.Replies[0]} " : "") + $"-> {outcome.Target}";

    // A row on a line of its own is followed by such rows, one among others by such.
    private static string Separator(Name row)
    {
        string text = row.Source.Text;
        int lineStart = row.Span.Start;
        while (lineStart > 0 && text[lineStart - 1] is ' ' or '\t')
            lineStart--;
        bool beginsLine = lineStart == 0 || text[lineStart - 1] == '\n';
        bool hasCarriageReturns = lineStart > 1 && text[lineStart - 2] == '\r';
        return beginsLine
            ? (hasCarriageReturns ? "\r\n" : "\n") + text.Substring(lineStart, row.Span.Start - lineStart)
            : "; ";
    }
}
