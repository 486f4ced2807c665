using SmtpGen.Language.Text;
using SmtpGen.Reference.Explanations;
using SmtpGen.Tool.Explanations;
using SmtpGen.Tool.LanguageServer.Messages;

namespace SmtpGen.Tool.LanguageServer;

/// <summary>Dialogs, in which a line of a client begins with <c>C</c> and one of a server with <c>S</c>.</summary>
internal static class Dialogs
{
    private const int FunctionKind = 3;

    private static readonly Lazy<IReadOnlyList<Explainer>> s_explainers =
        new(() => [.. ExplainedProtocols.Find(null, TextWriter.Null).Select(protocol => new Explainer(protocol, "en"))]);

    public static bool Is(string path) => path.EndsWith(".dialog", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a line of a client or a server means.</summary>
    public static Hover? Hover(SourceText source, int offset)
    {
        int line = source.GetLinePosition(offset).Line;
        string text = source.GetLine(line);
        if (Said(text) is not { Length: > 0 } said)
            return null;
        var explanation = s_explainers.Value.Select(explainer => text[0] == 'S' ? explainer.Line(said) : explainer.FindAny(said)).FirstOrDefault(found => found is not null);
        if (explanation is null)
            return null;
        using var writer = new StringWriter();
        new ExplanationPrinter(writer, Wording.In("en")).Write([explanation]);
        return new Hover(new MarkupContent($"```text\n{writer}\n```"), Places.RangeOf(source, new TextSpan(source.GetLineStart(line), text.Length)));
    }

    /// <summary>The verbs that a client may say.</summary>
    public static IReadOnlyList<CompletionItem> Complete(SourceText source, int offset)
    {
        var (line, column) = source.GetLinePosition(offset);
        string before = source.GetLine(line)[..Math.Min(column - 1, source.GetLine(line).Length)];
        if (Said(before) is not { } said || before[0] != 'C' || said.Contains(' ', StringComparison.Ordinal))
            return [];
        var range = Places.RangeOf(source, TextSpan.FromBounds(offset - said.Length, offset));
        return
        [
            .. s_explainers.Value.SelectMany(explainer => explainer.Verbs).Distinct(StringComparer.Ordinal)
                .Select(verb => new CompletionItem(verb, FunctionKind, null, null, 1, new Messages.TextEdit(range, verb))),
        ];
    }

    private static string? Said(string line) => line.Length >= 3 && line[0] is 'C' or 'S' && line[1] is ':' or '>' or '*' && line[2] == ' ' ? line[3..] : null;
}
