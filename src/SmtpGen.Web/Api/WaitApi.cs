using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmtpGen.Storage;
using SmtpGen.Web.Http;
using SmtpGen.Web.Messages;

namespace SmtpGen.Web.Api;

/// <summary>Waits for a message: what a test does after the program under test has sent one.</summary>
/// <param name="opener">Reads messages.</param>
/// <param name="follower">Sees what comes into the store.</param>
internal sealed class WaitApi(MessageOpener opener, StoreFollower follower) : IWebPart
{
    // Read at most, so that a wait over a large store ends.
    private const int MostRead = 10_000;

    private static readonly TimeSpan s_usualTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longestTimeout = TimeSpan.FromMinutes(5);

    // The message may have come before the test began to wait for it, and one of an earlier run must not be taken for it.
    private static readonly TimeSpan s_lookBack = TimeSpan.FromMinutes(1);

    // Messages that come at the same time may be listed in another order than that of their times.
    private static readonly TimeSpan s_slack = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/messages/wait", WaitAsync);

    private async Task WaitAsync(HttpContext context)
    {
        var query = ReadQuery(context.Request);
        var timeout = Query.Duration(context.Request, "timeout", s_usualTimeout, s_longestTimeout);
        var start = await StartAsync(context);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        deadline.CancelAfter(timeout);
        try
        {
            using var listening = await follower.ListenAsync(deadline.Token);
            var message = await FirstAsync(query, start, deadline.Token);
            await MessageApi.AnswerDetailsAsync(context, opener, message);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status404NotFound, $"no message that fits came within {timeout.TotalSeconds:0.###} seconds");
        }
    }

    private static SearchQuery ReadQuery(HttpRequest request)
    {
        try
        {
            (string Name, SearchField Field)[] fields = [("to", SearchField.Recipients), ("from", SearchField.Sender), ("subject", SearchField.Subject)];
            return Query.Search(Query.Text(request, "query"))
                .With(fields.Select(field => (field.Field, Value: Query.Text(request, field.Name))).Where(field => field.Value is not null)
                    .Select(field => SearchParser.Text(field.Field, field.Value!)).ToArray());
        }
        catch (SearchSyntaxException exception)
        {
            throw Query.Wrong(exception.Message);
        }
    }

    private async Task<WaitStart> StartAsync(HttpContext context)
    {
        if (Query.Text(context.Request, "after") is not { } after)
            return new WaitStart(null, DateTimeOffset.UtcNow - s_lookBack);
        if (await opener.Store.FindAsync(after, context.RequestAborted) is { } message)
            return new WaitStart(message.Id, message.Envelope.ReceivedAt - s_slack);
        return DateTimeOffset.TryParse(after, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && after.Contains('T', StringComparison.Ordinal)
            ? new WaitStart(null, time)
            : throw Query.Wrong($"after={after} is neither the id of a message that is there nor a time; write after=2026-11-01T09:30:00Z");
    }

    private async Task<StoredMessage> FirstAsync(SearchQuery query, WaitStart start, CancellationToken cancellationToken)
    {
        var read = new HashSet<string>();
        while (true)
        {
            var changed = follower.Changed;
            var fresh = new List<StoredMessage>();
            await foreach (var message in opener.Store.ListNewestAsync(cancellationToken: cancellationToken))
            {
                if (message.Id == start.Id || message.Envelope.ReceivedAt < start.Time || fresh.Count == MostRead)
                    break;
                if (read.Add(message.Id))
                    fresh.Add(message);
            }

            fresh.Reverse();
            foreach (var message in fresh)
            {
                if (await FitsAsync(query, message, cancellationToken))
                    return message;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private async Task<bool> FitsAsync(SearchQuery query, StoredMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return query.Terms.Count == 0
                || await opener.OpenAsync(message, SearchDocument.Limit, opened => query.Fits(SearchDocument.Of(opened, cancellationToken)), cancellationToken);
        }
        catch (StoreException exception) when (exception.Kind == StoreFailure.NotFound)
        {
            return false;
        }
    }

    private sealed record WaitStart(string? Id, DateTimeOffset Time);
}
