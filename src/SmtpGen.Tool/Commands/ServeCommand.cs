using System.CommandLine;
using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Sasl;
using SmtpGen.Server;
using SmtpGen.Server.Smtp;
using SmtpGen.Storage;
using SmtpGen.Tool.Serve;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen serve</c>: receives mail into a store until it is stopped.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var smtp = new SmtpServeOptions();
        var pop3 = new Pop3ServeOptions();
        var store = StoreOption.Create();
        var noTrace = new Option<bool>("--no-trace") { Description = "Stores messages as they came, without Return-Path and Received in front" };
        var language = LanguageOption.Create();
        var command = new Command("serve", "Receives mail from everybody into a store, until Ctrl+C") { store, noTrace, language };
        smtp.AddTo(command);
        pop3.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = smtp.Read(parsed);
            var lmtpOptions = smtp.ReadLmtp(parsed);
            var pop3Options = pop3.Read(parsed, options);
            var keeping = new StoreHandlerOptions(LanguageOption.Check(parsed.GetValue(language)!), !parsed.GetValue(noTrace));
            await using var messages = StoreOption.Open(parsed.GetValue(store)!, StoreAccess.ReadWrite);
            var output = TextWriter.Synchronized(parsed.InvocationConfiguration.Output);
            var logger = new LineLogger(TextWriter.Synchronized(parsed.InvocationConfiguration.Error));
            // One memory for all protocols: a client that changes from one to another is the same client.
            var failures = new LoginFailures();
            StoreSessions Keep(MailServerOptions o, Func<SmtpHandler, ServerSession> session) =>
                new(messages, new SmtpReceiverSetup(o, logger, failures), keeping, output, session);
            var servers = new List<ServedProtocol>
            {
                new("SMTP", options, Keep(options, handler => new SmtpSession(handler, options.Protocol))),
            };
            if (lmtpOptions is not null)
                servers.Add(new("LMTP", lmtpOptions, Keep(lmtpOptions, handler => new LmtpSession(handler, lmtpOptions.Protocol))));
            if (pop3Options is not null)
                servers.Add(new("POP3", pop3Options, pop3.Sessions(parsed, messages, pop3Options, options, failures, logger)));
            return await RunAsync(servers, logger, $"into {parsed.GetValue(store)}", output, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        List<ServedProtocol> protocols, LineLogger logger, string where, TextWriter output, CancellationToken cancellationToken)
    {
        InlineCompletions.Enable();
        var servers = new List<ProtocolServer>();
        try
        {
            foreach (var protocol in protocols)
            {
                var server = new ProtocolServer(protocol.Options, protocol.Sessions, logger);
                servers.Add(server);
                await server.StartAsync(cancellationToken);
                foreach (var endPoint in server.EndPoints)
                    await output.WriteLineAsync($"listening on {endPoint} for {protocol.Name}, {where}");
            }

            await output.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.WhenAll(servers.Select(server => server.StopAsync(CancellationToken.None)));
            return ToolExit.Ok;
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();
        }
    }

    private sealed record ServedProtocol(string Name, ServerOptions Options, ISessionFactory Sessions);
}
