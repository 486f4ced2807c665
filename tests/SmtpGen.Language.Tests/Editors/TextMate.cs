using System.Text;
using System.Text.Json;
using TextMateSharp.Grammars;
using TextMateSharp.Internal.Grammars.Reader;
using TextMateSharp.Internal.Themes.Reader;
using TextMateSharp.Internal.Types;
using TextMateSharp.Registry;
using TextMateSharp.Themes;

namespace SmtpGen.Language.Tests.Editors;

/// <summary>A grammar of docs/editors, as editors read it.</summary>
internal sealed class TextMate : IRegistryOptions
{
    private static readonly string s_folder = Path.GetFullPath(Path.Combine(SpecFiles.ProtocolFolder, "../docs/editors/vscode/syntaxes"));

    private readonly string _path;
    private readonly IGrammar _grammar;

    /// <param name="name">File name without its endings: <c>protocol</c>.</param>
    public TextMate(string name)
    {
        _path = Path.Combine(s_folder, name + ".tmLanguage.json");
        string scope = JsonDocument.Parse(File.ReadAllText(_path)).RootElement.GetProperty("scopeName").GetString()!;
        _grammar = new Registry(this).LoadGrammar(scope);
    }

    /// <summary>All regular expressions under a scope that begins so, whatever rule they stand in.</summary>
    public IEnumerable<string> Patterns(string scope) => Rules(JsonDocument.Parse(File.ReadAllText(_path)).RootElement)
        .Where(rule => rule.TryGetProperty("name", out var name) && name.GetString()!.StartsWith(scope, StringComparison.Ordinal) && rule.TryGetProperty("match", out _))
        .Select(rule => rule.GetProperty("match").GetString()!);

    /// <summary>The innermost scope of each character of a text; null where there is only that of the language.</summary>
    public string?[] Scopes(string text)
    {
        var scopes = new string?[text.Length];
        IStateStack? stack = null;
        int start = 0;
        foreach (string line in text.Split('\n'))
        {
            var result = _grammar.TokenizeLine(line, stack, TimeSpan.MaxValue);
            stack = result.RuleStack;
            foreach (var token in result.Tokens)
                scopes.AsSpan(start + token.StartIndex, Math.Min(token.EndIndex, line.Length) - token.StartIndex).Fill(token.Scopes.Skip(1).LastOrDefault());
            start += line.Length + 1;
        }

        return scopes;
    }

    public IRawGrammar GetGrammar(string scopeName)
    {
        using var reader = new StreamReader(_path, Encoding.UTF8);
        return GrammarReader.ReadGrammarSync(reader);
    }

    public ICollection<string> GetInjections(string scopeName) => [];

    public IRawTheme GetTheme(string scopeName) => GetDefaultTheme();

    public IRawTheme GetDefaultTheme()
    {
        using var reader = new StreamReader(new MemoryStream("""{ "name": "none", "settings": [] }"""u8.ToArray()));
        return ThemeReader.ReadThemeSync(reader);
    }

    private static IEnumerable<JsonElement> Rules(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Rules(p.Value)).Prepend(element),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Rules),
        _ => [],
    };
}
