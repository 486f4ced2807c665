using SmtpGen.Language.Binding;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;
using SmtpGen.Tool.LanguageServer.Messages;
using SmtpGen.Tool.LanguageServer.Symbols;
using Range = SmtpGen.Tool.LanguageServer.Messages.Range;

namespace SmtpGen.Tool.LanguageServer;

/// <summary>What may stand at a place: the parser says what it looks for there, and the names say what there is.</summary>
internal static class Completions
{
    private const int KeywordKind = 14;
    private const int NameKind = 6;
    private const int Plain = 1;
    private const int Snippet = 2;

    // What the parser calls a name that somebody chooses, and what may be chosen. What begins so counts.
    private static readonly (string Name, SymbolKind Kind)[] s_names =
    [
        ("a reply code", SymbolKind.Status), ("a reply", SymbolKind.Reply), ("the name of a reply", SymbolKind.Reply), ("a state", SymbolKind.State), ("a group of states", SymbolKind.State),
        ("a flag", SymbolKind.Flag), ("an option", SymbolKind.Option), ("a limit", SymbolKind.Limit), ("a verb", SymbolKind.Command), ("the verb to rename", SymbolKind.Command),
        (Expectations.Rule, SymbolKind.Rule), ("'u64', 'ascii', 'unquoted' or a rule", SymbolKind.Rule), ("'octets', 'in value' or the rule", SymbolKind.Rule),
        ("the keyword of another extension", SymbolKind.Extension), ("the protocol to extend", SymbolKind.Protocol), ("the name of a protocol", SymbolKind.Protocol),
        ("'line' or the name of a body", SymbolKind.Body), ("the capture", SymbolKind.Capture), ("the command to remove", SymbolKind.Command), ("the reply to remove", SymbolKind.Reply),
        ("the extension to remove", SymbolKind.Extension),
    ];

    // Words that the parser takes as names.
    private static readonly (string Name, string[] Words)[] s_words =
    [
        ("a state or 'same'", ["same"]), ("'u64', 'ascii', 'unquoted' or a rule", ["u64", "ascii", "unquoted"]), ("'octets', 'in value' or the rule", ["octets", "in value"]),
        ("'on', 'off' or '='", ["on", "off"]), ("'on' or 'off'", ["on", "off"]), ("the type of its value", ["number", "quoted", "doubled", "octets", "text"]),
        ("'positive', 'intermediate'", ["positive", "intermediate", "negative"]), ("a reply code", ["silent"]), ("'line' or the name of a body", ["line"]),
        ("'command', 'extension' or 'reply'", ["command", "extension", "reply"]), ("what is changed", ["command", "body", "reply", "connect", "otherwise"]),
    ];

    /// <summary>What may stand at a place of a specification.</summary>
    /// <param name="analysis">The file.</param>
    /// <param name="offset">The place.</param>
    /// <param name="takesSnippets">Whether the editor takes texts with places to fill in.</param>
    public static IReadOnlyList<CompletionItem> At(Analysis analysis, int offset, bool takesSnippets)
    {
        var source = analysis.Source;
        int start = WordStart(source.Text, offset);
        if (IsInComment(source, start))
            return [];
        var range = Places.RangeOf(source, TextSpan.FromBounds(start, Math.Max(start, offset)));
        var expected = Expectations.At(source, start);
        var items = new List<CompletionItem>();
        foreach (string name in expected.Names)
            items.AddRange(Names(analysis, name, start, range));
        foreach (string word in expected.Words.Where(word => char.IsLetter(word[0]) || word is "=>" or "->" or "[params]"))
            items.Add(Word(word, range, takesSnippets));
        return [.. items.DistinctBy(item => item.Label, StringComparer.Ordinal)];
    }

    /// <summary>The rules that may stand in a grammar.</summary>
    public static IReadOnlyList<CompletionItem> OfGrammar(Analysis analysis, int offset)
    {
        int start = WordStart(analysis.Source.Text, offset);
        var range = Places.RangeOf(analysis.Source, TextSpan.FromBounds(start, Math.Max(start, offset)));
        return [.. Rules(analysis, range).DistinctBy(item => item.Label, StringComparer.OrdinalIgnoreCase)];
    }

    private static IEnumerable<CompletionItem> Names(Analysis analysis, string name, int offset, Range range)
    {
        foreach (string word in s_words.Where(entry => name.StartsWith(entry.Name, StringComparison.Ordinal)).SelectMany(entry => entry.Words))
            yield return Word(word, range, takesSnippets: false);
        if (name.StartsWith("an input", StringComparison.Ordinal))
        {
            foreach (string input in OtherwiseBinder.Inputs.Keys.Concat(["anything else", "foreign", "more than"]))
                yield return Word(input, range, takesSnippets: false);
        }
        else if (name.StartsWith("the name of a family", StringComparison.Ordinal))
        {
            foreach (string family in Families.Names)
                yield return Word(family, range, takesSnippets: false);
        }

        var kinds = s_names.Where(entry => name.StartsWith(entry.Name, StringComparison.Ordinal)).Select(entry => entry.Kind).Take(1).ToList();
        foreach (var kind in kinds)
        {
            foreach (var item in kind == SymbolKind.Rule ? Rules(analysis, range) : Declared(analysis, kind, offset, range))
                yield return item;
        }
    }

    private static IEnumerable<CompletionItem> Declared(Analysis analysis, SymbolKind kind, int offset, Range range)
    {
        // A translation belongs to the protocol that it names, a protocol that is extended may be any.
        var scopes = kind == SymbolKind.Protocol ? analysis.Symbols.Scopes : analysis.Symbols.ScopesOf(analysis.Source.Path);
        var declared = scopes.SelectMany(scope => scope.Chain()).Distinct().SelectMany(scope => scope.Occurrences).Where(name => name.IsDeclaration && name.Kind == kind);
        if (kind == SymbolKind.Capture)
            declared = declared.Where(name => name.Source.Path == analysis.Source.Path && name.Span.Start < offset).OrderByDescending(name => name.Span.Start).Take(8);
        return declared.Select(name => Item(name.Source.GetText(name.Span), name, range));
    }

    private static IEnumerable<CompletionItem> Rules(Analysis analysis, Range range)
    {
        var scopes = analysis.Symbols.ScopesOf(analysis.Source.Path).ToList();
        foreach (var name in scopes.SelectMany(scope => scope.Chain()).SelectMany(scope => scope.Occurrences).Where(name => name.IsDeclaration && name.Kind == SymbolKind.Rule))
            yield return Item(name.Source.GetText(name.Span), name, range);
        foreach (string core in LinkedGrammar.Link([]).RuleNames)
            yield return new CompletionItem(core, NameKind, "rule of RFC 5234", null, Plain, new Messages.TextEdit(range, core));
    }

    private static CompletionItem Item(string label, Occurrence name, Range range) => new(
        label, NameKind, name.Kind.ToString().ToLowerInvariant(), name.Doc.Length > 0 ? new MarkupContent(name.Doc) : null, Plain, new Messages.TextEdit(range, label));

    private static CompletionItem Word(string word, Range range, bool takesSnippets) => takesSnippets && Rows.Of(word) is { } row
        ? new CompletionItem(word, KeywordKind, "with what it needs", null, Snippet, new Messages.TextEdit(range, row))
        : new CompletionItem(word, KeywordKind, null, null, Plain, new Messages.TextEdit(range, word));

    private static int WordStart(string text, int offset)
    {
        int start = Math.Min(offset, text.Length);
        while (start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '-' or '.'))
            start--;
        return start;
    }

    private static bool IsInComment(SourceText source, int offset)
    {
        int line = source.GetLinePosition(offset).Line;
        var lexer = new Lexer(new SourceText("", source.Text[source.GetLineStart(line)..offset]));
        var token = lexer.Next();
        int end = 0;
        for (; token.Kind != TokenKind.End && !(token.Kind == TokenKind.Bad && token.Text == "\""); token = lexer.Next())
            end = token.Span.End;
        // A string that has no end yet is none of the places where a word may stand.
        return token.Kind == TokenKind.Bad || source.Text.AsSpan(source.GetLineStart(line) + end, offset - source.GetLineStart(line) - end).Contains("//", StringComparison.Ordinal);
    }
}
