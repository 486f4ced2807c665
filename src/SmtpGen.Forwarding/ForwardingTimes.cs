using SmtpGen.Envelopes;
using SmtpGen.Storage;

namespace SmtpGen.Forwarding;

/// <summary>When a message is tried, next and last.</summary>
/// <param name="options">How often messages are tried.</param>
/// <param name="envelope">When the message was received, and what its sender wishes.</param>
/// <param name="attempt">The number of this attempt, from 1.</param>
internal sealed class ForwardingTimes(MailForwardingOptions options, ReceivedEnvelope envelope, int attempt)
{
    /// <summary>The time of this attempt.</summary>
    public DateTimeOffset Now { get; } = options.Clock.GetUtcNow();

    /// <summary>Whether the sender wants the message held for longer (RFC 4865).</summary>
    public bool IsHeld => LeftToHold > TimeSpan.Zero;

    /// <summary>For how long.</summary>
    public TimeSpan LeftToHold => envelope.Parameters.HoldUntil is { } time ? time - Now : TimeSpan.Zero;

    /// <summary>Whether this is the last attempt.</summary>
    public bool IsOver => Now >= End;

    /// <summary>Whether the message is to be returned by now (RFC 2852 section 4).</summary>
    public bool IsLate => Deadline <= Now;

    /// <summary>How long to wait for the next attempt: longer each time, but the last one comes at the end.</summary>
    public TimeSpan DelayToNext
    {
        get
        {
            var delay = options.DelayAfter(attempt);
            var end = Deadline is { } deadline && deadline < End ? deadline : End;
            return end > Now && Now + delay > end ? end - Now : delay;
        }
    }

    /// <summary>The envelope as it is handed on now: what was to be held has been held, and of the time that BY gives a part has passed.</summary>
    public MailEnvelope EnvelopeNow()
    {
        var parameters = envelope.Parameters with { HoldUntil = null };
        if (parameters.DeliverBy is { } by)
            parameters = parameters with { DeliverBy = by with { Seconds = by.Seconds - (int)Math.Min((Now - envelope.ReceivedAt).TotalSeconds, int.MaxValue / 2) } };
        return new MailEnvelope(envelope.ReversePath, envelope.Recipients) { Parameters = parameters, SmtpUtf8 = envelope.SmtpUtf8 };
    }

    private DateTimeOffset End => (envelope.Parameters.HoldUntil is { } held && held > envelope.ReceivedAt ? held : envelope.ReceivedAt) + options.QueueTime;

    private DateTimeOffset? Deadline => envelope.Parameters.DeliverBy is { Mode: DeliverByMode.Return } by ? envelope.ReceivedAt.AddSeconds(by.Seconds) : null;
}
