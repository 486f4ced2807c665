using System.Globalization;
using System.Text;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Fuzz.Targets;

/// <summary>
/// What a hostile server says. The client hears the same however a reply is cut, ends the session by an exception that says why where it
/// cannot go on, and shows a caller no line end within a line and no code out of range.
/// </summary>
/// <remarks>
/// The first octet says with which of its commands the client begins after EHLO; from 128 on the server also says what nobody has asked
/// for yet, which the client may see or not.
/// </remarks>
internal sealed class ClientTarget : FuzzTarget
{
    private static readonly Func<SmtpProtocolClient, ValueTask<ClientReply>>[] s_commands =
    [
        async client => await client.MailAsync("alice@client.example"),
        async client => await client.RcptAsync("bob@mx.example"),
        async client => await client.RcptAsync("carol@mx.example"),
        async client => await client.BdatAsync("Hello\r\n"u8.ToArray(), last: false),
        async client => await client.BdatAsync(default, last: true),
        async client => await client.DataAsync(),
        async client => await client.SendMessageAsync(new MemoryStream("Hello\r\n..\r\n"u8.ToArray())),
        async client => await client.AuthAsync("PLAIN"),
        async client => await client.AuthResponseAsync("AGJvYgBzZWNyZXQ="),
        async client => await client.VrfyAsync("bob"),
        async client => await client.HelpAsync("DATA"),
        async client => await client.RsetAsync(),
        async client => await client.EhloAsync("client.example"),
        async client => await client.QuitAsync(),
    ];

    private static readonly int s_ehlo = s_commands.Length - 2;

    public override string Name => "client";

    public override int Mutations => 5_000;

    public override void Run(byte[] input)
    {
        if (input.Length == 0)
            return;
        byte[] octets = input[1..];
        string? whole = null;
        foreach (int[] lengths in Cuts.Of(octets))
        {
            string heard = Converse(octets, lengths, input[0]);
            whole ??= heard;
            Assert.True(whole == heard || SpeaksAhead(input[0]), $"Cut, the client hears\n{heard}\nand in one piece\n{whole}");
        }
    }

    private static bool SpeaksAhead(byte first) => first >= 128;

    private static string Converse(byte[] octets, int[] lengths, byte first)
    {
        var log = new StringBuilder();
        var server = new HostileServer(octets, lengths, SpeaksAhead(first));
        var client = new SmtpProtocolClient(server);
        bool goesOn = Do(async () => await client.ReadGreetingAsync()) && TryAny(s_ehlo);
        for (int step = first; goesOn && !client.IsClosed; step++)
            goesOn = TryAny(step);
        log.Append(CultureInfo.InvariantCulture, $"{client.State}, sent {server.Sent}");
        return log.ToString();

        // What the state refuses is left out, or no command would come far.
        bool TryAny(int step)
        {
            for (int i = 0; i < s_commands.Length; i++)
            {
                try
                {
                    return Do(() => s_commands[(step + i) % s_commands.Length](client).AsTask());
                }
                catch (InvalidOperationException)
                {
                }
            }

            return false;
        }

        bool Do<T>(Func<Task<T>> command)
            where T : ClientReply
        {
            try
            {
                var task = command();
                Assert.True(task.IsCompleted, "The client waits, with nothing to come.");
                Hear(task.GetAwaiter().GetResult());
                return true;
            }
            catch (Exception end) when (end is ProtocolClientException or EndOfStreamException)
            {
                log.Append(CultureInfo.InvariantCulture, $"{end.GetType().Name}: {end.Message}\n");
                return false;
            }
        }

        void Hear(ClientReply reply)
        {
            // A server may close the connection instead of answering QUIT.
            Assert.True(reply.Code is (>= 200 and < 600) || (reply.Code == 0 && client.IsClosed), $"A reply has the code {reply.Code}.");
            Assert.All(reply.Lines, line => Assert.DoesNotContain(line, character => character is '\r' or '\n' or '\0'));
            log.Append(CultureInfo.InvariantCulture, $"{reply.Command}: {reply} ({client.State})\n");
        }
    }
}
