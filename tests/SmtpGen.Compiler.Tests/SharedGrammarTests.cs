namespace SmtpGen.Compiler.Tests;

/// <summary>Protocols of one assembly have an automaton once, whether or not one extends the other.</summary>
public class SharedGrammarTests
{
    private const string Tables = "AutomatonTables.FromCompiler(";

    [Fact]
    public void Equal_automata_are_emitted_once_in_an_assembly()
    {
        var files = Generation.Run(SmallSpec.Shared, SmallSpec.Protocol("First"), SmallSpec.Protocol("Second").Replace("(text: 1*8ALPHA)", "(words: 1*8ALPHA)").Replace("(text)", "(words)").Replace("{text}", "{words}")).Files;

        Assert.Contains(Tables, files["First.Grammar.g.cs"]);
        Assert.DoesNotContain(Tables, files["Second.Grammar.g.cs"]);
        Assert.Contains("Echo => global::Example.First.FirstGrammar.Echo;", files["Second.Grammar.g.cs"]);
    }

    [Fact]
    public void A_protocol_that_extends_another_has_no_table_of_its_own_for_what_it_inherits()
    {
        var files = Generation.Run(SmallSpec.Shared, SmallSpec.Post, SmallSpec.Parcel).Files;

        Assert.DoesNotContain(Tables, files["Parcel.Grammar.g.cs"]);
    }

    [Fact]
    public void What_refers_to_another_protocol_compiles() =>
        Assert.Empty(Generation.Run("Example", [], SmallSpec.Shared, SmallSpec.Protocol("First"), SmallSpec.Protocol("Second")).Diagnostics());

    [Fact]
    public void Where_the_first_protocol_changes_the_second_has_its_own_table()
    {
        var old = SmallSpec.Protocol("First");

        var after = Generation.Run(SmallSpec.Shared, old, SmallSpec.Protocol("Second")).Edit(old, old.Replace("1*8ALPHA", "1*9ALPHA"));

        Assert.Equal(["Second.Grammar"], after.ReadAgain().Where(file => file.StartsWith("Second", StringComparison.Ordinal)));
        Assert.Contains(Tables, after.Files["Second.Grammar.g.cs"]);
    }
}
