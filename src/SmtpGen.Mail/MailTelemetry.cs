using System.Diagnostics;
using System.Diagnostics.Metrics;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Mail;

/// <summary>
/// What is measured and traced of mail, for whoever listens to the meter and the source <c>SmtpGen.Mail</c>. Names follow OpenTelemetry's
/// conventions for messaging. Addresses are never recorded.
/// </summary>
internal static class MailTelemetry
{
    private const string Name = "SmtpGen.Mail";

    private static readonly ActivitySource s_source = new(Name);
    private static readonly Meter s_meter = new(Name);

    private static readonly Histogram<long> s_size = s_meter.CreateHistogram<long>(
        "smtpgen.message.size", "By", "Size of messages, as their clients sent them", null,
        new InstrumentAdvice<long> { HistogramBucketBoundaries = [1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000] });

    private static readonly Histogram<double> s_commit = s_meter.CreateHistogram<double>(
        "smtpgen.message.commit.duration", "s", "Time from the end of a message until its store has it, or has failed", null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10] });

    private static readonly Histogram<double> s_consumed = s_meter.CreateHistogram<double>(
        "smtpgen.queue.attempt.duration", "s", "Time that a consumer worked on a message of a queue", null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 600] });

    /// <summary>A mail transaction begins; null while nobody listens.</summary>
    public static Activity? BeginTransaction(IServerSession session)
    {
        var activity = s_source.StartActivity("receive", ActivityKind.Internal, session.Trace);
        activity?.SetTag("messaging.system", "smtp").SetTag("messaging.operation.name", "receive").SetTag("messaging.operation.type", "receive")
            .SetTag("network.protocol.name", Protocol(session));
        return activity;
    }

    /// <summary>A message was answered.</summary>
    public static void Answered(IServerSession session, Activity? transaction, int recipients, long octets, SmtpReply reply)
    {
        int code = SmtpReplies.Code(reply);
        if (s_size.Enabled)
            s_size.Record(octets, new("network.protocol.name", Protocol(session)), new("smtpgen.reply.code", code));
        if (transaction is null)
            return;
        transaction.SetTag("messaging.message.body.size", octets).SetTag("smtpgen.recipients", recipients).SetTag("smtpgen.reply.code", code);
        if (code >= 400)
            transaction.SetStatus(ActivityStatusCode.Error, SmtpReplies.Name(reply));
    }

    /// <summary>A message has broken off, or its receiver has failed.</summary>
    public static void Failed(Activity? transaction, Exception exception) =>
        transaction?.SetTag("error.type", exception.GetType().Name).SetStatus(ActivityStatusCode.Error).Dispose();

    /// <summary>A store begins to make a message safe.</summary>
    public static Commit BeginCommit(IServerSession session) => new(
        s_source.StartActivity("commit"), s_commit.Enabled ? Protocol(session) : null, Stopwatch.GetTimestamp());

    /// <summary>A consumer has worked on a message.</summary>
    /// <param name="queue">The queue's name.</param>
    /// <param name="outcome">What came of it: done, failed, dead, released or lost.</param>
    /// <param name="begin">When it began.</param>
    public static void Consumed(string queue, string outcome, long begin) =>
        s_consumed.Record(Stopwatch.GetElapsedTime(begin).TotalSeconds, new("smtpgen.queue", queue), new("smtpgen.queue.outcome", outcome));

    private static string Protocol(IServerSession session) => session.Protocol.ToLowerInvariant();

    /// <summary>A commit under way.</summary>
    /// <param name="activity">Its span; null while nobody listens.</param>
    /// <param name="protocol">The protocol, where somebody measures.</param>
    /// <param name="begin">When it began.</param>
    public readonly struct Commit(Activity? activity, string? protocol, long begin)
    {
        /// <summary>The store has the message.</summary>
        /// <param name="id">What it calls it.</param>
        public void End(string id)
        {
            activity?.SetTag("messaging.message.id", id).Dispose();
            Record("");
        }

        /// <summary>The store has not taken it.</summary>
        public void Fail(Exception exception)
        {
            activity?.SetTag("error.type", exception.GetType().Name).SetStatus(ActivityStatusCode.Error).Dispose();
            Record(exception.GetType().Name);
        }

        private void Record(string error)
        {
            if (protocol is null)
                return;
            var tags = new TagList { { "network.protocol.name", protocol } };
            if (error.Length > 0)
                tags.Add("error.type", error);
            s_commit.Record(Stopwatch.GetElapsedTime(begin).TotalSeconds, tags);
        }
    }
}
