using System.CommandLine;
using SmtpGen.Runtime.Client;
using SmtpGen.Tool.Json;
using SmtpGen.Tool.Load;
using SmtpGen.Tool.Sending;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen load</c>: sends many messages and measures how the server does.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var server = new MailServerOptionSet();
        var sessions = NumberOption.Positive("--sessions", "Sessions at the same time", 10);
        var messages = NumberOption.Positive("--messages", "Messages in all", 1000);
        var size = NumberOption.Positive("--size", "Octets of a message", 4096);
        var recipients = NumberOption.Positive("--recipients", "Recipients of a message", 1);
        var from = new Option<string>("--from") { Description = "The sender", HelpName = "MAILBOX", DefaultValueFactory = _ => "load@client.example" };
        var to = new Option<string>("--to") { Description = "The recipient", HelpName = "MAILBOX", DefaultValueFactory = _ => "bob@mx.example" };
        var stepwise = new Option<bool>("--stepwise") { Description = "Waits for the answer to each command, even where the server lists PIPELINING" };
        var dotted = new Option<bool>("--data") { Description = "Sends messages by DATA, even where the server lists CHUNKING" };
        var each = new Option<bool>("--connection-per-message") { Description = "Connects anew for each message" };
        var json = JsonLines.Option("the measurements");
        var command = new Command("load", "Sends many messages to a server and measures rate, latency and replies")
        {
            sessions, messages, size, recipients, from, to, stepwise, dotted, each, json,
        };
        server.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var counts = new LoadCounts();
            var options = server.Read(parsed, new ClientOptions { Transcript = counts.Take });
            var plan = new LoadPlan
            {
                Server = options with { Pipelining = !parsed.GetValue(stepwise), Chunking = !parsed.GetValue(dotted) },
                Sessions = parsed.GetValue(sessions),
                Messages = parsed.GetValue(messages),
                Size = parsed.GetValue(size),
                Recipients = parsed.GetValue(recipients),
                Sender = parsed.GetValue(from)!,
                Recipient = parsed.GetValue(to)!,
                ConnectsAnew = parsed.GetValue(each),
            };
            var run = new LoadRun(plan, counts);
            var output = parsed.InvocationConfiguration.Output;
            var report = await RunAsync(run, parsed.GetValue(json) ? null : parsed.InvocationConfiguration.Error, cancellationToken);
            if (report.Sent == 0 && run.Failure is { } failure)
                throw SendingError.For(failure);
            if (parsed.GetValue(json))
                JsonLines.Write(output, report, ToolJson.Lines.LoadReport);
            else
                LoadReportPrinter.Write(report, output);
            return report.IsSuccess ? ToolExit.Ok : ToolExit.Findings;
        });
        return command;
    }

    private static async Task<LoadReport> RunAsync(LoadRun run, TextWriter? terminal, CancellationToken cancellationToken)
    {
        try
        {
            return await (terminal is null ? run.RunAsync(cancellationToken) : LoadProgress.ShowAsync(run, terminal, cancellationToken));
        }
        catch (ArgumentException exception)
        {
            throw SendingError.For(exception);
        }
    }
}
