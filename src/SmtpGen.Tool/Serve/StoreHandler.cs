using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Storage;
using SmtpGen.Tool.Serve.Logging;

namespace SmtpGen.Tool.Serve;

/// <summary>Takes mail from everybody for everybody and keeps it in a store.</summary>
/// <param name="store">Where messages go; shared by all sessions.</param>
/// <param name="options">What the operator decided.</param>
/// <param name="log">Takes a line for each message, and neither fails nor delays its answer.</param>
internal sealed class StoreHandler(IMessageStore store, StoreHandlerOptions options, ServeLog log) : SmtpReceiver
{
    // Of a message's recipients, those that are told.
    private const int MostRecipients = 3;

    /// <inheritdoc/>
    protected override async ValueTask<SmtpMessageResult> ReceiveAsync(
        SmtpEnvelope envelope, MessageBody body, CancellationToken cancellationToken)
    {
        // A copy: a body that breaks off ends the transaction, and the envelope with it.
        var kept = new MessageEnvelope
        {
            ReversePath = envelope.Sender,
            Recipients = [.. envelope.Recipients.Select(EnvelopeMapping.ToStored)],
            Parameters = EnvelopeMapping.Parameters(envelope),
            SmtpUtf8 = envelope.Utf8,
            ClientName = ClientName,
            ClientHost = NamedClient?["NAME"],
            RemoteAddress = Session.RemoteEndPoint?.ToString(),
            AuthenticatedAs = Identity?.Authorization,
            Forwarded = Forwarded is null ? null : EnvelopeMapping.ToStored(Forwarded),
            Tls = Session.Security is { } security ? $"{security.Protocol} {security.CipherSuite}" : null,
            Protocol = Transmission(envelope).Keyword,
        };
        try
        {
            await using var writer = await store.BeginAsync(kept, cancellationToken);
            await WriteTraceAsync(writer, kept, cancellationToken);
            while (await body.ReadAsync(cancellationToken) is { IsEmpty: false } octets)
                await writer.WriteAsync(octets, cancellationToken);
            string id = await writer.CommitAsync(cancellationToken);
            log.Tell($"{id}: {body.Octets} octets from {Describe(kept)}");
            return SmtpMessageResult.Queued(id);
        }
        catch (StoreException exception)
        {
            var result = exception.Kind == StoreFailure.Full ? SmtpMessageResult.StorageLow() : SmtpMessageResult.TryLater();
            log.Tell(
                $"{SmtpReplies.Code(result.Reply)}: {exception.Message}: {SmtpReplies.Meaning(result.Reply, options.Language)} ({Describe(kept)})");
            return result;
        }
        catch (BodyInterruptedException exception)
        {
            log.Tell($"not stored: {exception.Message} ({Describe(kept)})");
            throw;
        }
    }

    // This is the final delivery, so the reverse-path is written too (RFC 5321 section 4.4).
    private async ValueTask WriteTraceAsync(IMessageWriter writer, MessageEnvelope kept, CancellationToken cancellationToken)
    {
        if (!options.WritesTrace)
            return;
        await writer.WriteAsync(TraceHeader.ReturnPath(kept), cancellationToken);
        await writer.WriteAsync(TraceHeader.Received(kept, Session.Configuration.HostName), cancellationToken);
    }

    private TransmissionType Transmission(SmtpEnvelope envelope) => new()
    {
        IsLmtp = Session.Protocol == "Lmtp",
        IsExtended = Session.Flags.HasFlag(SmtpFlags.Extended),
        IsTls = Session.Flags.HasFlag(SmtpFlags.Tls),
        IsAuthenticated = Session.Flags.HasFlag(SmtpFlags.Authenticated),
        IsUtf8 = envelope.Utf8,
    };

    // The client is told of only where somebody else than the other end of the connection is meant.
    private string Describe(MessageEnvelope envelope)
    {
        string client = NamedClient is null ? "" : $", client {ClientText.Of(envelope)}";
        string forwarded = envelope.Forwarded is { } from ? $", forwarded from {ClientText.Of(from)}" : "";
        return $"<{envelope.ReversePath}> to {Recipients(envelope)}{client}{forwarded}";
    }

    private static string Recipients(MessageEnvelope envelope)
    {
        string first = string.Join(", ", envelope.ForwardPaths.Take(MostRecipients).Select(path => $"<{path}>"));
        int more = envelope.Recipients.Count - MostRecipients;
        return more > 0 ? $"{first} and {more} more" : first;
    }
}

/// <summary>What the operator decided about keeping mail.</summary>
/// <param name="Language">The language in which refusals are explained.</param>
/// <param name="WritesTrace">Whether Return-Path and Received are written in front of a message.</param>
internal sealed record StoreHandlerOptions(string Language, bool WritesTrace);
