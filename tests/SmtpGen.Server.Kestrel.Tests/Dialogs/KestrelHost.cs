using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using SmtpGen.Dialogs;

namespace SmtpGen.Server.Kestrel.Tests.Dialogs;

/// <summary>The server of a dialog in a web application.</summary>
internal sealed class KestrelHost : IDialogHost
{
    private WebApplication? _application;

    public async Task<IPEndPoint> StartAsync(Action<ServerOptions> configure, bool isTls, ISessionFactory sessions)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddLogging();
        builder.Services.AddSingleton(new Sessions(sessions));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
            listen.UseProtocol<Sessions>(options =>
            {
                options.IsTls = isTls;
                configure(options.Server);
            })));
        _application = builder.Build();
        await _application.StartAsync(TestContext.Current.CancellationToken);
        return IPEndPoint.Parse(new Uri(Assert.Single(_application.Urls)).Authority);
    }

    public Task StopAsync() => _application!.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_application is null)
            return;
        await _application.StopAsync(new CancellationToken(true));
        await _application.DisposeAsync();
    }

    private sealed class Sessions(ISessionFactory inner) : ISessionFactory
    {
        public SessionLease Create() => inner.Create();
    }
}
