using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SmtpGen.Sasl;
using SmtpGen.Server.Hosting;
using SmtpGen.Storage;

namespace SmtpGen.Mail.Tests.Maildrops;

public class HostTests
{
    private const int Timeout = 300_000;

    [Fact(Timeout = Timeout)]
    public async Task A_host_serves_a_store_and_frees_the_maildrop_after_each_session()
    {
        await using var mail = new MailStore();
        await mail.DeliverAsync(Messages.Short);
        using var host = Build(mail, options => options.Protocol.TlsBeforePassword = false);
        await host.StartAsync(TestContext.Current.CancellationToken);
        int port = host.Services.GetRequiredService<ProtocolServerService<Pop3ServerOptions>>().Server.EndPoints[0].Port;

        for (int session = 0; session < 2; session++)
        {
            await using var dialog = await Pop3Dialog.LogInAsync(port);
            Assert.DoesNotContain("STLS", await dialog.ListAsync("CAPA"));
            Assert.Equal($"+OK 1 {Messages.Short.Length}", await dialog.AskAsync("STAT"));
            await dialog.AskAsync("QUIT");
        }

        await host.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await mail.CountAsync());
    }

    [Fact]
    public async Task A_host_that_requires_TLS_and_has_no_certificate_does_not_start()
    {
        await using var mail = new MailStore();
        using var host = Build(mail, options => options.Protocol.RequireTls = true);

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal("Pop3:Protocol:RequireTls is true, but Tls:Certificate is empty; name the file with the certificate.", exception.Message);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_host_whose_store_does_not_tell_whose_a_message_is_does_not_start()
    {
        await using var mail = new MailStore();
        using var host = Build(mail, _ => { }, services => services.AddSingleton<IMessageStore>(mail.Store));

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(nameof(IMaildropStore), exception.Message, StringComparison.Ordinal);
    }

    private static IHost Build(MailStore mail, Action<Pop3ServerOptions> configure, Action<IServiceCollection>? addStore = null)
    {
        var builder = Host.CreateApplicationBuilder();
        if (addStore is null)
            builder.Services.AddSingleton(mail.Store);
        else
            addStore(builder.Services);
        builder.Services.AddSingleton(new SaslServer(mail.Users, new SaslOptions { AllowPlaintextWithoutTls = true }));
        builder.Services.AddPop3Server<MaildropHandler>(options =>
        {
            options.Listen.Add("127.0.0.1:0");
            options.Protocol.HostName = MailStore.HostName;
            configure(options);
        });
        return builder.Build();
    }
}
