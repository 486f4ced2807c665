using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>
/// Turns a pattern into what a client writes: literals stay, captures are what it is told, and of what the pattern leaves
/// open the shortest is taken. <c>"FROM:" (sender: Reverse-path as Mailbox)</c> becomes <c>FROM:&lt;sender&gt;</c>, or
/// <c>FROM:&lt;&gt;</c> for an empty sender.
/// </summary>
internal sealed class CommandWriting
{
    private readonly IReadOnlyDictionary<string, CaptureAnnotation> _annotations;
    private readonly ShortestText _shortest;
    private readonly List<WritingInput> _inputs = [];

    private CommandWriting(IReadOnlyDictionary<string, CaptureAnnotation> annotations, LinkedGrammar grammar)
    {
        _annotations = annotations;
        _shortest = new ShortestText(grammar);
    }

    /// <param name="pattern">The arguments.</param>
    /// <param name="annotations">What stands behind captures.</param>
    /// <param name="grammar">The rules.</param>
    public static WritingModel Of(
        GrammarNode pattern, IReadOnlyDictionary<string, CaptureAnnotation> annotations, LinkedGrammar grammar)
    {
        var writing = new CommandWriting(annotations, grammar);
        var parts = writing.Write(pattern, false).ToEquatableArray();
        return new WritingModel(writing._inputs.ToEquatableArray(), parts);
    }

    private IEnumerable<WritingPart> Write(GrammarNode node, bool isOptional) => node switch
    {
        Concatenation c => c.Parts.SelectMany(part => Write(part, isOptional)).ToList(),
        Alternation a => Choose(a, isOptional),
        Repetition { Min: 0 } r => Option(r.Item),
        // What is captured in it is captured once.
        Repetition r when Captures(r.Item).Any() => Write(r.Item, isOptional),
        Capture c => Write(c, isOptional),
        // A client never writes what an option makes legal.
        Guarded => [],
        _ => Literal(_shortest.Of(node)),
    };

    private List<WritingPart> Option(GrammarNode item)
    {
        if (Captures(item).FirstOrDefault() is not { } capture)
            return [];
        return [new WritingPart(WritingPartKind.WhenGiven, "", capture.Name, Write(item, true).ToEquatableArray(), [])];
    }

    // Of alternatives that capture the same, one with a rule says more than one with a fixed word, and a shorter one is plainer.
    private List<WritingPart> Choose(Alternation alternation, bool isOptional)
    {
        var ways = alternation.Alternatives
            .Where(way => way is not Guarded)
            .GroupBy(way => string.Join(" ", Captures(way).Select(capture => capture.Name)))
            .Select(same => same.OrderBy(way => Captures(way).Any(c => c.Item is StringTerminal)).ThenBy(way => Terminals(way)).First())
            .OrderBy(way => !Captures(way).Any())
            .ToList();
        if (ways.Count == 1 || !Captures(ways[0]).Any())
            return [.. Write(ways[0], isOptional)];
        var first = Captures(ways[0]).First();
        var otherwise = ways.Count == 2
            ? Write(ways[1], true)
            : Choose(alternation with { Alternatives = ways.Skip(1).ToEquatableArray() }, true);
        return [new WritingPart(WritingPartKind.WhenGiven, "", first.Name, Write(ways[0], true).ToEquatableArray(), otherwise.ToEquatableArray())];
    }

    private List<WritingPart> Write(Capture capture, bool isOptional)
    {
        var annotation = _annotations.TryGetValue(capture.Name, out var found) ? found : CaptureAnnotation.None;
        string word = capture.Item is StringTerminal text ? text.Text : "";
        bool isNumber = annotation.As.Any(a => a.Text == "u64");
        var kind = word.Length > 0 ? WritingInputKind.Word : isNumber ? WritingInputKind.Number : WritingInputKind.Text;
        if (!_inputs.Any(input => input.Capture == capture.Name))
            _inputs.Add(new WritingInput(capture.Name, kind, isOptional));
        var written = new WritingPart(WritingPartKind.Capture, word, capture.Name, [], []);
        if (annotation.As.FirstOrDefault(a => a.Text is not ("u64" or "ascii")) is not { } view
            || _shortest.Around(capture.Item, view.Text) is not { } around)
            return [written];
        List<WritingPart> parts = [.. Literal(around.Before), written, .. Literal(around.Behind)];
        return _shortest.Of(capture.Item, view.Text) is { } nothing
            ? [new WritingPart(WritingPartKind.WhenNotEmpty, "", capture.Name, parts.ToEquatableArray(), Literal(nothing).ToEquatableArray())]
            : parts;
    }

    private static IEnumerable<WritingPart> Literal(string? text) =>
        string.IsNullOrEmpty(text) ? [] : [new WritingPart(WritingPartKind.Literal, text!, "", [], [])];

    private static IEnumerable<Capture> Captures(GrammarNode node) => node switch
    {
        Concatenation c => c.Parts.SelectMany(Captures),
        Alternation a => a.Alternatives.SelectMany(Captures),
        Repetition r => Captures(r.Item),
        Capture c => [c],
        _ => [],
    };

    private static int Terminals(GrammarNode node) => node switch
    {
        Concatenation c => c.Parts.Sum(Terminals),
        Repetition r => Terminals(r.Item),
        StringTerminal text => text.Text.Length,
        _ => 0,
    };
}
