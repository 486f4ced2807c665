using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests;

/// <summary>The formal grammar of the language reference is whole, and names the members that the parser reads.</summary>
public class ReferenceGrammarTests
{
    private readonly AbnfFile _grammar =
        AbnfParser.ParseFile(new SourceText("README.abnf", Assert.Single(ReferenceTests.Blocks("abnf")).Text));

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
