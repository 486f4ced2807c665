using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmtpGen.Web.Http;
using SmtpGen.Web.Sessions;

namespace SmtpGen.Web.Trial;

/// <summary>Lets a reader talk to the machine in memory.</summary>
/// <param name="protocols">What is spoken.</param>
internal sealed class TrialApi(ProtocolShelf protocols) : IWebPart
{
    private const int MostTrials = 16;
    private const int MostText = 64 * 1024;
    private static readonly TimeSpan s_kept = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, TrialConversation> _trials = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/trials", BeginAsync);
        routes.MapPost("/api/v1/trials/{id}", SayAsync);
        routes.MapDelete("/api/v1/trials/{id}", EndAsync);
    }

    private async Task BeginAsync(HttpContext context)
    {
        string asked = context.Request.Query["protocol"].ToString() is { Length: > 0 } name ? name : TrialConversation.Protocols[0];
        if (TrialConversation.Begin(asked) is not { } trial)
        {
            string known = string.Join(", ", TrialConversation.Protocols);
            await Answers.ProblemAsync(context, StatusCodes.Status404NotFound,
                $"{asked} is not compiled into this program, which has {known}; another protocol runs where its specification is built");
            return;
        }

        await MakeRoomAsync();
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        _trials[id] = trial;
        await trial.SettleAsync();
        await Answers.JsonAsync(context, State(context, id, trial, 0), TrialJson.Default.TrialState, StatusCodes.Status201Created);
    }

    private async Task SayAsync(HttpContext context)
    {
        if (Find(context) is not var (id, trial))
        {
            await MissingAsync(context);
            return;
        }

        var said = await context.Request.ReadFromJsonAsync(TrialJson.Default.TrialText, context.RequestAborted);
        if (said?.Text is not { } text || text.Length > MostText)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status400BadRequest, $"send {{\"text\": \"NOOP\"}}, at most {MostText} characters");
            return;
        }

        long from = trial.Recorder.Facts().Lines;
        // Whoever types ends a line as people do; on the wire it is CRLF.
        await trial.SayAsync(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n") + "\r\n"));
        await Answers.JsonAsync(context, State(context, id, trial, from), TrialJson.Default.TrialState);
    }

    private async Task EndAsync(HttpContext context)
    {
        if (Find(context) is not var (id, _) || !_trials.TryRemove(id, out var trial))
        {
            await MissingAsync(context);
            return;
        }

        await trial.DisposeAsync();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    // Nobody says when a page is closed: the conversation that was left alone longest makes room.
    private async Task MakeRoomAsync()
    {
        var oldest = _trials.OrderBy(trial => trial.Value.LastUsed).ToList();
        foreach (var (id, trial) in oldest)
        {
            bool isStale = Environment.TickCount64 - trial.LastUsed > s_kept.TotalMilliseconds;
            if ((isStale || _trials.Count >= MostTrials) && _trials.TryRemove(id, out _))
                await trial.DisposeAsync();
        }
    }

    private (string Id, TrialConversation Trial)? Find(HttpContext context)
    {
        string id = (string)context.Request.RouteValues["id"]!;
        return _trials.TryGetValue(id, out var trial) ? (id, trial) : null;
    }

    private static Task MissingAsync(HttpContext context) => Answers.ProblemAsync(
        context, StatusCodes.Status404NotFound, "this conversation is over; begin another by POST /api/v1/trials?protocol=smtp");

    private TrialState State(HttpContext context, string id, TrialConversation trial, long from)
    {
        var facts = trial.Recorder.Facts();
        var lines = trial.Recorder.LinesFrom(facts.Number, from) ?? [];
        var narrator = new Narrator(protocols.Find(trial.Protocol)!, PageLanguage.Of(context.Request));
        return new(id, trial.Protocol, facts.State, facts.Ended is not null, narrator.Tell(lines), narrator.Allowed(facts.State));
    }
}

/// <summary>What a reader says.</summary>
/// <param name="Text">A line, or several; their ends become CRLF.</param>
internal sealed record TrialText(string? Text);

/// <summary>A conversation in memory.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="State">The state it is in.</param>
/// <param name="IsOver">Whether the server has closed it.</param>
/// <param name="Lines">What was said since the last time.</param>
/// <param name="Allowed">The commands that the state allows.</param>
internal sealed record TrialState(string Id, string Protocol, string State, bool IsOver, IReadOnlyList<SessionLine> Lines, IReadOnlyList<string> Allowed);

/// <summary>The shapes of trials in JSON.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TrialText))]
[JsonSerializable(typeof(TrialState))]
internal sealed partial class TrialJson : JsonSerializerContext;
