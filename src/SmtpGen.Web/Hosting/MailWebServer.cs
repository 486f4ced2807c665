using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmtpGen.Web.Hosting;

namespace SmtpGen.Web;

/// <summary>Serves the page by HTTP until it is disposed.</summary>
public sealed class MailWebServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private MailWebServer(WebApplication application, Uri address) => (_application, Address) = (application, address);

    /// <summary>Where the page is.</summary>
    public Uri Address { get; }

    /// <summary>Begins to listen.</summary>
    /// <param name="options">Where and for whom.</param>
    /// <param name="parts">What is answered.</param>
    /// <param name="logger">Told of failures; null: nobody.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ArgumentException">The options let other machines in without a token.</exception>
    /// <exception cref="IOException">The address cannot be had.</exception>
    internal static async Task<MailWebServer> StartAsync(
        MailWebOptions options, IReadOnlyList<IWebPart> parts, ILogger? logger, CancellationToken cancellationToken)
    {
        options.Check();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = MailWebOptions.HeaderTime;
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
            kestrel.Listen(options.Listen);
        });
        builder.Services.AddRoutingCore();
        if (logger is not null)
            builder.Logging.AddProvider(new OneLogger(logger));
        var application = builder.Build();
        application.Use((context, next) => new FailureAnswer(logger).InvokeAsync(context, next));
        var guard = new RequestGuard(options);
        application.Use(guard.InvokeAsync);
        application.UseRouting();
        foreach (var part in parts)
            part.Map(application);
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        string bound = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new MailWebServer(application, new Uri(bound));
    }

    /// <summary>Stops listening; requests under way are cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }
}
