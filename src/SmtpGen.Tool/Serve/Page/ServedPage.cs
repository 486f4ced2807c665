using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using SmtpGen.Reference;
using SmtpGen.Storage;
using SmtpGen.Tool.Serve.Configuration;
using SmtpGen.Tool.Serve.Faults;
using SmtpGen.Tool.Serve.Logging;
using SmtpGen.Tool.Serve.Work;
using SmtpGen.Tool.Specs;
using SmtpGen.Web;
using SmtpGen.Web.Hosting;
using SmtpGen.Web.Sessions;

namespace SmtpGen.Tool.Serve.Page;

/// <summary>The page beside the servers. Its address is taken at once; all else of it is loaded when they listen.</summary>
internal sealed class ServedPage : IServedWork
{
    private readonly PageSocket _socket;
    private readonly MailWebOptions _options;
    private readonly IReadOnlyList<SpecifiedProtocol> _specs;
    private readonly IMessageStore _store;
    private readonly ServeLog _log;
    private readonly ILogger _logger;
    private volatile IAsyncDisposable? _server;
    private Action? _notify;

    private ServedPage(PageSocket socket, MailWebOptions options, IReadOnlyList<SpecifiedProtocol> specs, IMessageStore store, ServeLog log, ILogger logger) =>
        (_socket, _options, _specs, _store, _log, _logger) = (socket, options, specs, store, log, logger);

    /// <summary>The sessions that it shows.</summary>
    public SessionBoard Sessions { get; } = new();

    /// <summary>The faults that programs ask the page for; null: they may not.</summary>
    public FaultBoard? Faults { get; private init; }

    /// <summary>Takes the page's address; null where there is to be none, or where the usual one is taken.</summary>
    /// <param name="configuration">Where the page is, and for whom.</param>
    /// <param name="store">The mail.</param>
    /// <param name="index">The file of the index for searches; null for a temporary one.</param>
    /// <param name="log">Told where the page is.</param>
    /// <param name="logger">Told of failures.</param>
    /// <exception cref="ToolException">An address that somebody asked for cannot be had.</exception>
    public static ServedPage? Open(ServeConfiguration configuration, IMessageStore store, string? index, ServeLog log, ILogger logger)
    {
        if (!configuration.Web.IsOn)
            return null;
        var address = WebCheck.Address(configuration.Web.Listen)!;
        var options = Options(configuration.Web, index);
        var specs = configuration.Web.Specs.Select(path => SpecProtocol.Load(path, Console.Error, "nothing was served")).ToList();
        try
        {
            var socket = PageSocket.Bind(address);
            options.Listen = socket.EndPoint;
            return new(socket, options, specs, store, log, logger) { Faults = configuration.Web.Chaos ? new FaultBoard() : null };
        }
        catch (SocketException exception)
        {
            string problem = $"cannot listen on {address} for the page: {Why(exception)}";
            // Tests that ask for faults would wait for a page that is another server's.
            if (configuration.Web.Listen != WebOptions.Usual || configuration.Web.Chaos)
                throw new ToolException(ToolExit.Environment, $"{problem}; choose another address: --web 127.0.0.1:0 takes a free port", exception);
            log.Warn($"{problem}; mail is received all the same, and --web 127.0.0.1:0 takes a free port for the page");
            return null;
        }
    }

    /// <summary>A message was stored.</summary>
    public void Notify() => Volatile.Read(ref _notify)?.Invoke();

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        _log.Say($"page at {MailWebServer.Link(_socket.EndPoint)}");
        if (Faults is not null)
            _log.Say("faults are made on purpose when POST /api/v1/faults asks for them");
        await Task.Yield();
        try
        {
            await StartAsync(stop);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _log.Warn($"the page does not start: {exception.Message}; mail is received all the same");
            return;
        }

        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_server is { } server)
            await server.DisposeAsync();
    }

    // Apart, so that the libraries are loaded only where there is a page, and not before the servers listen.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var server = await MailWebServer.StartAsync(_socket, new PageContent(_store, Sessions, _options, _specs, _logger, Faults), _options, _logger, cancellationToken);
        _server = server;
        Volatile.Write(ref _notify, server.Notify);
    }

    private static MailWebOptions Options(WebOptions web, string? index)
    {
        var options = new MailWebOptions { Token = Token(web), IndexPath = index };
        foreach (string host in web.Hosts)
            options.Hosts.Add(host);
        return options;
    }

    private static string Token(WebOptions web)
    {
        if (web.TokenFile is not { Length: > 0 } path)
            return web.Token ?? "";
        using var reader = new StreamReader(UserFile.Open("--web-token-file", path));
        return reader.ReadLine() is { Length: > 0 } token
            ? token
            : throw new ToolException(ToolExit.Usage, $"--web-token-file {path}: its first line is empty; write the token there");
    }

    private static string Why(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "address already in use",
        SocketError.AccessDenied => "permission denied",
        _ => exception.Message,
    };
}
