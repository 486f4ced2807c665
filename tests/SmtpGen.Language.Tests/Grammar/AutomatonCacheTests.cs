using SmtpGen.Language.Grammar;

namespace SmtpGen.Language.Tests.Grammar;

/// <summary>Automata are kept by what they follow from, up to a size.</summary>
public sealed class AutomatonCacheTests
{
    private static readonly Automaton s_small = Grammars.CompileClean(Grammars.Link(), "\"a\"");

    [Fact]
    public void A_pattern_is_compiled_once_however_it_is_written_and_wherever_it_stands()
    {
        Automaton first = Grammars.CompileClean(Grammars.Link("word = 1*ALPHA"), "(kept: word) \"-once\"");

        Assert.Same(first, Grammars.CompileClean(Grammars.Link("; More.\nletters = 1*ALPHA"), "( kept:  letters )   \"-once\""));
    }

    [Theory]
    [InlineData("word", "(other: word) \"-key\"", 0)]
    [InlineData("word", "(key: word) \"-keys\"", 0)]
    [InlineData("word", "(key: word) \"-key\"", 9)]
    [InlineData("word", "(key: 2*ALPHA) \"-key\"", 0)]
    [InlineData("word", "(key: *1ALPHA) \"-key\"", 0)]
    public void Another_pattern_capture_or_bound_is_another_automaton(string rule, string pattern, int bound)
    {
        var grammar = Grammars.Link($"{rule} = 1*ALPHA");
        Automaton first = Grammars.CompileClean(grammar, "(key: word) \"-key\"");

        Assert.NotEqual(first, Grammars.CompileClean(grammar, pattern, bound == 0 ? [] : [new Bound(rule, BoundKind.Octets, bound)]));
    }

    [Fact]
    public void What_was_used_last_stays_and_the_size_has_an_end()
    {
        var cache = new AutomatonCache(2000);
        for (int i = 0; i < 100; i++)
        {
            cache.Add("used", s_small);
            Assert.Same(s_small, cache.Find("used"));
            cache.Add(new string('x', 100) + i, s_small);
            Assert.InRange(cache.Size, 1, 2000);
        }

        Assert.Null(cache.Find(new string('x', 100) + 0));
        Assert.NotNull(cache.Find(new string('x', 100) + 99));
    }

    [Fact]
    public void What_is_larger_than_all_is_not_kept()
    {
        var cache = new AutomatonCache(10);

        Assert.Same(s_small, cache.Add(new string('x', 11), s_small));
        Assert.Equal(0, cache.Size);
    }

    [Fact]
    public void Any_thread_may_ask()
    {
        var cache = new AutomatonCache(5000);
        Parallel.For(0, 20_000, i =>
        {
            string key = new('k', (i % 97) + 1);
            Assert.Equal(s_small, cache.Find(key) ?? cache.Add(key, s_small));
        });

        Assert.InRange(cache.Size, 1, 5000);
    }

    [Fact]
    public void What_has_findings_is_found_again_where_it_stands_then()
    {
        var grammar = Grammars.Link();
        var first = Grammars.Compile(grammar, "(x: *\"a\") *\"a\"");
        var second = Grammars.Compile(grammar, "  (x: *\"a\") *\"a\"");

        Assert.NotEmpty(first.Diagnostics);
        Assert.NotEqual(first.Diagnostics[0].Span, second.Diagnostics[0].Span);
    }
}
