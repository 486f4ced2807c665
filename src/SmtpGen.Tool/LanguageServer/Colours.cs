using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;
using SmtpGen.Tool.LanguageServer.Symbols;

namespace SmtpGen.Tool.LanguageServer;

/// <summary>What each word of a file is, for its colour: a name that is spelled like a keyword is a name.</summary>
internal static class Colours
{
    private const int Keyword = 0;
    private const int Number = 1;
    private const int Variable = 12;

    /// <summary>The kinds of words, in the order of their numbers.</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        "keyword", "number", "class", "enumMember", "event", "function", "property", "type", "macro", "parameter", "namespace", "string", "variable",
    ];

    /// <summary>The colours of a file, as the protocol encodes them.</summary>
    public static IReadOnlyList<int> Of(Analysis analysis)
    {
        var source = analysis.Source;
        var names = new SortedDictionary<int, (int Length, int Type)>();
        var found = analysis.File is { } file ? OccurrenceReader.OfFile(file) : analysis.Grammar is { } grammar ? OccurrenceReader.OfGrammar(grammar) : [];
        foreach (var name in found.Where(name => name.Kind != SymbolKind.File && name.Source.Path == source.Path))
            names.TryAdd(name.Span.Start, (name.Span.Length, TypeOf(name.Kind)));
        if (analysis.File is { } specification)
            Words(specification, names);
        return Encode(source, names);
    }

    private static int TypeOf(SymbolKind kind) => kind switch
    {
        SymbolKind.Protocol => 2,
        SymbolKind.State => 3,
        SymbolKind.Reply => 4,
        SymbolKind.Command => 5,
        SymbolKind.Flag or SymbolKind.Option or SymbolKind.Limit or SymbolKind.Word or SymbolKind.Policy => 6,
        SymbolKind.Rule => 7,
        SymbolKind.Status => 8,
        SymbolKind.Capture => 9,
        SymbolKind.Extension or SymbolKind.Body => 10,
        _ => Variable,
    };

    // In a pattern only names have a meaning of their own; elsewhere what is not a name is a keyword or a number.
    private static void Words(SpecFile file, SortedDictionary<int, (int Length, int Type)> names)
    {
        var patterns = file.Layout?.Patterns ?? [];
        var lexer = new Lexer(file.Source);
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            if (token.Kind != TokenKind.Word || names.ContainsKey(token.Span.Start) || patterns.Any(pattern => pattern.Start <= token.Span.Start && token.Span.Start < pattern.End))
                continue;
            int type = char.IsDigit(token.Text[0]) ? Number : IsKeyword(token.Text) ? Keyword : Variable;
            names[token.Span.Start] = (token.Span.Length, type);
        }
    }

    private static bool IsKeyword(string word) => word.All(c => c is (>= 'a' and <= 'z') or '-');

    // Each word says how far it is from the one before; a word of several lines has no colour.
    private static List<int> Encode(SourceText source, SortedDictionary<int, (int Length, int Type)> names)
    {
        var data = new List<int>();
        var (line, column) = (0, 0);
        int end = 0;
        foreach (var (start, (length, type)) in names)
        {
            var at = Places.PositionOf(source, start);
            if (start < end || length == 0 || Places.PositionOf(source, start + length).Line != at.Line)
                continue;
            data.AddRange([at.Line - line, at.Line == line ? at.Character - column : at.Character, length, type, 0]);
            (line, column, end) = (at.Line, at.Character, start + length);
        }

        return data;
    }
}
