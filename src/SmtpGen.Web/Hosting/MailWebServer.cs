using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmtpGen.Storage;
using SmtpGen.Web.Http;
using SmtpGen.Web.Sessions;

namespace SmtpGen.Web.Hosting;

/// <summary>Serves the page by HTTP until it is disposed.</summary>
public sealed class MailWebServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly PageContent _content;

    private MailWebServer(WebApplication application, PageContent content, Uri address) => (_application, _content, Address) = (application, content, address);

    /// <summary>Where the page is.</summary>
    public Uri Address { get; }

    /// <summary>Begins to listen.</summary>
    /// <param name="store">The mail that is shown.</param>
    /// <param name="sessions">The sessions that are shown.</param>
    /// <param name="options">Where and for whom.</param>
    /// <param name="logger">Told of failures; null: nobody.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ArgumentException">The options let other machines in without a token.</exception>
    /// <exception cref="IOException">The address cannot be had.</exception>
    public static async Task<MailWebServer> StartAsync(
        IMessageStore store, SessionBoard sessions, MailWebOptions options, ILogger? logger = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        PageSocket socket;
        try
        {
            socket = PageSocket.Bind(options.Listen);
        }
        catch (SocketException exception)
        {
            throw new IOException($"cannot listen on {options.Listen} for the page: {exception.Message}", exception);
        }

        return await StartAsync(socket, new PageContent(store, sessions, options, [], logger), options, logger, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells readers at once that a message was stored, instead of when the store is looked at next. It costs next to nothing.</summary>
    public void Notify() => _content.Notify();

    /// <summary>Stops listening; requests under way are cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync().ConfigureAwait(false);
        await _application.StopAsync(now.Token).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        await _content.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Begins to answer at an address that was had before.</summary>
    internal static async Task<MailWebServer> StartAsync(
        PageSocket socket, PageContent content, MailWebOptions options, ILogger? logger, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseSockets(sockets => sockets.CreateBoundListenSocket = _ => socket.Take()).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = MailWebOptions.HeaderTime;
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
            kestrel.Listen(socket.EndPoint);
        });
        builder.Services.AddRoutingCore();
        if (logger is not null)
            builder.Logging.AddProvider(new OneLogger(logger));
        var application = builder.Build();
        var failure = new FailureAnswer(logger);
        application.Use(failure.InvokeAsync);
        application.Use(new RequestGuard(options).InvokeAsync);
        application.UseRouting();
        foreach (var part in content.Parts())
            part.Map(application);
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            await content.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return new MailWebServer(application, content, Link(socket.EndPoint));
    }

    /// <summary>The address as a link that a browser on this machine follows.</summary>
    internal static Uri Link(IPEndPoint endPoint) =>
        new UriBuilder(Uri.UriSchemeHttp, IPAddress.Any.Equals(endPoint.Address) || IPAddress.IPv6Any.Equals(endPoint.Address) ? "localhost" : endPoint.Address.ToString(), endPoint.Port).Uri;
}
