using System.CommandLine;
using System.Globalization;
using SmtpGen.Storage;
using SmtpGen.Tool.Json;
using SmtpGen.Tool.Listing;
using Spectre.Console;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen list</c>: the messages of a store.</summary>
internal static class ListCommand
{
    // More than a screen, and soon there.
    private const int ShownOnTerminal = 50;

    public static Command Create()
    {
        var store = StoreOption.Create();
        var json = JsonLines.Option("each message");
        var before = new Option<string?>("--before") { Description = "Lists the messages older than this one", HelpName = "ID" };
        var limit = NumberOption.Optional<int>(
            "--limit", $"Lists at most so many; on a terminal {ShownOnTerminal}, elsewhere all", "NUMBER", 1, int.MaxValue);
        var command = new Command("list", "Lists the messages of a store, newest first") { store, before, limit, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = ResultOutput.Of(parsed.InvocationConfiguration.Output);
            var terminal = new AnsiConsoleOutput(parsed.InvocationConfiguration.Output);
            int? width = terminal.IsTerminal ? terminal.Width : null;
            int most = parsed.GetValue(limit) ?? (terminal.IsTerminal ? ShownOnTerminal : int.MaxValue);
            await using var messages = StoreOption.Open(parsed.GetValue(store)!, StoreAccess.Read);
            var listed = messages.ListNewestAsync(parsed.GetValue(before), cancellationToken);
            if (parsed.GetValue(json))
                await WriteJsonAsync(listed.Take(most), output);
            else
                await WriteTableAsync(listed, most, width, output);
            return ToolExit.Ok;
        });
        return command;
    }

    private static async Task WriteJsonAsync(IAsyncEnumerable<StoredMessage> messages, TextWriter output)
    {
        await foreach (var message in messages)
            JsonLines.Write(output, MessageLine.Of(message), ToolJson.Lines.MessageLine);
    }

    private static async Task WriteTableAsync(IAsyncEnumerable<StoredMessage> messages, int most, int? width, TextWriter output)
    {
        var table = new MessageTable(output, width);
        int count = 0;
        string last = "";
        await foreach (var message in messages)
        {
            if (count == most)
            {
                if (width is not null)
                    await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"There are older ones: --before {last}, or --limit NUMBER for more"));
                return;
            }

            table.Write(message);
            count++;
            last = MessageText.ShortId(message.Id);
        }

        if (count == 0)
            await output.WriteLineAsync("no messages");
    }
}
