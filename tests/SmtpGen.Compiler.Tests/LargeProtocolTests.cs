using SmtpGen.Runtime;

namespace SmtpGen.Compiler.Tests;

/// <summary>Protocols with more states, commands, replies, outcomes and extensions than an octet or a small mask can number.</summary>
public class LargeProtocolTests
{
    private const int Size = 300;

    private static readonly SpecText s_spec = new("/spec/Large.protocol", $$"""
        /// Is large.
        protocol Large {
            include "shared.protocol"
            {{Lines(64, i => $"extension X{i} {{ }}")}}
            states {
                initial Connected
                {{Lines(Size, i => $"S{i}")}}
                final Closed
            }
            {{Lines(Size, i => $"command GO{i} {{ from {(i == 0 ? "Connected" : $"S{i - 1}")} => r{i} -> S{i} }}")}}
            command ALL { from S{{Size - 1}} => {{string.Join(", ", Enumerable.Range(0, Size).Select(i => $"r{i}"))}} -> same }
            {{Lines(Size, i => $"reply r{i} 250 2.0.0 \"Reply {i}\"")}}
        }

        """);

    [Fact]
    public async Task Reach_their_last_state_by_their_last_reply()
    {
        var generation = Generation.Run(SmallSpec.Shared, s_spec).EditCode($$"""
            using System.Threading;
            using System.Threading.Tasks;
            using Example.Large;
            using SmtpGen.Runtime;

            namespace Example;

            internal sealed class Choosing : LargeHandler
            {
                public static ServerSession Begin() => new LargeSession(new Choosing(), new LargeOptions());

                protected internal override ValueTask<LargeAllResult> OnAllAsync(CancellationToken cancellationToken) => new(LargeAllResult.R{{Size - 1}}());
            }
            """);
        Assert.Empty(generation.Diagnostics());
        var assembly = generation.Load();
        var session = (ServerSession)assembly.GetType("Example.Choosing")!.GetMethod("Begin")!.Invoke(null, null)!;
        var transport = new ScriptedTransport(string.Concat(Enumerable.Range(0, Size).Select(i => $"go{i}\r\n")) + "ALL\r\n");

        await session.RunAsync(transport, TestContext.Current.CancellationToken);

        Assert.Equal($"S{Size - 1}", session.StateName);
        Assert.EndsWith($"250 2.0.0 Reply {Size - 1}\r\n250 2.0.0 Reply {Size - 1}\r\n", transport.Heard, StringComparison.Ordinal);
        Assert.Equal(ushort.MaxValue, Convert.ToInt32(Enum.Parse(assembly.GetType("Example.Large.LargeAllReply", throwOnError: true)!, "Other"), null));
    }

    [Theory]
    [InlineData("flags { ", "f", "; ", " }", 33)]
    [InlineData("", "extension X", "\n", "", 65)]
    [InlineData("states { ", "S", "; ", " }", 4095)]
    [InlineData("", "command GO", " { from Connected => bye -> Closed }\n", " { from Connected => bye -> Closed }", 4096)]
    [InlineData("", "reply r", " 250 2.0.0 \"Ok\"\n", " 250 2.0.0 \"Ok\"", 16382)]
    public void Are_refused_by_number_where_they_are_too_large(string before, string part, string between, string after, int count)
    {
        string parts = before + string.Join(between, Enumerable.Range(0, count).Select(i => part + i)) + after;
        Assert.Contains("SGP0403", Findings($$"""
            protocol Large {
                include "shared.protocol"
                states { initial Connected; final Closed }
                {{parts}}
            }
            """), StringComparison.Ordinal);
    }

    private static string Findings(string text) => string.Join("\n", Language.Specification.Compile(
        [Parse(SmallSpec.Shared.Path, SmallSpec.Shared.Text), Parse("/spec/Large.protocol", text)], []).Diagnostics);

    private static Language.Syntax.SpecFile Parse(string path, string text) => Language.Syntax.SpecFile.Parse(new Language.Text.SourceText(path, text));

    private static string Lines(int count, Func<int, string> line) => string.Join("\n    ", Enumerable.Range(0, count).Select(line));
}
