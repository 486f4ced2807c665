using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SmtpGen.Maildrops;
using SmtpGen.Sasl;
using SmtpGen.Server.Hosting;
using SmtpGen.Server.Pop3;

namespace SmtpGen.Pop3.Tests;

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

    private static IHost Build(MailStore mail, Action<Pop3ServerOptions> configure)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(mail.Store);
        builder.Services.AddSingleton(new SaslServer(mail.Users, new SaslOptions { AllowPlaintextWithoutTls = true }));
        builder.Services.AddPop3Server<MaildropHandler>(options =>
        {
            options.Listen.Add("127.0.0.1:0");
            configure(options);
        });
        return builder.Build();
    }
}
