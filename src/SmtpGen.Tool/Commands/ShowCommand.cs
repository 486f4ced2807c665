using System.CommandLine;
using MimeKit;
using SmtpGen.Storage;
using SmtpGen.Tool.Json;
using SmtpGen.Tool.Showing;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen show</c>: one message of a store.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The message's id, as smtpgen list shows it" };
        var raw = new Option<bool>("--raw") { Description = "Writes the octets exactly as they were received" };
        var json = JsonLines.Option("the message");
        var store = StoreOption.Create();
        var command = new Command("show", "Shows a message: envelope, headers, text and attachments") { id, raw, json, store };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(raw) && parsed.GetValue(json))
                throw new ToolException(ToolExit.Usage, "--raw and --json cannot both be given");
            var output = ResultOutput.Of(parsed.InvocationConfiguration.Output);
            await using var messages = StoreOption.Open(parsed.GetValue(store)!, StoreAccess.Read);
            var found = await messages.FindAsync(parsed.GetValue(id)!, cancellationToken)
                ?? throw new ToolException(ToolExit.Findings,
                    $"no message '{parsed.GetValue(id)}' in {parsed.GetValue(store)}; smtpgen list shows the ids");
            await using var body = await messages.OpenAsync(found.Id, cancellationToken);
            if (parsed.GetValue(raw))
                await CopyAsync(body, output, cancellationToken);
            else
                await ShowAsync(found, body, parsed.GetValue(json), output, cancellationToken);
            return ToolExit.Ok;
        });
        return command;
    }

    private static async Task CopyAsync(Stream body, TextWriter output, CancellationToken cancellationToken)
    {
        await output.FlushAsync(cancellationToken);
        var octets = ResultOutput.Octets(output);
        await body.CopyToAsync(octets, cancellationToken);
        await octets.FlushAsync(cancellationToken);
    }

    private static async Task ShowAsync(
        StoredMessage found, Stream body, bool asJson, TextWriter output, CancellationToken cancellationToken)
    {
        HeaderPart header;
        MimeMessage? message = null;
        try
        {
            header = await HeaderPart.ReadAsync(body, cancellationToken);
            body.Position = 0;
            // Parts stay in the store until they are read.
            if (header.IsWhole)
                message = await MimeMessage.LoadAsync(body, persistent: true, cancellationToken);
        }
        catch (FormatException exception)
        {
            throw new ToolException(ToolExit.Findings, $"message {found.Id} is not an Internet message; --raw shows its octets", exception);
        }

        using (message)
        {
            if (asJson)
                WriteJson(found, header, message, output);
            else
                await WriteAsync(found, header, message, output, cancellationToken);
        }
    }

    private static void WriteJson(StoredMessage found, HeaderPart header, MimeMessage? message, TextWriter output)
    {
        var shown = new ShownMessage(
            found.Id, found.Size, found.Envelope, [.. header.Headers.Select(field => new HeaderLine(field.Field, field.Value))],
            header.IsWhole ? null : true, message?.TextBody, message is null ? null : [.. message.Attachments.Select(Attachment.Of)]);
        JsonLines.Write(output, shown, ToolJson.Lines.ShownMessage);
    }

    private static async Task WriteAsync(
        StoredMessage found, HeaderPart header, MimeMessage? message, TextWriter output, CancellationToken cancellationToken)
    {
        EnvelopePrinter.Write(found, output);
        foreach (var field in header.Headers)
            await output.WriteLineAsync($"{Printable.Line(field.Field)}: {Printable.Line(field.Value)}");
        await output.WriteLineAsync();
        if (message is null)
        {
            await output.WriteLineAsync("(the header is longer than 64 KB; --raw shows all of it)");
            return;
        }

        if (TextPrinter.Find(message) is { } text)
            await TextPrinter.WriteAsync(text, output, cancellationToken);
        else
            await output.WriteLineAsync(message.BodyParts.OfType<TextPart>().Any(part => part.IsHtml) ? "(no plain text, only HTML; --raw shows it)" : "(no text)");
        WriteAttachments(message, output);
    }

    private static void WriteAttachments(MimeMessage message, TextWriter output)
    {
        var attachments = message.Attachments.Select(Attachment.Of).ToList();
        if (attachments.Count == 0)
            return;
        output.WriteLine();
        output.WriteLine("Attachments:");
        foreach (var attachment in attachments)
        {
            string size = attachment.Size is { } octets ? $", {octets} octets" : "";
            output.WriteLine($"  {Printable.Line(attachment.Name ?? "(no name)")} ({Printable.Line(attachment.Type)}{size})");
        }
    }
}
