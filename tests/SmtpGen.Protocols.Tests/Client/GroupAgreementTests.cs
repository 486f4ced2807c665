using System.Collections.Concurrent;
using System.Text;
using CsCheck;
using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Protocols.Tests.Dialogs;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Protocols.Tests.Client;

/// <summary>Whatever commands are written together (RFC 2920), client and server end in the same state when all are answered.</summary>
public class GroupAgreementTests
{
    // Where one is refused the next is tried.
    private static readonly Action<ISmtpCommands>[] s_commands =
    [
        commands => commands.Mail("alice@client.example"),
        commands => commands.Mail("", new Smtp.SmtpMailParameters { Size = 5, Body = "BINARYMIME" }),
        commands => commands.Rcpt("bob@mx.example"),
        commands => commands.Rcpt("Postmaster", new Smtp.SmtpRcptParameters { Notify = "NEVER" }),
        commands => commands.Rcpt("carol@mx.example"),
        commands => commands.Bdat("Hello\r\n"u8, last: false),
        commands => commands.Bdat("Bye\r\n"u8, last: true),
        commands => commands.Data(),
        commands => commands.Rset(),
        commands => commands.Vrfy("bob"),
        commands => commands.Noop(),
        commands => commands.Ehlo("client.example"),
        commands => commands.Quit(),
    ];

    [Fact]
    public void In_SMTP() => Walk(random =>
    {
        var session = new SmtpSession(Handler(random), new SmtpOptions { JunkCommands = 1_000_000 });
        var client = new SmtpProtocolClient(new MemoryServer(session));
        return new Side(client, client.Commands, client.Commands, () => session.State.ToString());
    });

    [Fact]
    public void In_LMTP() => Walk(random =>
    {
        var session = new LmtpSession(Handler(random), new LmtpOptions { JunkCommands = 1_000_000 });
        var client = new LmtpProtocolClient(new MemoryServer(session));
        return new Side(client, client.Commands, client.Commands, () => session.State.ToString());
    });

    private static void Walk(Func<Random, Side> open)
    {
        var visited = new ConcurrentDictionary<string, bool>();

        Gen.Select(Gen.Int[0, s_commands.Length - 1].Array[1, 8].Array[10, 30], Gen.Int[0, int.MaxValue]).Sample(
            (groups, seed) => Converse(groups, open(new Random(seed)), visited), iter: 5000);

        // It got everywhere.
        Assert.Superset(
            new HashSet<string> { "Connected", "Idle", "Sender", "Recipients", "Chunks", "ChunksFailed", "Closed" }, visited.Keys.ToHashSet());
    }

    private static void Converse(int[][] groups, Side side, ConcurrentDictionary<string, bool> visited)
    {
        var log = new StringBuilder();
        side.Commands.ReadGreeting();
        ReadAll();
        foreach (int[] group in groups)
        {
            foreach (int command in group)
                Write(command);
            ReadAll();
            if (side.Machine.StateName.EndsWith("/Message", StringComparison.Ordinal))
            {
                End(side.Client.SendBodyAsync(new MemoryStream("Hello\r\n..\r\n"u8.ToArray())).AsTask());
                ReadAll();
            }
        }

        void Write(int command)
        {
            for (int tries = 0; tries < s_commands.Length && !side.Client.IsClosed; tries++)
            {
                try
                {
                    s_commands[(command + tries) % s_commands.Length](side.Commands);
                    return;
                }
                catch (Exception refusal) when (refusal is InvalidOperationException or SessionEndedException)
                {
                    // The state that the commands before lead to refuses it, or nothing may stand after the last.
                }
            }
        }

        void ReadAll()
        {
            while (side.Client.RepliesDue > 0 && !side.Client.IsClosed)
            {
                var read = side.Client.ReadReplyAsync().AsTask();
                End(read);
                var reply = read.GetAwaiter().GetResult();
                log.AppendLine($"{reply.Command}: {reply} ({side.Machine.StateName})");
            }

            if (side.Machine.StateName.EndsWith("/Message", StringComparison.Ordinal))
                return;
            visited[side.Machine.StateName] = true;
            Assert.True(side.State() == side.Machine.StateName, $"The server is in {side.State()}, the client in {side.Machine.StateName}:\n{log}");
        }

        void End(Task task) => Assert.True(task.IsCompleted, $"More is awaited than comes:\n{log}");
    }

    private static DialogHandler Handler(Random random) => new() { Choose = type => RandomAnswers.Choose(type, random) };

    private sealed record Side(ProtocolClient Client, ClientMachine Machine, ISmtpCommands Commands, Func<string> State);
}
