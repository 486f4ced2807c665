using SmtpGen.Runtime;

namespace SmtpGen.Compiler.Tests;

/// <summary>What protocols that are not SMTP's relatives have: verbs of two words, replies of several values, UTF-8, codes of any class.</summary>
public class FamilyProtocolTests
{
    private static readonly SpecText s_spec = new(
        "/spec/News.protocol",
        """
        /// Resembles network news.
        protocol News {
            family coded
            lines { replies utf8 }
            states { initial Connected; final Closed }
            connect { => welcome -> Connected }
            command GROUP (name: 1*VCHAR) { from Connected => failed, group -> same }
            command LIST { from Connected => listed -> same }
            command "LIST ACTIVE" [(pattern: 1*ALPHA)] { from Connected => active -> same }
            command "MODE READER" { from Connected => help -> same }
            command QUIT { from * => bye -> Closed }
            reply welcome 200 "{host} caf\u00e9"
            reply group (count: number, name, last: number) 211 "{last} {{of} {count} {name}"
            reply listed 215 "all"
            reply active 215 "active {pattern}"
            reply help 100 "{allowed}"
            reply bye 205 "Bye"
        }

        """.Replace("\\u00e9", "\u00e9"));

    [Fact]
    public async Task Are_spoken_as_they_are_specified()
    {
        var generation = Generation.Run(s_spec).EditCode("""
            using System.Threading;
            using System.Threading.Tasks;
            using Example.News;
            using SmtpGen.Runtime;

            namespace Example;

            internal sealed class Answering : NewsHandler
            {
                public static ServerSession Begin() => new NewsSession(new Answering(), new NewsOptions());

                protected internal override ValueTask<NewsGroupResult> OnGroupAsync(NewsGroupArguments arguments, CancellationToken cancellationToken) =>
                    new(NewsGroupResult.Group(-3, "\u00fc\0b", 1234567890123));
            }
            """);
        Assert.Empty(generation.Diagnostics());
        var session = (ServerSession)generation.Load().GetType("Example.Answering")!.GetMethod("Begin")!.Invoke(null, null)!;
        var transport = new ScriptedTransport("GROUP x\r\nLIST\r\nlist active\r\nLIST ACTIVE a\r\nLIST other\r\nMODE\r\nMODE OTHER\r\nmode reader\r\nQUIT\r\n");

        await session.RunAsync(transport, TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "200 localhost caf\u00e9", "211 1234567890123 {of} -3 \u00fc?b", "215 all", "215 active", "215 active a", "501 The arguments are not right: LIST", "500 Not understood",
                "500 Not understood", "100 GROUP, LIST, LIST ACTIVE, MODE READER, QUIT", "205 Bye", "",
            ],
            transport.Heard.Split("\r\n"));
    }
}
