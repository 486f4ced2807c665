using System.Globalization;
using SmtpGen.Client;
using SmtpGen.Envelopes;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Tool.Load;

/// <summary>
/// One of the sessions of a load. Where the server takes no more messages on a connection, it goes on with another: what was asked for
/// is so many messages.
/// </summary>
internal sealed class LoadSession(LoadPlan plan, MailEnvelope envelope, byte[] content) : IAsyncDisposable
{
    private const string TooManyMessages = "4.5.3";
    private const int ClosingCode = 421;

    private MailSender? _sender;
    private int _sentOnConnection;

    /// <summary>Sends a message.</summary>
    /// <exception cref="MailSendException">The server refuses it on a connection that has had no other.</exception>
    public async ValueTask<MailSendResult> SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await SendOnceAsync(cancellationToken);
        }
        catch (MailSendException exception) when (_sentOnConnection > 0 && IsEndOfConnection(exception))
        {
            await QuitAsync(cancellationToken);
            return await SendOnceAsync(cancellationToken);
        }
    }

    /// <summary>Ends the connection where the next message is to have another.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_sender is { IsOpen: true } && (plan.ConnectsAnew || _sentOnConnection >= MostOnConnection(_sender)))
            await QuitAsync(cancellationToken);
    }

    /// <summary>Ends the connection, if there is one.</summary>
    public async ValueTask QuitAsync(CancellationToken cancellationToken)
    {
        if (_sender is { IsOpen: true })
            await _sender.QuitAsync(cancellationToken);
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_sender is not null)
            await _sender.DisposeAsync();
        _sender = null;
        _sentOnConnection = 0;
    }

    private async ValueTask<MailSendResult> SendOnceAsync(CancellationToken cancellationToken)
    {
        if (_sender is { IsOpen: false })
            await DisposeAsync();
        _sender ??= await MailSender.ConnectAsync(plan.Server, cancellationToken);
        var result = await _sender.SendAsync(envelope, content, cancellationToken);
        _sentOnConnection++;
        return result;
    }

    // RFC 9422 section 4.1: LIMITS MAILMAX=20.
    private static int MostOnConnection(MailSender sender)
    {
        foreach (string limit in (sender.Capabilities["LIMITS"] ?? "").Split(' '))
        {
            if (limit.StartsWith("MAILMAX=", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(limit.AsSpan("MAILMAX=".Length), NumberStyles.None, CultureInfo.InvariantCulture, out int most) && most > 0)
                return most;
        }

        return int.MaxValue;
    }

    // A server need not say beforehand how many it takes.
    private static bool IsEndOfConnection(MailSendException exception)
        => exception.Reply is { } reply && (reply.Code == ClosingCode || (reply.EnhancedCode == TooManyMessages && IsToMail(reply)));

    private static bool IsToMail(ClientReply reply) => reply.Command.StartsWith("MAIL", StringComparison.Ordinal);
}
