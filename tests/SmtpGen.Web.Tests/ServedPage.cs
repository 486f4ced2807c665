using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SmtpGen.Mail;
using SmtpGen.Server.Hosting;
using SmtpGen.Storage;
using SmtpGen.Storage.Sqlite;
using SmtpGen.Web.Hosting;

namespace SmtpGen.Web.Tests;

/// <summary>A mail server with its page, as an application has them.</summary>
internal sealed class ServedPage : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("smtpgen-web-");
    private readonly IHost _host;

    private ServedPage(Action<MailWebOptions>? configure)
    {
        Store = SqliteMessageStore.Open(Path.Combine(_folder.FullName, "mail.db"), StoreAccess.ReadWrite);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddSmtpServer(Store, options =>
        {
            options.Listen.Clear();
            options.Listen.Add("127.0.0.1:0");
        });
        builder.Services.AddMailWeb(options =>
        {
            options.Listen = new IPEndPoint(IPAddress.Loopback, 0);
            configure?.Invoke(options);
        });
        _host = builder.Build();
    }

    /// <summary>Where the mail goes.</summary>
    public SqliteMessageStore Store { get; }

    /// <summary>Where the page is.</summary>
    public Uri Address => _host.Services.GetRequiredService<MailWebService>().Server!.Address;

    /// <summary>Where mail is received.</summary>
    public IPEndPoint Smtp => _host.Services.GetRequiredService<ProtocolServerService<SmtpServerOptions>>().Server.EndPoints[0];

    /// <summary>Asks for the page's paths.</summary>
    public HttpClient Client => field ??= new HttpClient { BaseAddress = Address };

    /// <summary>Starts both.</summary>
    public static async Task<ServedPage> StartAsync(Action<MailWebOptions>? configure = null)
    {
        var page = new ServedPage(configure);
        await page._host.StartAsync(TestContext.Current.CancellationToken);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        await Store.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
