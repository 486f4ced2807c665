using System.Text;
using SmtpGen.Dialogs;
using SmtpGen.Language.Model;
using SmtpGen.Reference;
using SmtpGen.Runtime;

namespace SmtpGen.RandomSpecs.Conversations;

/// <summary>A conversation with a server, which must go as the reference says.</summary>
internal static class ServerConversation
{
    /// <summary>What differs from the reference; null: nothing.</summary>
    /// <param name="model">The protocol.</param>
    /// <param name="seed">Of what the client says and the handler chooses.</param>
    /// <param name="begin">Makes the server, with who chooses its replies and who is told of its bodies.</param>
    public static string? Hold(ProtocolModel model, int seed, Func<Answers, Action<byte[]>, ServerUnderTest> begin)
    {
        var random = new Random(seed);
        byte[] octets = new Talk(model, random).Say();
        if (random.Next(3) == 0)
            octets = octets[..random.Next(octets.Length + 1)];
        var cuts = Cuts(octets.Length, random);
        var answers = new Answers(model, random);
        var reference = new ReferenceInterpreter(model, new ReferenceSettings(model)) { Decide = answers.Decide };
        reference.Run(octets, cuts);

        var bodies = new List<byte[]>();
        var transport = new ScriptTransport();
        var server = begin(answers, bodies.Add);
        var session = server.Session;
        Exception? failure = null;
        session.HandlerFailed = exception => failure = exception;
        var running = session.RunAsync(transport, CancellationToken.None).AsTask();
        int start = 0;
        foreach (int cut in cuts)
        {
            transport.Feed(new ReceivedOctets(octets.AsMemory(start, cut - start)));
            start = cut;
        }

        string? refused = running.IsCompleted || reference.IsClosed ? null : Push(model, answers, reference, server);
        string sent = Encoding.UTF8.GetString(transport.TakeSent());
        int state = server.State();
        bool isOver = running.IsCompleted;
        uint flags = server.Flags();
        transport.Feed(default);
        string? wrong = failure is not null ? $"the handler failed: {failure}"
            : Heard.Difference(sent, reference.Said, model.Statuses is not null, model.Lines) is { } difference ? difference
            : refused is not null ? refused
            : state != reference.State ? $"the state is {model.States[state].Name}, not {model.States[reference.State].Name}"
            : flags != reference.Flags ? $"the flags are {flags:X}, not {reference.Flags:X}"
            : isOver != reference.IsClosed ? $"the session is {(isOver ? "" : "not ")}over"
            : !running.IsCompletedSuccessfully ? $"the session failed: {running.Exception}"
            : !bodies.Select(Convert.ToHexString).SequenceEqual(reference.Bodies.Select(Convert.ToHexString)) ? $"the bodies {Quoted(bodies)} were read, not {Quoted(reference.Bodies)}"
            : null;
        return wrong is null ? null : $"seed {seed}: {wrong}\nclient: {Heard.Quote(Encoding.Latin1.GetString(octets))}\nserver: {Heard.Quote(sent)}";
    }

    // What nobody asked for, at the end of all that the client says.
    private static string? Push(ProtocolModel model, Answers answers, ReferenceInterpreter reference, ServerUnderTest server)
    {
        for (int i = 0; i < model.Unsolicited.Count; i++)
        {
            var reply = model.Replies[model.Unsolicited[i].Reply];
            string? text = answers.Content(reply);
            if (server.TryPush(i, text) != reference.TryPush(model.Unsolicited[i], text))
                return $"'{reply.Name}' was {(server.State() == reference.State ? "not " : "")}sent as the state allows";
        }

        return null;
    }

    private static string Quoted(IEnumerable<byte[]> bodies) => string.Join(", ", bodies.Select(body => Heard.Quote(Encoding.Latin1.GetString(body))));

    private static SortedSet<int> Cuts(int length, Random random)
    {
        var cuts = new SortedSet<int>();
        int piece = random.Next(3) switch { 0 => length, 1 => 1, _ => random.Next(2, 40) };
        for (int at = piece; at < length; at += piece)
            cuts.Add(at);
        if (length > 0)
            cuts.Add(length);
        return cuts;
    }
}
