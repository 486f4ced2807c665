using Microsoft.Extensions.Logging.Abstractions;
using SmtpGen.Mail;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Server;
using SmtpGen.Server.Hosting;

namespace SmtpGen.Benchmarks.Peers;

/// <summary>Our server as its peer is run: it takes every message, reads it, and keeps nothing.</summary>
internal static class DiscardServer
{
    /// <summary>Serves on a port until the process ends.</summary>
    public static async Task ServeAsync(int port)
    {
        InlineCompletions.Enable();
        var options = new SmtpServerOptions { MaxConnectionsPerAddress = 0, MaxConnections = 0 };
        options.Listen.Add($"127.0.0.1:{port}");
        options.Protocol.Messages = 1_000_000;
        await using var server = new ProtocolServer(options, new Sessions(options.Protocol), NullLogger.Instance);
        await server.StartAsync();
        await Task.Delay(Timeout.Infinite);
    }

    private sealed class Sessions(SmtpOptions options) : ISessionFactory
    {
        public SessionLease Create() => new(new SmtpSession(new Discarding(), options));
    }

    private sealed class Discarding : SmtpHandler
    {
        protected override async ValueTask<SmtpMessageResult> OnMessageAsync(MessageBody body, CancellationToken cancellationToken)
        {
            while ((await body.ReadAsync(cancellationToken)).Length > 0)
            {
            }

            return SmtpMessageResult.Queued("0");
        }
    }
}
