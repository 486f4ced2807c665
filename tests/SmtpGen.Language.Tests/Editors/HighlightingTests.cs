using System.Text.RegularExpressions;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests.Editors;

/// <summary>What editors colour is what the language has.</summary>
public sealed partial class HighlightingTests
{
    // Words that stand where a name may stand, and are none.
    private static readonly string[] s_namesWithMeaning = ["same", "u64", "unquoted"];

    public static TheoryData<string> Specifications => [.. Shipped("*.protocol"), .. Shipped("*.help")];

    [Fact]
    public void The_highlighted_words_are_the_keywords_of_the_language()
    {
        var grammar = new TextMate("protocol");
        var words = grammar.Patterns("keyword.declaration").Concat(grammar.Patterns("keyword.control")).Concat(grammar.Patterns("constant.language"))
            .SelectMany(pattern => Alternatives().Match(pattern).Groups["words"].Value.Split('|'));

        Assert.Equal(ReferenceGrammarTests.Keywords().Concat(s_namesWithMeaning).Order(StringComparer.Ordinal), words.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Specifications))]
    public void Every_token_of_a_shipped_specification_is_coloured_as_what_it_is(string path)
    {
        string text = File.ReadAllText(Path.Combine(SpecFiles.ProtocolFolder, path)).ReplaceLineEndings("\n");
        var scopes = new TextMate("protocol").Scopes(text);
        var keywords = ReferenceGrammarTests.Keywords().Concat(s_namesWithMeaning).ToHashSet();

        var lexer = new Lexer(new SourceText(path, text));
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            // A pattern may hold numbers that a specification's own words cannot: `%x41-5A`.
            if (token.Kind == TokenKind.Bad)
                continue;
            string expected = token.Kind switch
            {
                TokenKind.String => "string.quoted",
                TokenKind.Octet => "constant.numeric.octet",
                TokenKind.Symbol => "(keyword.operator|punctuation|constant.numeric)",
                _ when keywords.Contains(token.Text) => "(keyword.declaration|keyword.control|constant.language)",
                _ => "(constant.numeric|entity.name|variable.other)",
            };
            Assert.Matches("^" + expected, $"{scopes[token.Span.Start]} of {token.Text} at {token.Span.Start}");
        }
    }

    [Fact]
    public void A_rule_name_of_a_grammar_file_is_coloured_where_it_is_defined()
    {
        var grammar = new TextMate("abnf");
        foreach (string path in Shipped("*.abnf"))
        {
            var source = new SourceText(path, File.ReadAllText(Path.Combine(SpecFiles.ProtocolFolder, path)).ReplaceLineEndings("\n"));
            var scopes = grammar.Scopes(source.Text);
            foreach (var rule in Language.Grammar.AbnfParser.ParseFile(source).Rules)
                Assert.Equal("entity.name.function.abnf", scopes[rule.NameSpan.Start]);
        }
    }

    [Theory]
    [InlineData("# Title", "markup.heading")]
    [InlineData("! set x", "keyword.control")]
    [InlineData("C: EHLO a", "keyword.operator.client")]
    [InlineData("C> EHLO a\\r\\n", "keyword.operator.client")]
    [InlineData("S: 250 ok", "keyword.operator.server")]
    [InlineData("S* 250 ok", "keyword.operator.server")]
    [InlineData("B: line", "keyword.operator.body")]
    [InlineData("X:", "keyword.control.close")]
    [InlineData("Prose stands as it is.", null)]
    public void A_line_of_a_dialog_is_coloured_by_its_beginning(string line, string? scope)
    {
        string? found = new TextMate("dialog").Scopes(line)[0];

        Assert.Equal(scope is null, found is null);
        Assert.StartsWith(scope ?? "", found ?? "");
    }

    private static IEnumerable<string> Shipped(string pattern) =>
        Directory.EnumerateFiles(SpecFiles.ProtocolFolder, pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(SpecFiles.ProtocolFolder, path).Replace('\\', '/')).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\(\?:(?<words>[a-z0-9|-]+)\)")]
    private static partial Regex Alternatives();
}
