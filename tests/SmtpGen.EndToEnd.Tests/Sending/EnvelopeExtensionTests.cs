using Microsoft.Extensions.Logging.Abstractions;
using SmtpGen.Client;
using SmtpGen.Envelopes;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Server;
using SmtpGen.Server.Hosting;

namespace SmtpGen.EndToEnd.Tests.Sending;

/// <summary>What an envelope asks for beyond addresses, of our own server.</summary>
public class EnvelopeExtensionTests
{
    private const int Timeout = 300_000;

    private static readonly MailEnvelope s_envelope = new("alice@client.example", "bob@mx.example");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = Timeout)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task How_urgent_a_message_is_and_by_when_it_must_be_delivered_is_stored(bool isReturned)
    {
        await using var server = await TestServer.StartAsync(Offering(SmtpExtensions.All));
        var deadline = isReturned ? DeliverBy.OrReturn(TimeSpan.FromMinutes(2), trace: true) : DeliverBy.OrNotify(TimeSpan.FromSeconds(-60.5));

        await SendAsync(Options(server.Port), With(new MailParameters { Priority = -9, DeliverBy = deadline }));

        var stored = Assert.Single(await server.StoredAsync()).Envelope.Parameters;
        Assert.Equal(-9, stored.Priority);
        Assert.Equal(isReturned ? new DeliverBy(120, DeliverByMode.Return, Trace: true) : new DeliverBy(-60, DeliverByMode.Notify), stored.DeliverBy);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_message_that_must_travel_encrypted_is_sent_over_TLS_only()
    {
        await using var server = await TestServer.StartAsync(Offering(SmtpExtensions.All));
        var envelope = With(new MailParameters { RequireTls = true });

        await SendAsync(Options(server.Port) with { Tls = TlsPolicy.Required }, envelope);
        var exception = await Assert.ThrowsAsync<MailSendException>(() => SendAsync(Options(server.Port), envelope));

        Assert.True(Assert.Single(await server.StoredAsync()).Envelope.Parameters.RequireTls);
        Assert.Equal(MailSendFailure.Tls, exception.Failure);
        Assert.Equal("the message must travel encrypted (REQUIRETLS), and the connection to 127.0.0.1 is not; connect to it with TLS", exception.Message);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_message_that_must_travel_encrypted_is_not_sent_to_a_server_that_does_not_promise_it()
    {
        await using var server = await TestServer.StartAsync(Offering(SmtpExtensions.Default));
        var options = Options(server.Port) with { Tls = TlsPolicy.Required };

        var exception = await Assert.ThrowsAsync<MailSendException>(() => SendAsync(options, With(new MailParameters { RequireTls = true })));

        Assert.Equal(MailSendFailure.Unsupported, exception.Failure);
        Assert.StartsWith("the message must travel encrypted, for which 127.0.0.1 would have to list REQUIRETLS; it lists PIPELINING, ", exception.Message);
        Assert.Empty(await server.StoredAsync());
    }

    [Fact(Timeout = Timeout)]
    public async Task A_server_is_told_how_long_to_hold_a_message()
    {
        var receivers = new HoldingReceivers();
        await using var server = new ProtocolServer(new ServerOptions { Listen = { "127.0.0.1:0" } }, receivers, NullLogger.Instance);
        await server.StartAsync(Token);
        var options = Options(server.EndPoints[0].Port);

        await SendAsync(options, With(new MailParameters { HoldFor = TimeSpan.FromMinutes(1.001) }));
        await SendAsync(options, With(new MailParameters { HoldUntil = new DateTimeOffset(2029, 12, 31, 22, 59, 59, TimeSpan.FromHours(-1)) }));
        var tooLong = await Assert.ThrowsAsync<MailSendException>(() => SendAsync(options, With(new MailParameters { HoldFor = TimeSpan.FromDays(8) })));
        var tooLate = await Assert.ThrowsAsync<MailSendException>(
            () => SendAsync(options, With(new MailParameters { HoldUntil = new DateTimeOffset(2030, 1, 1, 0, 0, 1, TimeSpan.Zero) })));

        Assert.Equal([(61UL, null, null), (null, "2029-12-31T23:59:59Z", null)], receivers.Taken);
        Assert.Equal("the message must be held for 691200 seconds, and 127.0.0.1 holds none for more than 604800 (FUTURERELEASE)", tooLong.Message);
        Assert.Equal("the message must be held until 2030-01-01T00:00:01Z, and 127.0.0.1 holds none beyond 2030-01-01T00:00:00Z (FUTURERELEASE)", tooLate.Message);
    }

    private static ServerSetup Offering(SmtpExtensions extensions) => new() { HasCertificate = true, Configure = options => options.Protocol.Extensions = extensions };

    private static MailSenderOptions Options(int port) => ForeignMail.Options(port) with { ValidateCertificate = (_, _, _, _) => true };

    private static MailEnvelope With(MailParameters parameters) => s_envelope with { Parameters = parameters };

    private static async Task SendAsync(MailSenderOptions options, MailEnvelope envelope)
    {
        await using var sender = await MailSender.ConnectAsync(options, Token);
        Assert.True((await sender.SendAsync(envelope, ForeignMail.Content, Token)).IsComplete);
        await sender.QuitAsync(Token);
    }
}
