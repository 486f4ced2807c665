using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using SmtpGen.Server.Hosting;

namespace SmtpGen.Mail;

/// <summary>Looks whether every server of the host serves, and has room for another connection.</summary>
internal sealed class ServerHealthCheck(IServiceProvider services) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // Not before the check is made: whoever makes the servers may ask for the checks.
        var servers = services.GetServices<IHostedService>().OfType<IHostedProtocolServer>().Select(hosted => hosted.Server).ToList();
        return Task.FromResult(Judge(servers));
    }

    private static HealthCheckResult Judge(List<ProtocolServer> servers)
    {
        if (servers.Count == 0)
            return HealthCheckResult.Unhealthy("The host has no server.");
        if (servers.FindAll(server => !server.IsServing) is { Count: > 0 } idle)
            return HealthCheckResult.Unhealthy(string.Create(CultureInfo.InvariantCulture, $"{idle.Count} of {servers.Count} servers were not started, or have stopped."));
        if (servers.Find(server => server.MaxConnections > 0 && server.Connections >= server.MaxConnections) is { } full)
            return HealthCheckResult.Degraded(string.Create(CultureInfo.InvariantCulture, $"{Name(full)} has {full.Connections} connections, which is its limit."));
        return HealthCheckResult.Healthy(string.Create(CultureInfo.InvariantCulture, $"{servers.Sum(server => server.Connections)} connections."));
    }

    private static string Name(ProtocolServer server) => server.EndPoints is [var first, ..] ? $"The server on {first}" : "A server";
}
