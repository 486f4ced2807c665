using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SmtpGen.Server.Hosting;
using SmtpGen.Server.Tests.TestProtocol;

namespace SmtpGen.Server.Tests;

public sealed class HostingTests
{
    [Fact]
    public async Task Every_session_has_a_scope_that_ends_with_it()
    {
        var log = new ScopeLog();
        using var host = Build(log, ("Ping:Listen:0", "127.0.0.1:0"));
        await host.StartAsync(TestContext.Current.CancellationToken);
        var endPoint = host.Services.GetRequiredService<ProtocolServerService<PingServerOptions>>().Server.EndPoints[0];
        for (int session = 0; session < 2; session++)
        {
            using var client = await PingClient.ConnectAsync(endPoint);
            await client.SendAsync("QUIT\r\n");
            Assert.Equal("220 ping", await client.LineAsync());
            Assert.Equal("221 bye", await client.LineAsync());
            Assert.Null(await client.LineAsync());
        }

        await host.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, log.Created);
        Assert.Equal(2, log.Disposed);
    }

    [Theory]
    [InlineData("Ping:Listen:1", "localhost", "Ping:Listen holds 'localhost'; it must be an address and a port, such as 127.0.0.1:2525, [::1]:2525, localhost:2525, 2525 (localhost) or :2525 (all addresses); the words tls and proxy may follow.")]
    [InlineData("Ping:MaxConnections", "-1", "Ping:MaxConnections is -1; it must be 1 or more, or 0 for no limit.")]
    [InlineData("Ping:SessionTime", "00:00:00", "Ping:SessionTime is 00:00:00; it must be longer than zero.")]
    [InlineData("Ping:StopGrace", "-00:00:01", "Ping:StopGrace is -00:00:01; it must be between zero and one day.")]
    [InlineData("Ping:HandshakeTime", "00:00:00", "Ping:HandshakeTime is 00:00:00; it must be longer than zero.")]
    [InlineData("Ping:Listen:1", "127.0.0.1:0 ssl", "Ping:Listen holds '127.0.0.1:0 ssl'; 'ssl' may not follow an address; tls (TLS from the start) and proxy (a PROXY header comes first) may.")]
    [InlineData("Ping:Listen:1", "127.0.0.1:0 tls", "Ping:Listen holds '127.0.0.1:0 tls', but Tls:Certificate is empty; name a PEM or PFX file.")]
    [InlineData("Ping:Listen:1", "127.0.0.1:0 proxy", "Ping:Listen holds '127.0.0.1:0 proxy', but TrustedProxies is empty; name the proxies, such as 10.0.0.0/8.")]
    [InlineData("Ping:TrustedProxies:0", "10.0.0.0/33", "Ping:TrustedProxies holds '10.0.0.0/33'; it must be an IP address, or a network with the length of its prefix, such as 10.0.0.0/8 or 2001:db8::/32.")]
    [InlineData("Ping:Tls:MinimumVersion", "1.1", "Ping:Tls:MinimumVersion is '1.1'; it must be 1.2 or 1.3.")]
    [InlineData("Ping:Tls:Key", "key.pem", "Ping:Tls:Key is 'key.pem', but Certificate is empty; name the file with the certificate too.")]
    [InlineData("Ping:Protocol:CommandWait", "00:00:00", "Ping:Protocol:CommandWait is 00:00:00; it must be longer than zero.")]
    public async Task A_value_that_is_not_allowed_stops_the_start(string key, string value, string error)
    {
        using var host = Build(new ScopeLog(), ("Ping:Listen:0", "127.0.0.1:0"), (key, value));
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.Equal(error, exception.Message);
    }

    [Fact]
    public async Task A_server_without_addresses_does_not_start()
    {
        using var host = Build(new ScopeLog());
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.Equal("Ping:Listen is empty; name at least one address and port, such as 127.0.0.1:2525.", exception.Message);
    }

    private static IHost Build(ScopeLog log, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        builder.Services.AddLogging();
        builder.Services.AddSingleton(log);
        builder.Services.AddScoped<Scoped>();
        builder.Services.AddOptions<PingServerOptions>().BindConfiguration("Ping").AddProtocolServer("Ping", (scope, options) =>
        {
            scope.GetRequiredService<Scoped>();
            return new PingSession(options.Protocol);
        });
        return builder.Build();
    }

    private sealed class ScopeLog
    {
        public int Created;
        public int Disposed;
    }

    private sealed class Scoped : IDisposable
    {
        private readonly ScopeLog _log;

        public Scoped(ScopeLog log)
        {
            _log = log;
            Interlocked.Increment(ref log.Created);
        }

        public void Dispose() => Interlocked.Increment(ref _log.Disposed);
    }
}
