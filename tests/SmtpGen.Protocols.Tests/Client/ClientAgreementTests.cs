using System.Collections.Concurrent;
using System.Text;
using CsCheck;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Protocols.Tests.Dialogs;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Protocols.Tests.Client;

/// <summary>Whatever a client does and whatever a server answers, both take the session to be in the same state.</summary>
public class ClientAgreementTests
{
    // Where one is refused the next is tried: what only Idle takes stands before what leads on.
    private static readonly Func<SmtpProtocolClient, ValueTask<ClientReply>>[] s_commands =
    [
        async client => await client.EtrnAsync("@mx.example"),
        async client => await client.XclientAsync("ADDR=192.0.2.1"),
        async client => await client.XforwardAsync("ADDR=192.0.2.1"),
        async client => await client.AuthAsync("PLAIN"),
        async client => await client.AuthAsync("PLAIN", "AGJvYgBzZWNyZXQ="),
        async client => await client.AuthResponseAsync("AGJvYgBzZWNyZXQ="),
        async client => await client.CancelAuthAsync(),
        async client => await client.MailAsync("alice@client.example"),
        async client => await client.MailAsync("", new SmtpMailParameters { Size = 5, Body = "8BITMIME", Ret = "HDRS" }),
        async client => await client.RcptAsync("bob@mx.example"),
        async client => await client.RcptAsync("Postmaster", new SmtpRcptParameters { Notify = "NEVER" }),
        async client => await client.BdatAsync("Hello\r\n"u8.ToArray(), last: false),
        async client => await client.BdatAsync(default, last: true),
        async client => await client.DataAsync(),
        async client => await client.SendMessageAsync(new MemoryStream("Hello\r\n..\r\n"u8.ToArray())),
        async client => await client.RsetAsync(),
        async client => await client.VrfyAsync("bob"),
        async client => await client.ExpnAsync("staff"),
        async client => await client.HelpAsync("DATA"),
        async client => await client.NoopAsync(),
        async client => await client.EhloAsync("client.example"),
        async client => await client.HeloAsync("client.example"),
        async client => await client.QuitAsync(),
    ];

    [Fact]
    public void Client_and_server_are_in_the_same_state_after_every_reply()
    {
        var visited = new ConcurrentDictionary<(string Command, SmtpState State), bool>();

        Gen.Select(Gen.Int[0, s_commands.Length - 1].Array[60, 120], Gen.Int[0, int.MaxValue]).Sample(
            (steps, seed) => Converse(steps, new Random(seed), visited), iter: 2000);

        // It got everywhere.
        Assert.Superset(Enum.GetValues<SmtpState>().Except([SmtpState.Refused]).ToHashSet(), visited.Keys.Select(step => step.State).ToHashSet());
        Assert.Superset(
            Enum.GetValues<SmtpCommand>().Except([SmtpCommand.StartTls, SmtpCommand.Burl]).Select(SmtpTable.Verb).ToHashSet(),
            visited.Keys.Select(step => step.Command).ToHashSet());
    }

    private static void Converse(int[] steps, Random random, ConcurrentDictionary<(string Command, SmtpState State), bool> visited)
    {
        var handler = new DialogHandler { Choose = type => RandomAnswers.Choose(type, random) };
        handler.Word("auth-mechanisms", "PLAIN");
        handler.Word("xclient-attributes", "ADDR");
        handler.Word("xforward-attributes", "ADDR");
        handler.Word("max-hold-time", "2030-01-01T00:00:00Z");
        handler.Word("solicitation-keywords", "org.example:ADV");
        // A walk that wanders about must not end at a limit before it has got anywhere.
        var options = new SmtpOptions { Extensions = SmtpExtensions.All, JunkCommands = 1_000_000, FailedLogins = 1_000_000 };
        var session = new SmtpSession(handler, options);
        var client = new SmtpProtocolClient(new MemoryServer(session));
        var log = new StringBuilder();
        Do(client.ReadGreetingAsync().AsTask());
        foreach (int step in steps)
        {
            // The client does not send what the state refuses, or what belongs to an extension that is not listed.
            for (int i = step; !client.IsClosed && !TryDo(s_commands[i % s_commands.Length]); i++)
            {
            }
        }

        bool TryDo(Func<SmtpProtocolClient, ValueTask<ClientReply>> command)
        {
            try
            {
                Do(command(client).AsTask());
                return true;
            }
            catch (Exception refusal) when (refusal is InvalidOperationException or SessionEndedException)
            {
                return false;
            }
        }

        void Do<T>(Task<T> task)
            where T : ClientReply
        {
            Assert.True(task.IsCompleted);
            var reply = task.GetAwaiter().GetResult();
            visited[(reply.Command.Split(' ')[0], client.State)] = true;
            log.AppendLine($"{reply.Command}: {reply} ({client.State})");
            Assert.True(session.State == client.State, $"The server is in {session.State}:\n{log}");
        }
    }
}
