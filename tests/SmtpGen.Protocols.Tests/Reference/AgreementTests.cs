using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Protocols.Tests.Dialogs;
using SmtpGen.Runtime;

namespace SmtpGen.Protocols.Tests.Reference;

/// <summary>The generated machine and the plain interpreter of the model say the same, whatever is said to them.</summary>
public partial class AgreementTests
{
    private static readonly string[] s_lines =
    [
        "EHLO client.example", "EHLO [127.0.0.1]", "EHLO", "ehlo a b", "HELO client.example", "HELO bad_name",
        "MAIL FROM:<a@b.example>", "MAIL FROM:<>", "mail from:<a@b.example> SIZE=1000", "MAIL FROM:<a@b.example> SIZE=99999999999",
        "MAIL FROM:<a@b.example> BODY=8BITMIME SMTPUTF8", "MAIL FROM:<a@b.example> X=1", "MAIL FROM:<a@b.example> SIZE=1 SIZE=2",
        "MAIL FROM:<a@b.example> SMTPUTF8", "MAIL FROM:<\u00c3\u00bc@b.example>", "MAIL FROM:<\u00c3\u00bc@b.example> SMTPUTF8",
        "MAIL FROM: <a@b.example>", "MAIL FROM:<a@b.example>x", "MAIL FROM:a@b", "MAIL", "MAIL FROM:<a@b.example> ", "MAIL FROM:<a@b.example> SIZE=",
        "RCPT TO:<c@d.example>", "RCPT TO:<postmaster>", "RCPT TO:<>", "RCPT TO:<\"a b\"@d.example>", "RCPT TO:<@x,@y:c@d.example>",
        "RCPT TO:<\u00c3\u00bc@b.example>", "RCPT TO:<c@d.example> NOTIFY=NEVER", "RCPT TO:<a..b@c>", "RCPT TO:<c@[IPv6:::1]>",
        "DATA", "DATA now", "RSET", "RSET x", "NOOP", "NOOP hello", "VRFY bob", "VRFY \u00c3\u00bc", "VRFY \u00c3\u00bc SMTPUTF8", "EXPN list", "HELP", "HELP MAIL",
        "FOO", "", " NOOP", "QUIT x", "QUIT", "GET / HTTP/1.1", "text", "..dots", ".", ".",
    ];

    private static readonly Dictionary<string, string[]> s_choices = new(StringComparer.Ordinal)
    {
        ["CONNECT"] = ["greeting", "greeting", "greeting", "not-welcome"],
        ["EHLO"] = ["capabilities", "capabilities", "hello-refused"],
        ["MAIL"] = ["sender-ok", "sender-ok", "try-later"],
        ["RCPT"] = ["recipient-ok", "recipient-ok", "no-such-mailbox"],
        ["DATA"] = ["start-input", "start-input", "storage-low"],
        ["DATA body"] = ["queued", "message-refused"],
    };

    [Fact]
    public void The_machine_agrees_with_the_reference_on_every_conversation_and_every_cut()
    {
        var conversations = Gen.Select(Gen.Int[0, s_lines.Length - 1].Array[1, 40], Gen.Int[0, int.MaxValue - 1], Gen.Int[1, 60]);
        conversations.Sample(c => Agree(c.Item1, c.Item2, c.Item3), iter: 20_000, threads: 1);
    }

    private static void Agree(int[] lines, int seed, int piece)
    {
        var choices = new Random(seed);
        var chosen = new Dictionary<string, Queue<string>>(StringComparer.Ordinal);
        var handler = new DialogHandler();
        foreach (var (command, replies) in s_choices)
        {
            var queue = chosen[command] = new Queue<string>();
            for (int i = 0; i <= lines.Length; i++)
            {
                string reply = replies[choices.Next(replies.Length)];
                queue.Enqueue(reply);
                handler.Answer(command, reply, reply == "queued" ? "1" : null);
            }
        }

        var reference = new ReferenceInterpreter(SmtpSpecification.Model)
        {
            Choose = command => chosen.TryGetValue(command, out var queue) ? queue.Dequeue() : null,
        };
        reference.Connect();
        foreach (int line in lines)
            reference.Line(s_lines[line]);

        var transport = new ScriptTransport();
        var session = new SmtpSession(handler, new SmtpOptions { HostName = "mx.example" });
        var running = session.RunAsync(transport, CancellationToken.None).AsTask();
        byte[] octets = Encoding.Latin1.GetBytes(string.Concat(lines.Select(l => s_lines[l] + "\r\n")));
        for (int i = 0; i < octets.Length; i += piece)
            transport.Feed(new Received(octets.AsMemory(i, Math.Min(piece, octets.Length - i))));

        string script = string.Join(" | ", lines.Select(l => s_lines[l]));
        string said = Encoding.UTF8.GetString(transport.TakeSent());
        Assert.True(reference.Replies.SequenceEqual(Heads(said)), $"{script}\n{string.Join(", ", reference.Replies)}\n{said}");
        Assert.Equal(SmtpSpecification.Model.States[reference.State].Name, session.State.ToString());
        Assert.Equal(reference.Flags, (uint)session.Flags);
        Assert.Equal(reference.IsClosed, running.IsCompleted);
        transport.Feed(default);
        Assert.True(running.IsCompletedSuccessfully, script);
    }

    private static IEnumerable<string> Heads(string said) => said
        .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line[3] == ' ')
        .Select(line => Head().Match(line).Value.TrimEnd());

    [GeneratedRegex(@"^\d{3}( \d\.\d+\.\d+)?")]
    private static partial Regex Head();
}
