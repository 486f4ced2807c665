using System.Globalization;
using System.Text;
using SmtpGen.Analyzers.Typestate;

namespace SmtpGen.Analyzers.Tests.Sessions.Recall;

/// <summary>What share of wrong code is found, by how it reaches its client, and that right code is not.</summary>
public class RecallTests
{
    // No kind may fall below what it has.
    private static readonly Dictionary<string, int> s_least = new(StringComparer.Ordinal)
    {
        ["field"] = 8,
        ["primary constructor"] = 4,
        ["property"] = 4,
        ["record"] = 4,
        ["captured variable"] = 6,
        ["helper"] = 8,
        ["factory"] = 4,
        ["check of replies"] = 4,
        ["task"] = 5,
        ["exception"] = 3,
        ["end"] = 4,
        ["parameter"] = 6,
        ["loop"] = 4,
        ["finally"] = 2,
    };

    [Fact]
    public async Task Right_code_is_not_reported()
    {
        foreach (var snippet in Snippets.Right)
        {
            var found = await FindAsync(snippet);
            Assert.True(found == 0, $"{snippet}");
        }
    }

    [Fact]
    public async Task Wrong_code_of_each_kind_is_found()
    {
        var table = new StringBuilder();
        foreach (var kind in Snippets.Wrong.GroupBy(snippet => snippet.Kind))
        {
            int found = 0;
            foreach (var snippet in kind)
            {
                if (await FindAsync(snippet) > 0)
                    found++;
            }

            table.Append(CultureInfo.InvariantCulture, $"| {kind.Key} | {found} of {kind.Count()} |\n");
            Assert.True(found >= s_least[kind.Key], $"{kind.Key}: {found} of {kind.Count()}");
        }

        TestContext.Current.TestOutputHelper!.WriteLine(table.ToString());
    }

    private static async Task<int> FindAsync(Snippet snippet) =>
        (await Code.Findings(new SessionAnalyzer(), SessionCode.Method(snippet.Body, snippet.Members))).Length;
}
