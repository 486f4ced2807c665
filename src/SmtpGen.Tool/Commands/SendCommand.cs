using System.CommandLine;
using SmtpGen.Client;
using SmtpGen.Runtime.Client;
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
        var command = new Command("send", "Sends one message and shows the conversation with the state behind each reply") { from, to, subject, text, file, quiet };
        var wishes = new EnvelopeOptionSet();
        wishes.AddTo(command);
        server.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(file) is not null && (parsed.GetValue(subject) ?? parsed.GetValue(text)) is not null)
                throw new ToolException(ToolExit.Usage, "--file holds the whole message; leave --subject and --text out");
            var output = parsed.InvocationConfiguration.Output;
            var session = new ClientOptions { Transcript = parsed.GetValue(quiet) ? null : new TranscriptPrinter(output).Write };
            var options = server.Read(parsed, session);
            var envelope = wishes.Read(parsed, new MailEnvelope(parsed.GetValue(from)!, parsed.GetValue(to)!));
            await using var content = parsed.GetValue(file) switch
            {
                null => Letter.Write(envelope, parsed.GetValue(subject) ?? "", parsed.GetValue(text) ?? ""),
                "-" => Console.OpenStandardInput(),
                var path => File.OpenRead(path),
            };
            return await RunAsync(options, envelope, content, output, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        MailSenderOptions options, MailEnvelope envelope, Stream content, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            await using var sender = await MailSender.ConnectAsync(options, cancellationToken);
            try
            {
                var result = await sender.SendAsync(envelope, content, cancellationToken);
                Print(result, output);
                return result.IsComplete ? ToolExit.Ok : ToolExit.Findings;
            }
            finally
            {
                await sender.QuitAsync(cancellationToken);
            }
        }
        catch (MailSendException exception)
        {
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

    private static void Print(MailSendResult result, TextWriter output)
    {
        foreach (var recipient in result.Recipients)
        {
            string fate = recipient.IsAccepted ? $"taken: {recipient.Reply}" : $"refused: {recipient.Problem}";
            output.WriteLine(Printable.Line($"<{recipient.Recipient.Address}> {fate.ReplaceLineEndings(" / ")}"));
        }
    }
}
