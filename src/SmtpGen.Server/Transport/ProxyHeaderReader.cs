using SmtpGen.Server.Proxy;

namespace SmtpGen.Server.Transport;

/// <summary>Takes a PROXY header from a connection, and not one octet more: what follows stays in the socket.</summary>
internal static class ProxyHeaderReader
{
    /// <summary>Waits for the header.</summary>
    /// <returns>The header, or why there is none; <see cref="ProxyStatus.Incomplete"/> when the connection ended before.</returns>
    public static async ValueTask<(ProxyStatus Status, ProxyHeader Header)> ReadAsync(PlainChannel channel)
    {
        byte[] octets = new byte[ProxyHeader.MostOctets];
        int taken = 0;
        while (true)
        {
            int seen = channel.TryPeek(octets.AsSpan(taken));
            if (seen == 0)
                return default;
            if (seen < 0)
            {
                await channel.WaitAsync(mayInterrupt: false).ConfigureAwait(false);
                continue;
            }

            var status = ProxyHeader.Parse(octets.AsSpan(0, taken + seen), out var header);
            if (status == ProxyStatus.Malformed)
                return (status, default);
            if (status == ProxyStatus.Complete)
                return await TakeAsync(channel, octets, header.Length - taken).ConfigureAwait(false) ? (status, header) : default;

            // Octets that were only looked at would end the next wait at once.
            taken += channel.TryReceive(octets.AsSpan(taken, seen));
        }
    }

    private static async ValueTask<bool> TakeAsync(PlainChannel channel, byte[] into, int count)
    {
        while (count > 0)
        {
            int taken = channel.TryReceive(into.AsSpan(0, Math.Min(count, into.Length)));
            if (taken == 0)
                return false;
            if (taken < 0)
                await channel.WaitAsync(mayInterrupt: false).ConfigureAwait(false);
            else
                count -= taken;
        }

        return true;
    }
}
