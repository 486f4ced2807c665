using System.Globalization;
using System.Reflection;
using System.Text;
using SmtpGen.Dialogs;
using SmtpGen.Language.Model;
using SmtpGen.Reference;
using SmtpGen.Runtime;

namespace SmtpGen.RandomSpecs.Conversations;

/// <summary>A conversation with a generated server, which must go as the reference says.</summary>
internal static class ServerConversation
{
    /// <summary>What differs from the reference; null: nothing.</summary>
    public static string? Hold(ProtocolModel model, Type handler, int seed)
    {
        var random = new Random(seed);
        byte[] octets = new Talk(model, random).Say();
        var cuts = Cuts(octets.Length, random);
        var answers = new Answers(model, random);
        var reference = new ReferenceInterpreter(model, new ReferenceSettings(model)) { Decide = answers.Decide };
        reference.Run(octets, cuts);

        var bodies = new List<byte[]>();
        var transport = new ScriptTransport();
        var session = Begin(handler, (type, _) => answers.Next(type), bodies.Add);
        Exception? failure = null;
        session.HandlerFailed = exception => failure = exception;
        var running = session.RunAsync(transport, CancellationToken.None).AsTask();
        int start = 0;
        foreach (int cut in cuts)
        {
            transport.Feed(new ReceivedOctets(octets.AsMemory(start, cut - start)));
            start = cut;
        }

        string sent = Encoding.UTF8.GetString(transport.TakeSent());
        string state = session.StateName;
        bool isOver = running.IsCompleted;
        uint flags = Convert.ToUInt32(session.GetType().GetProperty("Flags")!.GetValue(session), CultureInfo.InvariantCulture);
        transport.Feed(default);
        string? wrong = failure is not null ? $"the handler failed: {failure}"
            : Heard.Difference(sent, reference.Said, model.Statuses is not null, model.Lines.Reply) is { } difference ? difference
            : state != Pascal(model, reference.State, session) ? $"the state is {state}, not {model.States[reference.State].Name}"
            : flags != reference.Flags ? $"the flags are {flags:X}, not {reference.Flags:X}"
            : isOver != reference.IsClosed ? $"the session is {(isOver ? "" : "not ")}over"
            : !running.IsCompletedSuccessfully ? $"the session failed: {running.Exception}"
            : !bodies.Select(Convert.ToHexString).SequenceEqual(reference.Bodies.Select(Convert.ToHexString)) ? $"{bodies.Count} bodies were read, not the {reference.Bodies.Count} that were sent"
            : null;
        return wrong is null ? null : $"seed {seed}: {wrong}\nclient: {Heard.Quote(Encoding.Latin1.GetString(octets))}\nserver: {Heard.Quote(sent)}";
    }

    /// <summary>A session of the generated protocol.</summary>
    public static ServerSession Begin(Type handler, Func<Type, object?, object> choose, Action<byte[]> keep) =>
        (ServerSession)handler.GetMethod("Begin", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, [choose, keep])!;

    private static string Pascal(ProtocolModel model, int state, ServerSession session) =>
        Enum.GetName(session.GetType().GetProperty("State")!.PropertyType, state) ?? model.States[state].Name;

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
