using NATS.Client.Core;
using SmtpGen.Mail;
using SmtpGen.Storage;

namespace SmtpGen.Events.Nats;

/// <summary>Where and how messages are announced.</summary>
public sealed record NatsEventsOptions
{
    /// <summary>The most octets of a body that an event may hold: base64 makes a third more of them, and NATS takes 1 MB unless it is configured.</summary>
    public const int MostInlineOctets = 512 * 1024;

    /// <summary>The servers, such as <c>nats://127.0.0.1:4222</c>; several with commas. User and password may be in it.</summary>
    public string Url { get; set; } = "nats://127.0.0.1:4222";

    /// <summary>What else the connection needs, such as TLS or credentials; its URL is not used.</summary>
    public NatsOpts Connection { get; set; } = NatsOpts.Default;

    /// <summary>The stream that events are kept in. Where there is none of that name it is made with the options below; one that exists stays as it is.</summary>
    public string Stream { get; set; } = "MAIL";

    /// <summary>The subject of events.</summary>
    public string Subject { get; set; } = "mail.accepted";

    /// <summary>On how many servers the stream is kept: 1, 3 or 5. 1 unless changed, which a single server can.</summary>
    public int Replicas { get; set; } = 1;

    /// <summary>How long the stream keeps an event; a week unless changed.</summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long the stream knows an event's id, and drops a second one; 10 minutes unless changed.</summary>
    public TimeSpan DuplicateWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The source of events, as CloudEvents have it: a URI reference that names the store. <c>smtpgen</c> unless changed.</summary>
    public string Source { get; set; } = "smtpgen";

    /// <summary>Octets up to which a body is in the event; 256 KB unless changed, and 0 for never.</summary>
    public int InlineOctets { get; set; } = 256 * 1024;

    /// <summary>How long the stream may take to acknowledge an event before it is published again; 5 seconds unless changed.</summary>
    public TimeSpan AcknowledgeTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The queue of the store that is the outbox.</summary>
    public string Queue { get; set; } = "events";

    /// <summary>How many messages are announced at the same time; 4 unless changed.</summary>
    public int Parallelism { get; set; } = 4;

    /// <summary>How messages are taken from the queue: without an end, since nothing is wrong with a message that cannot be announced yet.</summary>
    public MessageConsumerOptions ToConsumerOptions() => new()
    {
        Parallelism = Parallelism,
        Queue = new QueueOptions { MaxAttempts = int.MaxValue },
        FirstDelay = TimeSpan.FromSeconds(1),
        LongestDelay = TimeSpan.FromMinutes(1),
    };

    /// <exception cref="ArgumentException">An option is not allowed.</exception>
    internal void Check()
    {
        if (string.IsNullOrWhiteSpace(Url))
            throw new ArgumentException("Url names no server; write one such as nats://127.0.0.1:4222.");
        // Without the text, which may hold a password.
        if (!Url.Split(',').All(IsServer))
            throw new ArgumentException("Url names what is not a server of NATS; each is written as nats://HOST:4222, and nats may also be tls, ws or wss.");
        if (Replicas is < 1 or > 5)
            throw new ArgumentException($"Replicas is {Replicas}; a stream is kept on 1 to 5 servers.");
        if (InlineOctets is < 0 or > MostInlineOctets)
            throw new ArgumentException($"InlineOctets is {InlineOctets}; it may be 0 to {MostInlineOctets}, and larger bodies stay in the store.");
        if (DuplicateWindow <= TimeSpan.Zero || MaxAge < DuplicateWindow)
            throw new ArgumentException($"DuplicateWindow is {DuplicateWindow}; it must be longer than nothing, and not longer than MaxAge, {MaxAge}.");
        if (AcknowledgeTime <= TimeSpan.Zero)
            throw new ArgumentException($"AcknowledgeTime is {AcknowledgeTime}; it must be longer than nothing.");
        if (Stream.Length == 0 || Stream.AsSpan().ContainsAny(" .*>/\\\t\r\n"))
            throw new ArgumentException($"\"{Stream}\" cannot name a stream; write letters, digits, hyphens and underscores.");
        if (Subject.Length == 0 || Subject.AsSpan().ContainsAny(" *>\t\r\n"))
            throw new ArgumentException($"\"{Subject}\" cannot be the subject of events; write words with dots between them.");
    }

    private static bool IsServer(string url) =>
        Uri.TryCreate(url.Trim(), UriKind.Absolute, out var server) && server is { Scheme: "nats" or "tls" or "ws" or "wss", Host.Length: > 0 };
}
