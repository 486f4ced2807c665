using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SmtpGen.Envelopes;
using SmtpGen.Protocols.Lmtp;
using SmtpGen.Runtime;

namespace SmtpGen.Mail.Tests;

/// <summary>What a host finds wrong before it takes the first connection.</summary>
public sealed class HandlerOptionsTests
{
    [Theory]
    [InlineData("AnyLogin", "true", "AnyLogin")]
    [InlineData("AllowPlaintextWithoutTls", "true", "AllowPlaintextWithoutTls")]
    [InlineData("OfferCramMd5", "true", "OfferCramMd5")]
    [InlineData("LoginLimits:FailuresPerUser", "5", "LoginLimits")]
    [InlineData("TrustedClients:0", "127.0.0.1", "TrustedClients")]
    [InlineData("SolicitationKeywords:0", "net.example:ADV", "SolicitationKeywords")]
    public async Task An_option_that_has_no_effect_on_a_handler_of_LMTP_is_an_error(string key, string value, string option)
    {
        using var host = Build(services => services.AddLmtpServer<EachRecipient>(), ("Lmtp:" + key, value));
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            $"Lmtp:{option} is set, but has no effect on a handler that derives from LmtpHandler; decide in the handler, or derive it from SmtpReceiver.",
            exception.Message);
    }

    [Fact]
    public async Task The_users_file_has_no_effect_on_a_handler_of_LMTP_either()
    {
        string users = Path.GetTempFileName();
        try
        {
            using var host = Build(services => services.AddLmtpServer<EachRecipient>(), ("Lmtp:Users", users));
            var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
            Assert.StartsWith("Lmtp:Users is set, but has no effect", exception.Message);
        }
        finally
        {
            File.Delete(users);
            File.Delete(users + ".secret");
        }
    }

    [Theory]
    [InlineData("TrustedClients:0", "127.0.0.1")]
    [InlineData("AnyLogin", "true")]
    public async Task The_same_option_is_fine_where_a_receiver_serves_LMTP(string key, string value)
    {
        using var host = Build(services => services.AddLmtpServer<Receiver>(), ("Lmtp:" + key, value));
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Without_trusted_clients_nobody_is_offered_XCLIENT()
    {
        foreach (var add in (Action<IServiceCollection>[])[
            services => services.AddLmtpServer<EachRecipient>(), services => services.AddLmtpServer<Receiver>()])
        {
            using var host = Build(add);
            await host.StartAsync(TestContext.Current.CancellationToken);
            var offered = host.Services.GetRequiredService<IOptions<LmtpServerOptions>>().Value.Protocol.Extensions;
            Assert.False(offered.HasFlag(LmtpExtensions.Xclient));
            await host.StopAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task What_a_handler_needs_and_the_host_does_not_have_is_an_error_at_the_start()
    {
        foreach (var add in (Action<IServiceCollection>[])[
            services => services.AddSmtpServer<Needy>(), services => services.AddLmtpServer<Needy>(), services => services.AddLmtpServer<NeedyLmtp>()])
        {
            using var host = Build(add);
            var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
            Assert.Contains(nameof(Absent), exception.Message);
        }
    }

    private static IHost Build(Action<IServiceCollection> add, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
            [new("Lmtp:Listen:0", "127.0.0.1:0"), new("Smtp:Listen:0", "127.0.0.1:0"), .. settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))]);
        builder.Services.AddLogging();
        add(builder.Services);
        return builder.Build();
    }

    private class EachRecipient : LmtpHandler
    {
        protected override ValueTask OnMessageAsync(MessageBody body, LmtpMessageResults results, CancellationToken cancellationToken) => default;
    }

    private class Receiver : SmtpReceiver
    {
        protected override ValueTask<Protocols.Smtp.SmtpMessageResult> ReceiveAsync(MailEnvelope envelope, MessageBody body, CancellationToken cancellationToken) =>
            new(Protocols.Smtp.SmtpMessageResult.Queued("1"));
    }

    private sealed class Absent;

    private sealed class Needy(Absent absent) : Receiver
    {
        public override string ToString() => absent.ToString()!;
    }

    private sealed class NeedyLmtp(Absent absent) : EachRecipient
    {
        public override string ToString() => absent.ToString()!;
    }
}
