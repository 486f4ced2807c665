using System.Text.RegularExpressions;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests;

/// <summary>The formal grammar of the language reference is whole, and names the members that the parser reads.</summary>
public partial class ReferenceGrammarTests
{
    private readonly AbnfFile _grammar = Read();

    /// <summary>Every keyword: what the formal grammar has of words, but the units of a duration, which stand inside one.</summary>
    internal static IReadOnlyList<string> Keywords() =>
    [
        .. Read().Rules.Where(rule => rule.Name != "duration").SelectMany(rule => Inside(rule.Definition)).OfType<StringTerminal>()
            .Select(terminal => terminal.Text).Where(text => Word().IsMatch(text)).Distinct().Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void The_formal_grammar_is_ABNF() => Assert.Empty(_grammar.Diagnostics);

    [Fact]
    public void The_formal_grammar_defines_each_rule_once() => Assert.Empty(LinkedGrammar.Link([_grammar]).Diagnostics);

    [Fact]
    public void The_formal_grammar_defines_every_rule_it_refers_to()
    {
        var linked = LinkedGrammar.Link([_grammar]);
        var references = _grammar.Rules.SelectMany(r => Inside(r.Definition)).OfType<RuleReference>();

        Assert.All(references, r => Assert.True(linked.Defines(r.Name), r.Name));
    }

    [Fact]
    public void The_formal_grammar_refers_to_every_rule_it_defines()
    {
        var references = _grammar.Rules.SelectMany(r => Inside(r.Definition)).OfType<RuleReference>().Select(r => r.Name);

        // A capture stands inside a pattern, which is told in words; a comment may stand between any two tokens; reading
        // begins with a file.
        Assert.Equal(["capture", "comment", "file"], _grammar.Rules.Select(r => r.Name).Except(references).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_formal_grammar_begins_each_member_with_a_word_that_the_parser_knows()
    {
        var members = Inside(Rule("member")).OfType<RuleReference>()
            .Select(member => Inside(Rule(member.Name)).OfType<StringTerminal>().First().Text);

        Assert.Equal(KnownToTheParser(), members.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_formal_grammar_has_every_word_that_the_parser_asks_for()
    {
        string folder = Path.Combine(SpecFiles.ProtocolFolder, "../generators/SmtpGen.Language/Syntax");
        var asked = Directory.EnumerateFiles(folder, "*.cs").SelectMany(file => AskedFor().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["word"].Value).Distinct().ToList();

        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(Keywords()));
    }

    private static AbnfFile Read() => AbnfParser.ParseFile(new SourceText("README.abnf", Assert.Single(ReferenceTests.Blocks("abnf")).Text));

    [GeneratedRegex("^[a-z][a-z-]*$")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?:TryTakeWord|ExpectWord|AtWord|IsWord)\(""(?<word>[^""]+)""\)")]
    private static partial Regex AskedFor();

    // What the parser knows, it says to whoever writes something else.
    private static IEnumerable<string> KnownToTheParser()
    {
        string message = Assert.Single(SpecFile.Parse(new SourceText("odd.protocol", "odd")).Diagnostics).Message;
        const string before = "a member: ";
        int start = message.IndexOf(before, StringComparison.Ordinal) + before.Length;
        int end = message.IndexOf(", found", StringComparison.Ordinal);
        return message[start..end].Split(", ");
    }

    private static IEnumerable<GrammarNode> Inside(GrammarNode node) => node switch
    {
        Alternation alternation => alternation.Alternatives.SelectMany(Inside),
        Concatenation concatenation => concatenation.Parts.SelectMany(Inside),
        Repetition repetition => Inside(repetition.Item),
        _ => [node],
    };

    private GrammarNode Rule(string name) => Assert.Single(_grammar.Rules, r => r.Name == name).Definition;
}
