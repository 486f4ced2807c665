using System.CommandLine;
using System.Globalization;
using SmtpGen.Storage;
using SmtpGen.Tool.Json;
using SmtpGen.Tool.Queues;

namespace SmtpGen.Tool.Commands;

/// <summary><c>smtpgen queue</c>: the queues of a store, and the dead letters of one of them.</summary>
internal static class QueueCommand
{
    private static readonly Argument<string?> s_name = new("NAME")
    {
        Description = "The queue whose dead letters are listed; without it, the queues",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string[]> s_revive = new("--revive")
    {
        Description = "Makes a dead letter due again, as if it had never been tried; may be repeated",
        HelpName = "ID",
    };

    private static readonly Option<bool> s_remove = new("--remove") { Description = "Removes the queue; its messages stay in the store" };

    public static Command Create()
    {
        var store = StoreOption.Create();
        var json = JsonLines.Option("each queue or dead letter");
        var command = new Command("queue", "Lists the queues of a store, or the dead letters of one, which are not tried any more") { s_name, s_revive, s_remove, store, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = ResultOutput.Of(parsed.InvocationConfiguration.Output);
            string location = parsed.GetValue(store)!;
            string[] ids = parsed.GetValue(s_revive) ?? [];
            bool removes = parsed.GetValue(s_remove);
            if (removes && ids.Length > 0)
                throw new ToolException(ToolExit.Usage, $"{s_remove.Name} and {s_revive.Name} cannot go together; choose one");
            if (parsed.GetValue(s_name) is not { } name)
            {
                if (removes || ids.Length > 0)
                    throw new ToolException(ToolExit.Usage, $"{(removes ? s_remove.Name : s_revive.Name)} needs the name of a queue; smtpgen queue lists those there are");
                await ListAsync(location, new QueuePrinter(output, parsed.GetValue(json)), cancellationToken);
                return ToolExit.Ok;
            }

            await RequireAsync(location, name, cancellationToken);
            await using var opened = Open(location, StoreAccess.ReadWrite);
            if (removes)
            {
                await opened.RemoveQueueAsync(name, cancellationToken);
                await output.WriteLineAsync($"removed the queue {name}");
                return ToolExit.Ok;
            }

            var queue = await opened.OpenQueueAsync(name, cancellationToken: cancellationToken);
            if (ids.Length > 0)
                await ReviveAsync(opened, queue, ids, location, output, cancellationToken);
            else
                await new QueuePrinter(output, parsed.GetValue(json)).WriteAsync(queue.ListDeadAsync(cancellationToken));
            return ToolExit.Ok;
        });
        return command;
    }

    private static async Task ListAsync(string location, QueuePrinter printer, CancellationToken cancellationToken)
    {
        await using var store = Open(location, StoreAccess.Read);
        printer.Write(await store.ListQueuesAsync(cancellationToken));
    }

    // Opened for writing, a store and a queue that are not there would be made.
    private static async Task RequireAsync(string location, string name, CancellationToken cancellationToken)
    {
        await using var store = Open(location, StoreAccess.Read);
        var queues = await store.ListQueuesAsync(cancellationToken);
        if (queues.Any(queue => queue.Name == name))
            return;
        string known = queues.Count == 0 ? "it has none" : $"there are {string.Join(", ", queues.Select(queue => queue.Name))}";
        throw new ToolException(ToolExit.Findings, $"no queue '{name}' in {location}; {known}");
    }

    private static async Task ReviveAsync(
        IQueueStore store, IMessageQueue queue, string[] ids, string location, TextWriter output, CancellationToken cancellationToken)
    {
        foreach (string id in ids)
        {
            var message = await store.FindAsync(id, cancellationToken)
                ?? throw new ToolException(ToolExit.Findings, $"no message '{id}' in {location}; smtpgen queue {queue.Name} shows the ids");
            await queue.ReviveAsync(message.Id, cancellationToken);
        }

        await output.WriteLineAsync(ids.Length == 1 ? "revived 1 message" : string.Create(CultureInfo.InvariantCulture, $"revived {ids.Length} messages"));
    }

    private static IQueueStore Open(string location, StoreAccess access) => StoreOption.Open(location, access) as IQueueStore
        ?? throw new ToolException(ToolExit.Usage, $"{location} is of a kind of store that has no queues");
}
