using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmtpGen.Web.Http;
using SmtpGen.Web.Messages;

namespace SmtpGen.Web.Api;

/// <summary>What happens, as it happens: server-sent events (HTML, section 9.2).</summary>
/// <param name="events">The events.</param>
/// <param name="follower">Sees what comes into the store.</param>
internal sealed class EventsApi(EventHub events, StoreFollower follower) : IWebPart
{
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/events", StreamAsync);

    private async Task StreamAsync(HttpContext context)
    {
        var names = Query.Text(context.Request, "only")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        using var reader = events.TryRead(names);
        if (reader is null)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, $"{EventHub.MostReaders} readers listen already; close some pages");
            return;
        }

        var stopped = context.RequestAborted;
        using var listening = await follower.ListenAsync(stopped);
        var stream = await EventStream.BeginAsync(context);
        // From here on nothing is missed.
        await stream.SendAsync("ready", "{}");
        while (!stopped.IsCancellationRequested)
        {
            if (await reader.ReadAsync(s_heartbeat, stopped) is { } happened)
                await stream.SendAsync(happened.Name, happened.Json);
            else
                await stream.BeatAsync();
        }
    }
}
