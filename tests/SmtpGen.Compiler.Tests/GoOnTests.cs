using SmtpGen.Runtime;

namespace SmtpGen.Compiler.Tests;

/// <summary>Several replies to one command, of which each is sent before the handler is asked for the next.</summary>
public class GoOnTests
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
                => missing -> same
                => opening then go on
                => transferred -> Fetched
            }
            command QUIT { from Open => bye -> Closed }
            reply welcome 220 "Ready"
            reply opening 150 "Opening {file}"
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
            private int _replies;

            public static Func<string> Heard { get; set; } = null!;

            public static ServerSession Begin() => new FilesSession(new Fetching(), new FilesOptions());

            protected internal override ValueTask<RetrResult> OnRetrAsync(RetrArguments arguments, CancellationToken cancellationToken)
            {
                _replies = arguments.File.Span.Length;
                return new(_replies == 1 ? RetrResult.Transferred(Heard().Length) : RetrResult.Opening);
            }

            protected internal override async ValueTask<RetrResult> OnRetrGoOnAsync(CancellationToken cancellationToken)
            {
                await Task.Yield();
                if (_replies == 5)
                    throw new InvalidOperationException("The disk is gone.");
                return --_replies > 1 ? RetrResult.Opening : RetrResult.Transferred(Heard().Length);
            }
        }
        """;

    [Fact]
    public async Task Each_reply_is_sent_before_the_next_is_chosen_and_the_next_command_comes_after_the_last()
    {
        Assert.Equal(
            """
            220 Ready
            226 a after 11 octets
            150 Opening bcd
            150 Opening bcd
            226 bcd after 68 octets
            450 Enough
            221 Bye

            """.ReplaceLineEndings("\r\n"),
            await HeardAsync("RETR a\r\nRETR bcd\r\nRETR e\r\nQUIT\r\n", Generation.Run(s_files).EditCode(Handler)));
    }

    [Fact]
    public async Task A_handler_that_fails_after_the_first_reply_is_answered_for_and_the_session_goes_on()
    {
        Assert.Equal(
            "220 Ready\r\n150 Opening abcde\r\n451 The server failed\r\n221 Bye\r\n",
            await HeardAsync("RETR abcde\r\nQUIT\r\n", Generation.Run(s_files).EditCode(Handler)));
    }

    [Fact]
    public async Task A_handler_of_the_protocol_serves_one_that_extends_it()
    {
        var generation = Generation.Run(s_files, s_folders).EditCode(Handler.Replace("new FilesSession(new Fetching(), new FilesOptions())", "new Example.Folders.FoldersSession(new Fetching(), new Example.Folders.FoldersOptions())"));

        Assert.Equal("220 Ready\r\n150 Please wait for ab\r\n226 ab after 35 octets\r\n221 Bye\r\n", await HeardAsync("GET ab\r\nQUIT\r\n", generation));
    }

    [Fact]
    public void There_is_no_client()
    {
        Assert.DoesNotContain(Generation.Run(s_files).Files.Keys, file => file.Contains("Client"));
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
