using SmtpGen.Runtime;

namespace SmtpGen.Compiler.Tests;

/// <summary>Replies to a command before the one that answers it.</summary>
public class SendsTests
{
    private static readonly SpecText s_files = new(
        "/spec/Files.protocol",
        """
        /// Resembles file transfer.
        protocol Files {
            family coded
            limits { fetches 2 in 1 .. 9 }
            states { Open { initial Connected; Fetched }; final Closed }
            connect { => welcome -> Connected }
            /// Fetches a file.
            command RETR (file: 1*VCHAR) {
                from Open
                at most fetches in Open else too-often
                sends opening, part
                => missing -> same
                => transferred -> Fetched
            }
            command QUIT { from Open => bye -> Closed }
            reply welcome 220 "Ready"
            reply opening 150 "Opening {file}"
            reply part (number: number, name: quoted) 151 "Part {number} of {name}"
            reply transferred (heard: number) 226 "{file} after {heard} octets"
            reply missing 550 "No {file}"
            reply too-often 450 "Enough"
            reply bye 221 "Bye"
        }

        """);

    private static readonly SpecText s_folders = new(
        "/spec/Folders.protocol",
        """
        /// Says it in other words.
        protocol Folders extends Files {
            rename command RETR to GET
            change reply opening 150 "Please wait for {file}"
        }

        """);

    private const string Handler = """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Example.Files;
        using SmtpGen.Runtime;

        namespace Example;

        internal sealed class Fetching : FilesHandler
        {
            public static Func<string> Heard { get; set; } = null!;

            public static ServerSession Begin() => new FilesSession(new Fetching(), new FilesOptions());

            protected internal override async ValueTask<FilesRetrResult> OnRetrAsync(FilesRetrArguments arguments, FilesRetrSender send, CancellationToken cancellationToken)
            {
                int parts = arguments.File.Span.Length - 1;
                if (parts > 0)
                    await send.OpeningAsync(flush: true);
                await Task.Yield();
                for (int i = 1; i <= parts; i++)
                    await send.PartAsync(i, arguments.File, flush: i == 1);
                if (parts == 4)
                    throw new InvalidOperationException("The disk is gone.");
                return FilesRetrResult.Transferred(Heard().Length);
            }
        }
        """;

    [Fact]
    public async Task They_go_out_in_order_at_once_where_that_is_said_and_the_next_command_comes_after_the_answer()
    {
        Assert.Equal(
            """
            220 Ready
            226 a after 11 octets
            150 Opening b"d
            151 Part 1 of "b\\"d"
            151 Part 2 of "b\\"d"
            226 b"d after 73 octets
            450 Enough
            221 Bye

            """.ReplaceLineEndings("\r\n").Replace("\\\\", "\\"),
            await HeardAsync("RETR a\r\nRETR b\"d\r\nRETR e\r\nQUIT\r\n", Generation.Run(s_files).EditCode(Handler)));
    }

    [Fact]
    public async Task A_handler_that_fails_after_some_is_answered_for_and_the_session_goes_on()
    {
        Assert.Equal(
            "220 Ready\r\n150 Opening abcde\r\n" + string.Concat(Enumerable.Range(1, 4).Select(i => $"151 Part {i} of \"abcde\"\r\n")) + "451 The server failed\r\n221 Bye\r\n",
            await HeardAsync("RETR abcde\r\nQUIT\r\n", Generation.Run(s_files).EditCode(Handler)));
    }

    [Fact]
    public async Task A_handler_of_the_protocol_serves_one_that_extends_it()
    {
        var generation = Generation.Run(s_files, s_folders).EditCode(Handler.Replace("new FilesSession(new Fetching(), new FilesOptions())", "new Example.Folders.FoldersSession(new Fetching(), new Example.Folders.FoldersOptions())"));

        Assert.Equal("220 Ready\r\n150 Please wait for ab\r\n151 Part 1 of \"ab\"\r\n226 ab after 55 octets\r\n221 Bye\r\n", await HeardAsync("GET ab\r\nQUIT\r\n", generation));
    }

    [Fact]
    public void What_a_command_does_not_send_cannot_be_sent_with_it()
    {
        Assert.DoesNotContain("MissingAsync", Generation.Run(s_files).Files["Files.Senders.g.cs"]);
    }

    [Fact]
    public void An_unsolicited_reply_whose_values_a_protocol_changes_is_sent_with_those_of_each()
    {
        var news = new SpecText("/spec/News.protocol", """
            protocol News {
                family coded
                states { initial Open; final Closed }
                connect { => welcome -> Open }
                command QUIT { from Open => bye -> Closed }
                unsolicited item, count in Open
                reply welcome 220 "Ready"
                reply item (title) 251 "{title}"
                reply count (number: number) 252 "{number}"
                reply bye 221 "Bye"
            }

            """);
        var numbered = new SpecText("/spec/Numbered.protocol", """
            protocol Numbered extends News {
                change reply item (number: number, title) 251 "{number} {title}"
            }

            """);

        var generation = Generation.Run(news, numbered);

        Assert.Empty(generation.Diagnostics());
        string session = generation.Files["Numbered.Session.g.cs"];
        Assert.Contains("public bool TryPushItem(long number, global::SmtpGen.Runtime.ReplyValue title)", session);
        Assert.Contains("TryPushItem(global::SmtpGen.Runtime.ReplyValue title) => false;", session);
    }

    [Fact]
    public void A_client_gets_them_with_the_reply_that_answers()
    {
        var client = PlayedClient.Of(Generation.Run(s_files), "Example.Files.FilesClientMachine");
        client.Say("ReadGreeting");
        client.Hear("220 Ready\r\n");
        client.Say("Retr", "abc");

        var reply = client.Hear("150 Opening abc\r\n151 Part 1 of \"a \\\"b\\\"\"\r\n151 odd\r\n226 abc after 12 octets\r\n");

        Assert.Equal(["opening", "part", "part"], reply.Before.Select(part => part.Name));
        Assert.Equal(("1", "a \"b\"", null), (reply.Before[1]["number"], reply.Before[1]["name"], reply.Before[2]["name"]));
        Assert.Equal(("transferred", "12"), (reply.Name, reply["heard"]));
        Assert.Contains("its values are heard", Assert.Throws<ArgumentException>(() => reply["number"]).Message, StringComparison.Ordinal);
    }

    private static async Task<string> HeardAsync(string said, Generation generation)
    {
        Assert.Empty(generation.Diagnostics());
        var type = generation.Load().GetType("Example.Fetching")!;
        var transport = new ScriptedTransport(said);
        type.GetProperty("Heard")!.SetValue(null, () => transport.Heard);
        await ((ServerSession)type.GetMethod("Begin")!.Invoke(null, null)!).RunAsync(transport, TestContext.Current.CancellationToken);
        return transport.Heard;
    }
}
