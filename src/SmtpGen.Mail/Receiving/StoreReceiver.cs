using SmtpGen.Envelopes;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Storage;

namespace SmtpGen.Mail;

/// <summary>
/// Keeps every message in a store, and answers 250 only when the store has it for certain. Derive from it to refuse senders or
/// recipients, or to be told what was kept.
/// </summary>
/// <param name="store">Where messages go; shared by all sessions.</param>
public class StoreReceiver(IMessageStore store) : SmtpReceiver
{
    /// <summary>
    /// Whether Return-Path and Received are written in front of a message, as the final delivery does (RFC 5321 section 4.4); true unless it
    /// is changed.
    /// </summary>
    public bool WritesTrace { get; init; } = true;

    /// <summary>Called when a message is in the store, before the client is answered.</summary>
    /// <param name="id">What the store calls it.</param>
    /// <param name="envelope">Where it came from and where it goes.</param>
    /// <param name="octets">Its size as the client sent it.</param>
    protected virtual void OnStored(string id, ReceivedEnvelope envelope, long octets)
    {
    }

    /// <summary>Called when the store did not take a message. The client is asked to send it again later.</summary>
    /// <param name="envelope">Where it came from and where it goes.</param>
    /// <param name="result">What the client is told.</param>
    /// <param name="exception">What the store says.</param>
    protected virtual void OnStoreFailed(ReceivedEnvelope envelope, SmtpMessageResult result, StoreException exception)
    {
    }

    /// <summary>Called when a message broke off before its end. The store does not have it.</summary>
    /// <param name="envelope">Where it came from and where it was to go.</param>
    /// <param name="exception">Why it broke off.</param>
    protected virtual void OnInterrupted(ReceivedEnvelope envelope, BodyInterruptedException exception)
    {
    }

    /// <inheritdoc/>
    protected sealed override async ValueTask<SmtpMessageResult> ReceiveAsync(MailEnvelope envelope, MessageBody body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        var kept = WithClient(envelope);
        try
        {
            string id = await KeepAsync(kept, body, cancellationToken).ConfigureAwait(false);
            OnStored(id, kept, body.Octets);
            return SmtpMessageResult.Queued(id);
        }
        catch (StoreException exception)
        {
            var result = exception.Kind == StoreFailure.Full ? SmtpMessageResult.StorageLow() : SmtpMessageResult.TryLater();
            OnStoreFailed(kept, result, exception);
            return result;
        }
        catch (BodyInterruptedException exception)
        {
            OnInterrupted(kept, exception);
            throw;
        }
    }

    private async ValueTask<string> KeepAsync(ReceivedEnvelope kept, MessageBody body, CancellationToken cancellationToken)
    {
        var writer = await store.BeginAsync(kept, cancellationToken).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            if (WritesTrace)
            {
                await writer.WriteAsync(TraceHeader.ReturnPath(kept), cancellationToken).ConfigureAwait(false);
                await writer.WriteAsync(TraceHeader.Received(kept, Session.Configuration.HostName), cancellationToken).ConfigureAwait(false);
            }

            while (await body.ReadAsync(cancellationToken).ConfigureAwait(false) is { IsEmpty: false } octets)
                await writer.WriteAsync(octets, cancellationToken).ConfigureAwait(false);
            return await CommitAsync(writer, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<string> CommitAsync(IMessageWriter writer, CancellationToken cancellationToken)
    {
        var commit = MailTelemetry.BeginCommit(Session);
        try
        {
            string id = await writer.CommitAsync(cancellationToken).ConfigureAwait(false);
            commit.End(id);
            return id;
        }
        catch (Exception exception)
        {
            commit.Fail(exception);
            throw;
        }
    }
}
