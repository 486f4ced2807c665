using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using SmtpGen.Dialogs;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Protocols.Tests.Dialogs;
using SmtpGen.Reference;
using SmtpGen.Runtime;

namespace SmtpGen.Protocols.Tests.Reference;

/// <summary>The generated machine and the plain interpreter of the model say the same, whatever is said to them.</summary>
public partial class AgreementTests
{
    private static readonly Dictionary<string, string[]> s_choices = new(StringComparer.Ordinal)
    {
        ["CONNECT"] = ["greeting", "greeting", "greeting", "greeting", "greeting", "greeting", "not-welcome"],
        ["EHLO"] = ["capabilities", "capabilities", "capabilities", "hello-refused"],
        ["MAIL"] = ["sender-ok", "sender-ok", "sender-ok", "try-later"],
        ["RCPT"] = ["recipient-ok", "recipient-ok", "recipient-ok", "no-such-mailbox"],
        ["DATA"] = ["start-input", "start-input", "storage-low"],
        ["STARTTLS"] = ["tls-go", "tls-go", "tls-go", "tls-unavailable"],
        ["AUTH"] = ["challenge", "challenge", "auth-ok", "auth-failed", "mechanism-unknown"],
        ["XCLIENT"] = ["greeting", "greeting-logged-in", "access-denied", "bad-attributes"],
        [DialogHandler.Body] = ["queued", "queued", "message-refused", "at once storage-exceeded"],
    };

    [Fact]
    public void The_machine_agrees_with_the_reference_on_every_conversation_and_every_cut()
    {
        var conversations = Gen.Select(
            Gen.Int[0, 1], Gen.Int[0, Conversation.Steps.Count - 1].Array[1, 40], Gen.Int[0, int.MaxValue - 1], Gen.Int[1, 60]);
        conversations.Sample(c => Agree(c.Item1 == 1, c.Item2, c.Item3, c.Item4), iter: 24_000, threads: 1);
    }

    private static void Agree(bool isGreeted, int[] numbers, int seed, int piece)
    {
        var random = new Random(seed);
        var steps = numbers.Select(n => Conversation.Steps[n]).Prepend(isGreeted ? "EHLO client.example\r\n" : "").ToList();
        byte[] octets = Encoding.Latin1.GetBytes(string.Concat(steps));
        var settings = Conversation.Settings(random);
        var handler = new DialogHandler();
        var chosen = Choose(random, handler, octets.Count(o => o == (byte)'\n') + 1);
        var reference = new ReferenceInterpreter(Specifications.Smtp, settings)
        {
            Choose = command => chosen.TryGetValue(command, out var queue) ? queue.Dequeue() : null,
            RefuseAtOnce = () => chosen[DialogHandler.Body].TryPeek(out string? next) && next.StartsWith("at once ", StringComparison.Ordinal)
                ? chosen[DialogHandler.Body].Dequeue()[8..]
                : null,
        };
        var cuts = Cuts(steps, piece, isHasty: random.Next(4) == 0);
        reference.Run(octets, cuts);

        var transport = new ScriptTransport();
        if (settings.IsSecure)
            Assert.True(transport.SecureAsync().IsCompletedSuccessfully);
        foreach (var (name, text) in settings.Words)
            handler.Word(name, text);
        var session = new SmtpSession(handler, Conversation.Options(settings));
        var running = session.RunAsync(transport, CancellationToken.None).AsTask();
        int start = 0;
        foreach (int cut in cuts)
        {
            transport.Feed(new ReceivedOctets(octets.AsMemory(start, cut - start)));
            start = cut;
        }

        string script = string.Concat(steps.Select(s => s.Length > 500 ? s[..100] + "...\n" : s));
        string said = Encoding.UTF8.GetString(transport.TakeSent());
        Assert.True(reference.Replies.SequenceEqual(Heads(said)), $"{script}\n{string.Join(", ", reference.Replies)}\n{said}");
        Assert.True(Specifications.Smtp.States[reference.State].Name == session.State.ToString(), $"{script}\n{session.State}");
        Assert.True(reference.Flags == (uint)session.Flags, $"{script}\n{session.Flags}");
        Assert.Equal(reference.IsClosed, running.IsCompleted);
        transport.Feed(default);
        Assert.True(running.IsCompletedSuccessfully, script);
        Assert.True(reference.Bodies.Count == handler.Bodies.Count, $"{script}\n{handler.Bodies.Count} bodies, not {reference.Bodies.Count}");
        for (int i = 0; i < handler.Bodies.Count; i++)
            Assert.True(reference.Bodies[i].AsSpan().SequenceEqual(handler.Bodies[i]), $"{script}\nbody {i}");
    }

    // Pieces of a length. Who is not hasty waits after STARTTLS for the answer, as what follows it belongs to TLS.
    private static SortedSet<int> Cuts(IEnumerable<string> steps, int piece, bool isHasty)
    {
        var cuts = new SortedSet<int>();
        int start = 0;
        int end = 0;
        foreach (string step in steps)
        {
            end += step.Length;
            if (isHasty || !step.EndsWith("STARTTLS\r\n", StringComparison.Ordinal))
                continue;
            Cut();
        }

        Cut();
        return cuts;

        void Cut()
        {
            for (; start < end; start = Math.Min(start + piece, end))
                cuts.Add(Math.Min(start + piece, end));
        }
    }

    // The application's answers, for the handler and for the reference.
    private static Dictionary<string, Queue<string>> Choose(Random random, DialogHandler handler, int count)
    {
        var chosen = new Dictionary<string, Queue<string>>(StringComparer.Ordinal);
        foreach (var (command, replies) in s_choices)
        {
            var queue = chosen[command] = new Queue<string>();
            for (int i = 0; i < count; i++)
            {
                string reply = replies[random.Next(replies.Length)];
                bool atOnce = reply.StartsWith("at once ", StringComparison.Ordinal);
                queue.Enqueue(reply);
                handler.Answer(command, atOnce ? reply[8..] : reply, reply is "queued" or "challenge" ? "MQ==" : null, atOnce);
            }
        }

        return chosen;
    }

    private static IEnumerable<string> Heads(string said) => said
        .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line[3] == ' ')
        .Select(line => Head().Match(line).Value.TrimEnd());

    [GeneratedRegex(@"^\d{3}( \d\.\d+\.\d+)?")]
    private static partial Regex Head();
}
