using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmtpGen.Storage;
using SmtpGen.Web.Http;
using SmtpGen.Web.Messages;

namespace SmtpGen.Web.Api;

/// <summary>Lists of messages, and their deletion.</summary>
/// <param name="store">The messages.</param>
/// <param name="summaries">What lists say of them.</param>
/// <param name="index">Finds them.</param>
/// <param name="follower">Tells others of deletions.</param>
internal sealed class MessagesApi(IMessageStore store, MessageSummaries summaries, SearchIndex index, StoreFollower follower) : IWebPart
{
    private const int UsualPage = 50;
    private const int LongestPage = 200;
    private const int DeletedAtOnce = 500;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/messages", ListAsync);
        routes.MapDelete("/api/v1/messages/{id}", DeleteOneAsync);
        routes.MapPost("/api/v1/messages/delete", DeleteAsync);
    }

    private async Task ListAsync(HttpContext context)
    {
        var request = context.Request;
        string? before = Query.Text(request, "before");
        int limit = Query.Number(request, "limit", UsualPage, LongestPage);
        var query = Query.Search(Query.Text(request, "query"));
        var page = query.Terms.Count == 0
            ? await NewestAsync(before, limit, context.RequestAborted)
            : await index.SearchAsync(query, before, limit, context.RequestAborted);
        var messages = await summaries.OfAsync(page.Messages, context.RequestAborted);
        await Answers.JsonAsync(context, new MessageList(messages, page.Next, page.Total, index.Progress), MessageJson.Readable.MessageList);
    }

    // The store itself says what there is; the index only adds to it.
    private async Task<SearchPage> NewestAsync(string? before, int limit, CancellationToken cancellationToken)
    {
        index.Touch();
        var found = new List<StoredMessage>();
        await foreach (var message in store.ListNewestAsync(before, cancellationToken))
        {
            found.Add(message);
            if (found.Count > limit)
                break;
        }

        string? next = found.Count > limit ? found[limit - 1].Id : null;
        int? total = next is null && before is null ? found.Count : await index.CountAsync(cancellationToken);
        return new SearchPage([.. found.Take(limit)], next, total);
    }

    private async Task DeleteOneAsync(HttpContext context)
    {
        var message = await Requested.MessageAsync(store, context);
        await DeleteAsync([message.Id], context.RequestAborted);
        await Answers.JsonAsync(context, new DeleteAnswer(1), MessageJson.Readable.DeleteAnswer);
    }

    private async Task DeleteAsync(HttpContext context)
    {
        var request = await ReadAsync(context);
        int deleted = request switch
        {
            { Ids: { } ids, All: null, Query: null } => await DeleteAsync(ids, context.RequestAborted),
            { Ids: null, All: true, Query: null } => await DeleteAllAsync(context.RequestAborted),
            { Ids: null, All: null, Query: { } query } => await DeleteFoundAsync(Query.Search(query), context.RequestAborted),
            _ => throw Query.Wrong("name what to delete by exactly one of \"ids\", \"all\": true and \"query\""),
        };
        await Answers.JsonAsync(context, new DeleteAnswer(deleted), MessageJson.Readable.DeleteAnswer);
    }

    private static async Task<DeleteRequest> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, MessageJson.Readable.DeleteRequest, context.RequestAborted)
                ?? throw Query.Wrong("the request is null; send an object");
        }
        catch (JsonException exception)
        {
            throw Query.Wrong($"the request is not the JSON that is expected: {exception.Message}");
        }
    }

    private async Task<int> DeleteAllAsync(CancellationToken cancellationToken)
    {
        int deleted = 0;
        var ids = new List<string>();
        await foreach (var message in store.ListNewestAsync(cancellationToken: cancellationToken))
            ids.Add(message.Id);
        foreach (string[] some in ids.Chunk(DeletedAtOnce))
            deleted += await DeleteAsync(some, cancellationToken);
        return deleted;
    }

    private async Task<int> DeleteFoundAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        if (query.Terms.Count == 0)
            throw Query.Wrong("the query is empty; to delete everything send \"all\": true");
        if (!await index.CatchUpAsync(cancellationToken))
            throw new StoreException(StoreFailure.Failed, "the messages are still being indexed, so that some would be left out; nothing is deleted, try again when \"indexing\" of the list is null");
        int deleted = 0;
        for (string? before = null, next; ; before = next)
        {
            var page = await index.SearchAsync(query, before, LongestPage, cancellationToken);
            deleted += await DeleteAsync([.. page.Messages.Select(message => message.Id)], cancellationToken);
            next = page.Next;
            if (next is null)
                return deleted;
        }
    }

    // What is gone already is not counted.
    private async Task<int> DeleteAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (string id in ids.Distinct())
        {
            if (await store.FindAsync(id, cancellationToken) is { } message && message.Id == id)
                found.Add(id);
        }

        if (found.Count == 0)
            return 0;
        await store.DeleteAsync(found, cancellationToken);
        follower.TellDeleted(found);
        await index.ForgetAsync(found, CancellationToken.None);
        return found.Count;
    }
}
