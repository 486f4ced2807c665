using Microsoft.Extensions.Logging;
using SmtpGen.Server;
using SmtpGen.Server.Hosting;
using SmtpGen.Tool.Serve.Logging;
using SmtpGen.Tool.Serve.Telemetry;
using SmtpGen.Tool.Serve.Work;

namespace SmtpGen.Tool.Serve;

/// <summary>A protocol that is served.</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="Options">Where and how it is served.</param>
/// <param name="Sessions">Makes its sessions.</param>
internal sealed record ServedProtocol(string Name, ServerOptions Options, SwitchedSessions Sessions);

/// <summary>Runs servers until they are told to stop, and says so.</summary>
/// <param name="log">Told of the addresses and of the stop.</param>
/// <param name="logger">What the servers log to.</param>
internal sealed class ServerRun(ServeLog log, ILogger logger)
{
    /// <summary>Starts the servers, waits, and stops them.</summary>
    /// <param name="protocols">What is served.</param>
    /// <param name="work">What else is done with the mail meanwhile.</param>
    /// <param name="health">Told whether mail can be received.</param>
    /// <param name="where">Where the mail goes, for people: "into smtpgen.db".</param>
    /// <param name="signals">Say when to stop.</param>
    /// <exception cref="ListenException">An address cannot be had; nothing is served then.</exception>
    public async Task RunAsync(IReadOnlyList<ServedProtocol> protocols, IReadOnlyList<IServedWork> work, ServeHealth health, string where, StopSignals signals)
    {
        var servers = new List<ProtocolServer>();
        try
        {
            foreach (var protocol in protocols)
            {
                var server = new ProtocolServer(protocol.Options, protocol.Sessions, logger);
                servers.Add(server);
                await server.StartAsync(signals.Stop);
                foreach (var endPoint in server.EndPoints)
                    log.Say($"listening on {endPoint} for {protocol.Name}, {where}");
            }

            health.Serves();
            using var abort = CancellationTokenSource.CreateLinkedTokenSource(signals.StopAtOnce);
            var working = work.Select(one => one.RunAsync(signals.Stop, abort.Token)).ToList();
            await Task.Delay(Timeout.Infinite, signals.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            health.Stops();
            var grace = protocols.Max(protocol => protocol.Options.StopGrace);
            log.Say(Farewell(servers.Sum(server => server.Connections), grace));
            abort.CancelAfter(grace);
            await Task.WhenAll([.. working, .. servers.Select(server => server.StopAsync(signals.StopAtOnce))]);
            log.Say("stopped");
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();
        }
    }

    private static string Farewell(int sessions, TimeSpan grace) => sessions switch
    {
        0 => "stopping",
        1 => $"stopping: 1 session has {grace.TotalSeconds:0} s to finish",
        _ => $"stopping: {sessions} sessions have {grace.TotalSeconds:0} s to finish",
    };
}
