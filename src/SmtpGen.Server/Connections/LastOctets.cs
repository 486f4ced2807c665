namespace SmtpGen.Server.Connections;

/// <summary>
/// Cuts a connection whose session is over, when its client does not read what was sent last. Whoever moves the octets of its pipe
/// would wait for that without an end.
/// </summary>
internal static class LastOctets
{
    /// <summary>Looks at the connection now and then; completes when it is gone.</summary>
    /// <param name="connection">The connection, whose pipe was completed.</param>
    /// <param name="options">How long the client may take, and how often to look.</param>
    public static async Task WatchAsync(PipeConnection connection, ServerOptions options)
    {
        long end = Environment.TickCount64 + (long)options.SendTime.TotalMilliseconds;
        while (Environment.TickCount64 < end)
        {
            await Task.Delay(options.ClockInterval).ConfigureAwait(false);
            if (IsGone(connection))
                return;
        }

        connection.Abort?.Invoke();
    }

    // A client that has closed its side may still have to read.
    private static bool IsGone(PipeConnection connection) =>
        connection.Socket is { } socket ? socket.SafeHandle.IsClosed : connection.Closed.IsCancellationRequested;
}
