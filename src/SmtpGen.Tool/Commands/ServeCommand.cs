using System.CommandLine;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime.Bodies;
using SmtpGen.Server;
using SmtpGen.Storage;
using SmtpGen.Tool.Serve;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen serve</c>: receives mail into a store until it is stopped.</summary>
internal static class ServeCommand
{
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    public static Command Create()
    {
        var listen = new Option<string[]>("--listen")
        {
            Description = "Address and port to listen on, such as 127.0.0.1:2525 or [::1]:2525; port 0 takes a free one; may be repeated",
            HelpName = "ADDRESS",
            DefaultValueFactory = _ => ["127.0.0.1:2525"],
        };
        var store = StoreOption.Create();
        var host = new Option<string?>("--hostname") { Description = "The name the server calls itself", HelpName = "NAME" };
        var size = new Option<long?>("--max-size") { Description = "Most octets of a message", HelpName = "OCTETS" };
        var framing = new Option<string>("--framing")
        {
            Description = "What a stray CR or LF in a message does: strict refuses it, normalize makes it a line end",
            DefaultValueFactory = _ => "strict",
        };
        framing.AcceptOnlyFromAmong("strict", "normalize");
        var language = LanguageOption.Create();
        var command = new Command("serve", "Receives mail from everybody into a store, until Ctrl+C")
        {
            listen, store, host, size, framing, language,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var smtp = Options(parsed.GetValue(host), parsed.GetValue(size), parsed.GetValue(framing)!);
            var server = new ServerOptions();
            foreach (string address in parsed.GetValue(listen)!)
                server.Listen.Add(address);
            Refuse(server.Validate());
            string locale = LanguageOption.Check(parsed.GetValue(language)!);
            await using var messages = StoreOption.Open(parsed.GetValue(store)!, StoreAccess.ReadWrite);
            var output = TextWriter.Synchronized(parsed.InvocationConfiguration.Output);
            var error = TextWriter.Synchronized(parsed.InvocationConfiguration.Error);
            return await RunAsync(
                server, new StoreSessions(messages, smtp, output, locale), $"into {parsed.GetValue(store)}", output, error, cancellationToken);
        });
        return command;
    }

    private static SmtpOptions Options(string? host, long? size, string framing)
    {
        var options = new SmtpOptions { Framing = framing == "normalize" ? FramingPolicy.Normalize : FramingPolicy.Strict };
        try
        {
            options.HostName = host ?? options.HostName;
        }
        catch (ArgumentException exception)
        {
            throw new ToolException(ToolExit.Usage, OptionError.Text(exception), exception);
        }

        options.MessageSize = size ?? options.MessageSize;
        Refuse(options.Validate());
        return options;
    }

    private static void Refuse(IEnumerable<string> problems)
    {
        if (string.Join(" ", problems) is { Length: > 0 } text)
            throw new ToolException(ToolExit.Usage, text);
    }

    private static async Task<int> RunAsync(
        ServerOptions options, ISessionFactory sessions, string where, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        // Read once, by the first socket: completions then run on the thread that polls, without a hop to the pool.
        if (Environment.GetEnvironmentVariable(InlineCompletions) is null)
            Environment.SetEnvironmentVariable(InlineCompletions, "1");
        await using var server = new ProtocolServer(options, sessions, new LineLogger(error));
        await server.StartAsync(cancellationToken);
        foreach (var endPoint in server.EndPoints)
            await output.WriteLineAsync($"listening on {endPoint}, {where}");
        await output.FlushAsync(cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await server.StopAsync(CancellationToken.None);
        return ToolExit.Ok;
    }
}
