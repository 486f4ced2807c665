namespace SmtpGen.Client;

/// <summary>A connection that the caller makes.</summary>
internal static class ForeignConnection
{
    /// <summary>Asks for it, and waits no longer than the token says, also for a callback that takes no notice of it.</summary>
    public static async ValueTask<Stream> OpenAsync(
        Func<MailConnectContext, CancellationToken, ValueTask<Stream>> callback, MailConnectContext server, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var opening = callback(server, cancellationToken).AsTask();
        try
        {
            return await opening.WaitAsync(cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidOperationException($"{nameof(MailSenderOptions.ConnectCallback)} returned no stream.");
        }
        catch (OperationCanceledException) when (!opening.IsCompleted)
        {
            _ = CloseAsync(opening);
            throw;
        }
    }

    // Nobody waits for it any more.
    private static async Task CloseAsync(Task<Stream> opening)
    {
        try
        {
            await using var late = await opening.ConfigureAwait(false);
        }
        catch (Exception)
        {
            // It did not come about either way.
        }
    }
}
