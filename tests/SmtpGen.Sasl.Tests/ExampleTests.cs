using System.Runtime.CompilerServices;
using Example;

namespace SmtpGen.Sasl.Tests;

public sealed class ExampleTests
{
    [Fact]
    public async Task A_mechanism_of_ones_own_stands_next_to_the_standard_ones()
    {
        var server = new SaslServer([.. SaslMechanisms.For(new TestUsers()), new AnonymousMechanism()]);
        Assert.Equal("SCRAM-SHA-256 ANONYMOUS", server.Offered(Talk.Plain));
        Assert.Equal("anonymous as anonymous", await server.Begin("ANONYMOUS", Talk.Plain).SayAsync("sirhc"));
    }

    [Fact]
    public void The_manual_shows_the_example_as_it_compiles()
        => Assert.Contains(
            File.ReadAllText(Beside("AnonymousMechanism.cs")).ReplaceLineEndings("\n"),
            File.ReadAllText(Beside("../../docs/sasl.md")).ReplaceLineEndings("\n"),
            StringComparison.Ordinal);

    private static string Beside(string path, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, path);
}
