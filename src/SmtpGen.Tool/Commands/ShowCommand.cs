using System.CommandLine;
using MimeKit;
using SmtpGen.Storage;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen show</c>: one message of a store.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The message's id, as smtpgen list shows it" };
        var raw = new Option<bool>("--raw") { Description = "Writes the octets exactly as they were received" };
        var store = StoreOption.Create();
        var command = new Command("show", "Shows a message: envelope, headers, text and attachments") { id, raw, store };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            await using var messages = StoreOption.Open(parsed.GetValue(store)!, StoreAccess.Read);
            var found = await messages.FindAsync(parsed.GetValue(id)!, cancellationToken)
                ?? throw new ToolException(ToolExit.Findings,
                    $"no message '{parsed.GetValue(id)}' in {parsed.GetValue(store)}; smtpgen list shows the ids");
            await using var body = await messages.OpenAsync(found.Id, cancellationToken);
            if (parsed.GetValue(raw))
                await CopyAsync(body, output, cancellationToken);
            else
                await WriteAsync(found, body, output, cancellationToken);
            return ToolExit.Ok;
        });
        return command;
    }

    private static async Task CopyAsync(Stream body, TextWriter output, CancellationToken cancellationToken)
    {
        await output.FlushAsync(cancellationToken);
        var octets = output is StreamWriter writer ? writer.BaseStream : Console.OpenStandardOutput();
        await body.CopyToAsync(octets, cancellationToken);
        await octets.FlushAsync(cancellationToken);
    }

    private static async Task WriteAsync(StoredMessage found, Stream body, TextWriter output, CancellationToken cancellationToken)
    {
        MimeMessage message;
        try
        {
            message = await MimeMessage.LoadAsync(body, cancellationToken);
        }
        catch (FormatException exception)
        {
            throw new ToolException(ToolExit.Findings, $"message {found.Id} is no Internet message; --raw shows its octets", exception);
        }

        using (message)
        {
            EnvelopePrinter.Write(found, output);
            foreach (var header in message.Headers)
                await output.WriteLineAsync($"{Printable.Line(header.Field)}: {Printable.Line(header.Value)}");
            await output.WriteLineAsync();
            await output.WriteLineAsync(Text(message));
            WriteAttachments(message, output);
        }
    }

    private static string Text(MimeMessage message) =>
        message.TextBody is { } text ? Printable.Lines(text).TrimEnd('\n')
        : message.HtmlBody is not null ? "(no plain text, only HTML; --raw shows it)"
        : "(no text)";

    private static void WriteAttachments(MimeMessage message, TextWriter output)
    {
        var attachments = message.Attachments.ToList();
        if (attachments.Count == 0)
            return;
        output.WriteLine();
        output.WriteLine("Attachments:");
        foreach (var attachment in attachments)
        {
            string name = attachment.ContentDisposition?.FileName ?? attachment.ContentType.Name ?? "(no name)";
            output.WriteLine($"  {Printable.Line(name)} ({Printable.Line(attachment.ContentType.MimeType)}{Size(attachment)})");
        }
    }

    private static string Size(MimeEntity attachment)
    {
        if (attachment is not MimePart { Content: { } content })
            return "";
        using var octets = content.Open();
        using var counted = new MimeKit.IO.MeasuringStream();
        octets.CopyTo(counted);
        return $", {counted.Length} octets";
    }
}
