using System.CommandLine;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using SmtpGen.Server;
using SmtpGen.Storage;
using SmtpGen.Tool.Serve;
using SmtpGen.Tool.Serve.Configuration;
using SmtpGen.Tool.Serve.Events;
using SmtpGen.Tool.Serve.Forwarding;
using SmtpGen.Tool.Serve.Logging;
using SmtpGen.Tool.Serve.Page;
using SmtpGen.Tool.Serve.Telemetry;
using SmtpGen.Tool.Serve.Work;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen serve</c>: receives mail into a store until it is stopped.</summary>
internal static class ServeCommand
{
    public const string Name = "serve";

    public static Command Create()
    {
        var options = new ServeOptionSet();
        var command = new Command(Name, "Receives mail from everybody into a store, until Ctrl+C");
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var configuration = options.Read(parsed);
            var console = parsed.InvocationConfiguration;
            if (options.Prints(parsed))
            {
                await console.Output.WriteAsync(new ConfigurationWriter(configuration).Write());
                return ToolExit.Ok;
            }

            // The page and the probes have sockets too, and the first one decides.
            InlineCompletions.EnableFor([configuration.Smtp, configuration.Lmtp, configuration.Pop3]);
            await using var log = new ServeLog(console.Output, console.Error, configuration.Log);
            using var telemetry = configuration.IsWatched ? Watch(configuration, log) : null;
            await using var store = StoreOption.Open(configuration.Store, StoreAccess.ReadWrite);
            if (StoreOption.Promise(store) is { } promise)
                log.Say($"messages are kept {promise}");
            var logger = new LineLogger(log);
            var forwarding = await ServeForwarding.OpenAsync(store, configuration, log, logger, cancellationToken);
            await using var events = configuration.Events.IsOn ? await AnnounceAsync(store, configuration, logger, cancellationToken) : null;
            var page = ServedPage.Open(configuration, store, StoreOption.Index(configuration.Store), log, logger);
            var protocols = new ServedProtocols(store, log, logger, page);
            var reload = new ServeReload(configuration, () => options.Read(parsed), protocols, forwarding, log);
            using var signals = new StopSignals(cancellationToken, reload.Run);
            var health = new ServeHealth(store);
            using var probes = MetricsAddress.TryParse(configuration.Metrics ?? "", out var address) ? HealthListener.Start(address!, health) : null;
            string onward = forwarding is null ? "" : $" and on to {ServeForwarding.Describe(configuration)}";
            await new ServerRun(log, logger).RunAsync(reload.Served, [.. new IServedWork?[] { page, forwarding, events }.OfType<IServedWork>()], health, $"into {configuration.Store}{onward}", signals);
            return ToolExit.Ok;
        });
        return command;
    }

    // Apart, so that the library is loaded only where messages are announced.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<ServeEvents> AnnounceAsync(IMessageStore store, ServeConfiguration configuration, ILogger logger, CancellationToken cancellationToken) =>
        ServeEvents.OpenAsync(store, configuration, logger, cancellationToken);

    // Apart, so that the libraries are loaded only where somebody watches.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ServeTelemetry Watch(ServeConfiguration configuration, ServeLog log)
    {
        var telemetry = ServeTelemetry.Start(configuration);
        if (telemetry.MetricsUrl is { } url)
            log.Say($"metrics at {url}");
        return telemetry;
    }
}
