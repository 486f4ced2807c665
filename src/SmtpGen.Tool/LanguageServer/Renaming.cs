using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;
using SmtpGen.Tool.LanguageServer.Symbols;

namespace SmtpGen.Tool.LanguageServer;

/// <summary>Gives a name another one, wherever it stands.</summary>
internal static class Renaming
{
    /// <summary>The name at a place, as it is written without quotes, and where it stands; null where nothing can be renamed.</summary>
    public static (TextSpan Span, string Text)? Find(Analysis analysis, int offset)
    {
        if (analysis.Symbols.Find(analysis.Source.Path, offset) is not { Occurrence: { Kind: not SymbolKind.File } name } || analysis.Symbols.Same(analysis.Source.Path, offset).Count == 0)
            return null;
        var span = Inner(name);
        return (span, name.Source.GetText(span));
    }

    /// <summary>The places that change, with what is written there.</summary>
    /// <exception cref="ToolException">The new name is none, or the name stands in files that come with the program.</exception>
    public static IReadOnlyList<(SourceText Source, TextSpan Span, string Text)> Places(Analysis analysis, int offset, string newName)
    {
        var same = analysis.Symbols.Same(analysis.Source.Path, offset);
        if (same.Count == 0)
            throw new ToolException(ToolExit.Findings, "Nothing that can be renamed is declared here.");
        if (same.FirstOrDefault(name => !File.Exists(name.Source.Path) && name.Source.Path != analysis.Source.Path && !analysis.IsOpen(name.Source.Path)) is { } foreign)
            throw new ToolException(ToolExit.Findings, $"{foreign.Name} is declared in {Path.GetFileName(foreign.Source.Path)}, which comes with the program and cannot be changed.");
        if (Fault(same[0].Kind, newName) is { } fault)
            throw new ToolException(ToolExit.Findings, fault);
        string key = OccurrenceReader.Key(same[0].Kind, newName);
        if (key != same[0].Name && analysis.Symbols.Scopes.Any(scope => scope.Occurrences.Any(same.Contains) && scope.Declarations(same[0].Kind, key).Any()))
            throw new ToolException(ToolExit.Findings, $"There is a {same[0].Kind.ToString().ToLowerInvariant()} {newName} already; choose another name.");
        return [.. same.Select(name => (name.Source, Inner(name), Inner(name) == name.Span && newName.Contains(' ', StringComparison.Ordinal) ? $"\"{newName}\"" : newName))];
    }

    // Quotes stay where they are.
    private static TextSpan Inner(Occurrence name) => name.Source.Text.ElementAtOrDefault(name.Span.Start) == '"' && name.Span.Length >= 2
        ? new TextSpan(name.Span.Start + 1, name.Span.Length - 2)
        : name.Span;

    private static string? Fault(SymbolKind kind, string name)
    {
        if (kind == SymbolKind.Rule)
            return name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? null : $"'{name}' cannot be the name of a rule: it is a letter, and letters, digits and hyphens after it.";
        // A verb may be two words, which stand in quotes.
        string[] words = kind == SymbolKind.Command ? name.Split(' ', 2) : [name];
        if (!Array.TrueForAll(words, IsWord))
            return $"'{name}' cannot be a name: it is letters, digits, and hyphens and dots between them.";
        return IsKeyword(kind, name) ? $"'{name}' is a word of the language and would be read as one; choose another name." : null;
    }

    private static bool IsWord(string text)
    {
        var token = new Lexer(new SourceText("", text)).Next();
        return token.Kind == TokenKind.Word && token.Span.Length == text.Length;
    }

    // What is read as a word of the language where the name would stand.
    private static bool IsKeyword(SymbolKind kind, string name)
    {
        string[] words = kind switch
        {
            SymbolKind.State => ["same", "end", "initial", "final"],
            SymbolKind.Reply => ["silent"],
            SymbolKind.Flag => ["not", "else"],
            SymbolKind.Body => ["line"],
            SymbolKind.Command => ["but", "need", "needs"],
            SymbolKind.Capture or SymbolKind.Option => ["as", "at", "else", "when", "cites", "sets"],
            _ => [],
        };
        return words.Contains(name);
    }
}
