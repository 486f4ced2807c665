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
    private readonly LinkedGrammar _grammar;
    private readonly HashSet<string> _words;
    private readonly List<WritingInput> _inputs = [];

    private CommandWriting(GrammarNode pattern, IReadOnlyDictionary<string, CaptureAnnotation> annotations, LinkedGrammar grammar)
    {
        _annotations = annotations;
        _words = Words(pattern);
        _shortest = new ShortestText(grammar);
        _grammar = grammar;
    }

    /// <param name="pattern">The arguments.</param>
    /// <param name="annotations">What stands after captures.</param>
    /// <param name="grammar">The rules.</param>
    public static WritingModel Of(
        GrammarNode pattern, IReadOnlyDictionary<string, CaptureAnnotation> annotations, LinkedGrammar grammar)
    {
        var writing = new CommandWriting(pattern, annotations, grammar);
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
        var captures = Names(item);
        return captures.Count == 0 ? [] : [Given(captures, Write(item, true), [])];
    }

    // Of alternatives that capture the same, one with a rule says more than one with a fixed word, and a shorter one is plainer.
    private List<WritingPart> Choose(Alternation alternation, bool isOptional)
    {
        var ways = alternation.Alternatives
            .Where(way => way is not Guarded)
            .GroupBy(way => string.Join(" ", Captures(way).Select(capture => capture.Name)))
            .Select(same => same.OrderBy(way => Captures(way).Any(c => c.Item is StringTerminal)).ThenBy(way => Terminals(way)).First())
            .OrderByDescending(way => Names(way).Count)
            .ToList();
        return ways.Count == 1 || Names(ways[0]).Count == 0 ? [.. Write(ways[0], isOptional)] : Choose(ways, 0);
    }

    // The way that a capture tells from those after it; what stands in other ways only cannot be said beside it.
    private List<WritingPart> Choose(List<GrammarNode> ways, int at)
    {
        if (at == ways.Count)
            return [];
        var captures = Names(ways[at]);
        var parts = Write(ways[at], true).ToList();
        if (captures.Count == 0)
            return parts;
        var others = ways.SelectMany(Names).Distinct().Where(name => !captures.Contains(name))
            .Select(name => new WritingPart(WritingPartKind.Refused, "", name, [], [], []));
        var telling = captures.Where(name => !ways.Skip(at + 1).SelectMany(Names).Contains(name)).ToList();
        return [Given(telling.Count > 0 ? telling : captures, [.. others, .. parts], Choose(ways, at + 1))];
    }

    private static WritingPart Given(List<string> captures, IEnumerable<WritingPart> parts, IEnumerable<WritingPart> otherwise) =>
        new(WritingPartKind.WhenGiven, "", "", captures.ToEquatableArray(), parts.ToEquatableArray(), otherwise.ToEquatableArray());

    private List<WritingPart> Write(Capture capture, bool isOptional)
    {
        var annotation = _annotations.TryGetValue(capture.Name, out var found) ? found : CaptureAnnotation.None;
        var kind = capture.Separator is not null ? WritingInputKind.List
            : annotation.Says("u64") ? WritingInputKind.Number
            : _words.Contains(capture.Name) ? WritingInputKind.Word
            : WritingInputKind.Text;
        string word = kind == WritingInputKind.Word && capture.Item is StringTerminal text ? text.Text : "";

        // A word that is always there needs nobody to say so.
        if (!_inputs.Any(input => input.Capture == capture.Name) && (kind != WritingInputKind.Word || isOptional))
            _inputs.Add(new WritingInput(capture.Name, kind, isOptional)
            {
                TakesQuotes = annotation.Says("unquoted"),
                TakesCounted = GrammarOctets.CanHold(capture.Item, (byte)'\n', _grammar),
                Separator = capture.Separator ?? 0,
            });
        var written = new WritingPart(WritingPartKind.Capture, word, capture.Name, [], [], []);
        if (annotation.Rule is not { } view
            || _shortest.Around(capture.Item, view.Text) is not { } around)
            return [written];
        List<WritingPart> parts = [.. Literal(around.Before), written, .. Literal(around.Behind)];
        return kind == WritingInputKind.Text && _shortest.Of(capture.Item, view.Text) is { } nothing
            ? [new WritingPart(WritingPartKind.WhenNotEmpty, "", capture.Name, [], parts.ToEquatableArray(), Literal(nothing).ToEquatableArray())]
            : parts;
    }

    // Captures of one fixed word each, which somebody says or does not.
    private static HashSet<string> Words(GrammarNode pattern) =>
        [.. Captures(pattern).GroupBy(capture => capture.Name).Where(same => same.Select(c => (c.Item as StringTerminal)?.Text).Distinct().ToList() is [{ Length: > 0 }])
            .Select(same => same.Key)];

    private static List<string> Names(GrammarNode node) => [.. Captures(node).Select(capture => capture.Name).Distinct()];

    private static IEnumerable<WritingPart> Literal(string? text) =>
        string.IsNullOrEmpty(text) ? [] : [new WritingPart(WritingPartKind.Literal, text!, "", [], [], [])];

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
