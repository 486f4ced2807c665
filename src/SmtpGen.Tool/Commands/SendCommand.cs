using System.CommandLine;
using SmtpGen.Client;
using SmtpGen.Envelopes;
using SmtpGen.Runtime.Client;
using SmtpGen.Tool.Json;
using SmtpGen.Tool.Sending;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen send</c>: sends one message and shows the conversation.</summary>
internal static class SendCommand
{
    public static Command Create()
    {
        var server = new MailServerOptionSet();
        var from = new Option<string>("--from") { Description = "The mailbox that failures are reported to; empty for nobody", HelpName = "MAILBOX", Required = true };
        var to = new Option<string[]>("--to") { Description = "A recipient; may be repeated", HelpName = "MAILBOX", Required = true };
        var subject = new Option<string?>("--subject") { Description = "The subject", HelpName = "TEXT" };
        var text = new Option<string?>("--text") { Description = "The text", HelpName = "TEXT" };
        var file = new Option<string?>("--file") { Description = "A file that holds the whole message, header fields included; - for standard input", HelpName = "PATH" };
        var quiet = new Option<bool>("--quiet") { Description = "Shows what became of each recipient, and not the conversation" };
        var json = JsonLines.Option("everything that is said, and for each recipient");
        var command = new Command("send", "Sends one message and shows the conversation with the state behind each reply")
        {
            from, to, subject, text, file, quiet, json,
        };
        var wishes = new EnvelopeOptionSet();
        wishes.AddTo(command);
        server.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(file) is not null && (parsed.GetValue(subject) ?? parsed.GetValue(text)) is not null)
                throw new ToolException(ToolExit.Usage, "--file holds the whole message; leave --subject and --text out");
            var output = parsed.InvocationConfiguration.Output;
            var printer = new SendPrinter(output, parsed.GetValue(json));
            var session = new ClientOptions { Transcript = parsed.GetValue(quiet) ? null : printer.Write };
            var options = server.Read(parsed, session);
            var envelope = wishes.Read(parsed, new MailEnvelope(parsed.GetValue(from)!, parsed.GetValue(to)!));
            await using var content = parsed.GetValue(file) switch
            {
                null => Letter.Write(envelope, parsed.GetValue(subject) ?? "", parsed.GetValue(text) ?? ""),
                "-" => await ReadInputAsync(cancellationToken),
                var path => UserFile.Open(file.Name, path),
            };
            return await RunAsync(options, envelope, content, printer, cancellationToken);
        });
        return command;
    }

    // Before the server waits for it, and on a thread of its own: standard input cannot be asked to stop reading.
    private static async Task<Stream> ReadInputAsync(CancellationToken cancellationToken)
    {
        var kept = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose);
        try
        {
            await Task.Run(() => Console.OpenStandardInput().CopyTo(kept), CancellationToken.None).WaitAsync(cancellationToken);
            kept.Position = 0;
            return kept;
        }
        catch
        {
            await kept.DisposeAsync();
            throw;
        }
    }

    private static async Task<int> RunAsync(
        MailSenderOptions options, MailEnvelope envelope, Stream content, SendPrinter printer, CancellationToken cancellationToken)
    {
        try
        {
            await using var sender = await MailSender.ConnectAsync(options, cancellationToken);
            try
            {
                var result = await sender.SendAsync(envelope, content, cancellationToken);
                printer.Write(result);
                return result.IsComplete ? ToolExit.Ok : ToolExit.Findings;
            }
            finally
            {
                await sender.QuitAsync(cancellationToken);
            }
        }
        catch (MailSendException exception)
        {
            if (exception.Result is { } result)
                printer.Write(result);
            throw SendingError.For(exception);
        }
        catch (OperationCanceledException exception)
        {
            throw new ToolException(ToolExit.Environment, "stopped before the server had answered; it may have taken the message", exception);
        }
        catch (ArgumentException exception)
        {
            throw SendingError.For(exception);
        }
    }
}
