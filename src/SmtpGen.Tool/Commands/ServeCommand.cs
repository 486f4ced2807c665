using System.CommandLine;
using SmtpGen.Server;
using SmtpGen.Server.Smtp;
using SmtpGen.Storage;
using SmtpGen.Tool.Serve;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen serve</c>: receives mail into a store until it is stopped.</summary>
internal static class ServeCommand
{
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    public static Command Create()
    {
        var smtp = new SmtpServeOptions();
        var store = StoreOption.Create();
        var noTrace = new Option<bool>("--no-trace") { Description = "Stores messages as they came, without Return-Path and Received in front" };
        var language = LanguageOption.Create();
        var command = new Command("serve", "Receives mail from everybody into a store, until Ctrl+C") { store, noTrace, language };
        smtp.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = smtp.Read(parsed);
            var keeping = new StoreHandlerOptions(LanguageOption.Check(parsed.GetValue(language)!), !parsed.GetValue(noTrace));
            await using var messages = StoreOption.Open(parsed.GetValue(store)!, StoreAccess.ReadWrite);
            var output = TextWriter.Synchronized(parsed.InvocationConfiguration.Output);
            var logger = new LineLogger(TextWriter.Synchronized(parsed.InvocationConfiguration.Error));
            var sessions = new StoreSessions(messages, options.Protocol, new SmtpReceiverSetup(options, logger), keeping, output);
            return await RunAsync(options, sessions, logger, $"into {parsed.GetValue(store)}", output, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        ServerOptions options, ISessionFactory sessions, LineLogger logger, string where, TextWriter output, CancellationToken cancellationToken)
    {
        // Read once, by the first socket: completions then run on the thread that polls, without a hop to the pool.
        if (Environment.GetEnvironmentVariable(InlineCompletions) is null)
            Environment.SetEnvironmentVariable(InlineCompletions, "1");
        await using var server = new ProtocolServer(options, sessions, logger);
        await server.StartAsync(cancellationToken);
        foreach (var endPoint in server.EndPoints)
            await output.WriteLineAsync($"listening on {endPoint}, {where}");
        await output.FlushAsync(cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await server.StopAsync(CancellationToken.None);
        return ToolExit.Ok;
    }
}
