using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using SmtpGen.Storage;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen delete</c>: removes messages from a store, whoever they are for.</summary>
internal static partial class DeleteCommand
{
    private const int DeletedAtOnce = 256;

    public static Command Create()
    {
        var ids = new Argument<string[]>("ID")
        {
            Description = "The messages' ids, as smtpgen list shows them",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var all = new Option<bool>("--all") { Description = "Deletes every message" };
        var older = new Option<string?>("--older")
        {
            Description = "Deletes the messages that were received longer ago: 30m, 12h, 7d or 4w",
            HelpName = "AGE",
        };
        var store = StoreOption.Create();
        var command = new Command("delete", "Deletes messages of a store for good") { ids, all, older, store };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string[] named = parsed.GetValue(ids) ?? [];
            string? age = parsed.GetValue(older);
            if ((named.Length > 0 ? 1 : 0) + (parsed.GetValue(all) ? 1 : 0) + (age is null ? 0 : 1) != 1)
                throw new ToolException(ToolExit.Usage, "delete needs one of these: ids, --all, or --older AGE");
            var limit = age is null ? DateTimeOffset.MaxValue : DateTimeOffset.Now - Age(age);
            string location = parsed.GetValue(store)!;
            await RequireAsync(location);
            await using var messages = StoreOption.Open(location, StoreAccess.ReadWrite);
            int count = named.Length > 0
                ? await DeleteAsync(messages, await FindAsync(messages, named, location, cancellationToken), cancellationToken)
                : await DeleteOlderAsync(messages, limit, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(count switch
            {
                0 => age is null ? "no messages" : $"no messages older than {age}",
                1 => "deleted 1 message",
                _ => string.Create(CultureInfo.InvariantCulture, $"deleted {count} messages"),
            });
            return ToolExit.Ok;
        });
        return command;
    }

    // Opened for writing, a store that is not there would be made.
    private static async Task RequireAsync(string location) => await StoreOption.Open(location, StoreAccess.Read).DisposeAsync();

    private static async Task<List<string>> FindAsync(
        IMessageStore messages, string[] named, string location, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (string id in named)
        {
            var message = await messages.FindAsync(id, cancellationToken)
                ?? throw new ToolException(
                    ToolExit.Findings, $"no message '{id}' in {location}; nothing was deleted; smtpgen list shows the ids");
            if (!found.Contains(message.Id))
                found.Add(message.Id);
        }

        return found;
    }

    private static async Task<int> DeleteAsync(IMessageStore messages, List<string> ids, CancellationToken cancellationToken)
    {
        await messages.DeleteAsync(ids, cancellationToken);
        return ids.Count;
    }

    private static async Task<int> DeleteOlderAsync(IMessageStore messages, DateTimeOffset limit, CancellationToken cancellationToken)
    {
        int count = 0;
        var some = new List<string>();
        await foreach (var message in messages.ListNewestAsync(cancellationToken: cancellationToken))
        {
            if (message.Envelope.ReceivedAt < limit)
                some.Add(message.Id);
            if (some.Count < DeletedAtOnce)
                continue;
            count += await DeleteAsync(messages, some, cancellationToken);
            some.Clear();
        }

        return count + await DeleteAsync(messages, some, cancellationToken);
    }

    private static TimeSpan Age(string text)
    {
        var match = AgeForm().Match(text);
        if (!match.Success)
            throw new ToolException(ToolExit.Usage, $"--older {text} is not an age; write it as 30m, 12h, 7d or 4w");
        int number = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch
        {
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            "d" => TimeSpan.FromDays(number),
            _ => TimeSpan.FromDays(7L * number),
        };
    }

    [GeneratedRegex(@"\A([0-9]{1,5})([mhdw])\z")]
    private static partial Regex AgeForm();
}
