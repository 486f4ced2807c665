using SmtpGen.Server.Tests.Tls;

namespace SmtpGen.Server.Tests;

public sealed class ClientLeftTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public async Task A_client_that_closed_is_seen_behind_octets_that_nobody_has_read(int unread)
    {
        using var pair = await TransportPair.ConnectAsync();
        await pair.Client.WriteAsync(new byte[unread], TestContext.Current.CancellationToken);
        Assert.False(pair.Transport.HasClientLeft);

        pair.Client.Dispose();

        while (!pair.Transport.HasClientLeft)
            await Task.Delay(1, TestContext.Current.CancellationToken);
    }
}
