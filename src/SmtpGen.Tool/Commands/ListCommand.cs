using System.CommandLine;
using System.Globalization;
using MimeKit;
using SmtpGen.Storage;
using SmtpGen.Tool.Json;
using Spectre.Console;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen list</c>: the messages of a store.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var store = StoreOption.Create();
        var json = JsonLines.Option("each message");
        var command = new Command("list", "Lists the messages of a store, oldest first") { store, json };
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(json)
            ? WriteJsonAsync(parsed.GetValue(store)!, parsed.InvocationConfiguration.Output, cancellationToken)
            : RunAsync(parsed.GetValue(store)!, parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    private static async Task<int> WriteJsonAsync(string location, TextWriter output, CancellationToken cancellationToken)
    {
        await using var store = StoreOption.Open(location, StoreAccess.Read);
        await foreach (var message in store.ListAsync(cancellationToken))
        {
            string subject = await ReadSubjectAsync(store, message.Id, cancellationToken);
            JsonLines.Write(output, MessageLine.Of(message, subject.Length == 0 ? null : subject), ToolJson.Lines.MessageLine);
        }

        return ToolExit.Ok;
    }

    private static async Task<int> RunAsync(string location, TextWriter output, CancellationToken cancellationToken)
    {
        await using var store = StoreOption.Open(location, StoreAccess.Read);
        var table = Tables.Create("Id", "Received", "From", "To", "Size", "Subject");
        await foreach (var message in store.ListAsync(cancellationToken))
        {
            table.AddRow(
                new Text(message.Id),
                new Text(message.Envelope.ReceivedAt.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)),
                new Text(Printable.Line($"<{message.Envelope.ReversePath}>")),
                new Text(Printable.Line(string.Join(", ", message.Envelope.ForwardPaths))),
                new Text(message.Size.ToString(CultureInfo.InvariantCulture)),
                new Text(Printable.Line(await ReadSubjectAsync(store, message.Id, cancellationToken))));
        }

        if (table.Rows.Count == 0)
            await output.WriteLineAsync("no messages");
        else
            Tables.Write(output, table);
        return ToolExit.Ok;
    }

    private static async Task<string> ReadSubjectAsync(IMessageStore store, string id, CancellationToken cancellationToken)
    {
        await using var body = await store.OpenAsync(id, cancellationToken);
        try
        {
            var headers = await HeaderList.LoadAsync(body, cancellationToken);
            return headers[HeaderId.Subject] ?? "";
        }
        catch (FormatException)
        {
            // SMTP carries any octets; not all of them are a message with headers.
            return "";
        }
    }
}
