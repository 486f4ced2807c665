using System.Globalization;
using System.Text;
using SmtpGen.Dialogs;
using SmtpGen.Language.Model;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Reference;
using SmtpGen.Runtime;
using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Fuzz.Targets;

/// <summary>
/// A client's side of an SMTP session. The server says the same octets however they are cut, and what it says, the state it is in and the
/// messages it takes are those of the reference interpreter, which walks the specification.
/// </summary>
/// <remarks>
/// The first octet holds the settings in its bits: stray line ends are mended, clients may be lenient, the connection is encrypted, every
/// extension is on, limits are low. STARTTLS is off: what lies after it belongs to a handshake.
/// </remarks>
internal sealed class SessionTarget : FuzzTarget
{
    private readonly Lazy<ProtocolModel> _model = new(() => ShippedSpecifications.Named("Smtp"));

    public override string Name => "session";

    public override int Mutations => 2_000;

    public override void Run(byte[] input)
    {
        if (input.Length == 0)
            return;
        byte[] octets = input[1..];
        var settings = Settings(_model.Value, input[0]);
        var reference = Refer(_model.Value, settings, octets);
        string? whole = null;
        foreach (int[] lengths in Cuts.Of(octets))
        {
            string said = Serve(octets, lengths, settings, reference);
            whole ??= said;
            Assert.True(whole == said, $"Cut, it says\n{said}\nand in one piece\n{whole}");
        }
    }

    private static ReferenceSettings Settings(ProtocolModel model, byte bits)
    {
        var settings = new ReferenceSettings(model) { IsLenient = (bits & 1) != 0, IsSecure = (bits & 4) != 0 };
        settings.Limits["message-size"] = 65536;
        foreach (string limit in new[] { "errors", "junk-commands", "greetings", "refusals", "failed-logins" })
            settings.Limits[limit] = (bits & 16) == 0 ? 1000 : 10;
        foreach (var option in model.Options.Where(option => option.Name.StartsWith("lenient-", StringComparison.Ordinal) && (bits & 2) != 0))
            settings.Options.Add(option.Name);
        foreach (var extension in model.Extensions.Where(_ => (bits & 8) != 0))
            settings.Extensions.Add(extension.Keyword);
        settings.Extensions.Remove("STARTTLS");
        foreach (var word in model.Words)
            settings.Words[word.Name] = word.Name.ToUpper(CultureInfo.InvariantCulture);
        return settings;
    }

    private static ReferenceInterpreter Refer(ProtocolModel model, ReferenceSettings settings, byte[] octets)
    {
        var answers = new FuzzedAnswers();
        var reference = new ReferenceInterpreter(model, settings) { Choose = answers.Next };
        reference.Run(octets, new HashSet<int>());
        return reference;
    }

    private static string Serve(byte[] octets, int[] lengths, ReferenceSettings settings, ReferenceInterpreter reference)
    {
        var handler = new FuzzedHandler(settings.Words);
        var session = new SmtpSession(handler, Options(settings));
        var transport = new ScriptTransport();
        if (settings.IsSecure)
            Assert.True(transport.SecureAsync().IsCompletedSuccessfully);
        var running = session.RunAsync(transport, CancellationToken.None).AsTask();
        int start = 0;
        foreach (int end in Cuts.Ends(octets.Length, lengths))
        {
            transport.Feed(new ReceivedOctets(octets.AsMemory(start, end - start)));
            start = end;
        }

        string said = Encoding.Latin1.GetString(transport.TakeSent());
        Assert.True(reference.Replies.SequenceEqual(ReplyHeads.Of(said)), $"The reference says {string.Join(", ", reference.Replies)}, and the server\n{said}");
        Assert.Equal(reference.Flags, (uint)session.Flags);
        Assert.Equal(reference.IsClosed, running.IsCompleted);
        Assert.Equal(reference.Bodies.Count, handler.Bodies.Count);
        Assert.All(reference.Bodies.Zip(handler.Bodies), pair => Assert.Equal(pair.First, pair.Second));
        transport.Feed(default);
        Assert.True(running.IsCompletedSuccessfully, "The session goes on without a client, or failed.");
        return said;
    }

    private static SmtpOptions Options(ReferenceSettings settings)
    {
        var options = new SmtpOptions
        {
            HostName = "mx.example",
            Framing = settings.IsLenient ? FramingPolicy.Normalize : FramingPolicy.Strict,
        };
        foreach (var (name, value) in settings.Limits)
            options.SetLimit(name, value);
        foreach (string name in settings.Options)
            options.SetOption(name, isOn: true);
        foreach (var extension in ShippedSpecifications.Named("Smtp").Extensions)
            options.SetExtension(extension.Keyword, settings.Extensions.Contains(extension.Keyword));
        return options;
    }
}
