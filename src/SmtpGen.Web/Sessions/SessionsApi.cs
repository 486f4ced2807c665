using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmtpGen.Web.Http;

namespace SmtpGen.Web.Sessions;

/// <summary>
/// Tells of sessions by HTTP. What is live is looked up a few times a second for each reader, as much as there is then: nothing waits in a queue, and
/// a session waits for nobody.
/// </summary>
/// <param name="board">The sessions.</param>
/// <param name="protocols">What they speak.</param>
internal sealed class SessionsApi(SessionBoard board, ProtocolShelf protocols) : IWebPart
{
    private static readonly TimeSpan s_listTick = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_lineTick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/sessions", context => Answers.JsonAsync(context, List(), SessionJson.Default.SessionList));
        routes.MapGet("/api/v1/sessions/events", ListenAsync);
        routes.MapGet("/api/v1/sessions/{id}", AnswerAsync);
        routes.MapGet("/api/v1/sessions/{id}/events", FollowAsync);
        routes.MapGet("/api/v1/messages/{id}/session", FindAsync);
    }

    private SessionList List() => new([.. board.All().Select(recorder => Summary(recorder.Facts()))], board.Unseen);

    private async Task ListenAsync(HttpContext context)
    {
        var stream = await EventStream.BeginAsync(context);
        var told = new Dictionary<string, SessionSummary>();
        while (true)
        {
            var list = List();
            var changed = list.Sessions.Where(session => !told.TryGetValue(session.Id, out var before) || before != session).ToList();
            if (changed.Count > 0)
            {
                told = list.Sessions.ToDictionary(session => session.Id);
                changed.Reverse();
                await stream.SendAsync("sessions", new SessionList(changed, list.Unseen), SessionJson.Default.SessionList);
            }

            await PauseAsync(stream, context, s_listTick, changed.Count > 0);
        }
    }

    private Task AnswerAsync(HttpContext context) => Wanted(context) is { } recorder && Detail(context, recorder, recorder.Number, 0) is { } detail
        ? Answers.JsonAsync(context, detail, SessionJson.Default.SessionDetail)
        : MissingAsync(context);

    private async Task FollowAsync(HttpContext context)
    {
        if (Wanted(context) is not { } recorder)
        {
            await MissingAsync(context);
            return;
        }

        long number = recorder.Number;
        long next = long.TryParse(context.Request.Query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out long after) ? after + 1 : 0;
        var stream = await EventStream.BeginAsync(context);
        SessionSummary? told = null;
        while (Detail(context, recorder, number, next) is { } detail)
        {
            bool isNew = detail.Lines.Count > 0 || told != detail.Session;
            if (isNew)
                await stream.SendAsync("lines", detail, SessionJson.Default.SessionDetail);
            told = detail.Session;
            next = detail.Lines.Count > 0 ? detail.Lines[^1].Number + 1 : next;
            if (detail.Session.Ended is not null)
                return;
            await PauseAsync(stream, context, s_lineTick, isNew);
        }
    }

    // The reply to a message names it, so that the conversation that brought it can be found while it is kept.
    private Task FindAsync(HttpContext context)
    {
        string id = (string)context.Request.RouteValues["id"]!;
        string end = $" {id}";
        foreach (var recorder in board.All())
        {
            long number = recorder.Number;
            if (recorder.LinesFrom(number, 0) is { } lines
                && lines.Any(line => line.Who == Speaker.Server && line.Text.StartsWith("250 ", StringComparison.Ordinal) && line.Text.EndsWith(end, StringComparison.Ordinal))
                && Detail(context, recorder, number, 0) is { } detail)
            {
                return Answers.JsonAsync(context, detail, SessionJson.Default.SessionDetail);
            }
        }

        return Answers.ProblemAsync(context, StatusCodes.Status404NotFound,
            "the conversation that brought this message is not kept: it took place before the server was started, long ago, or among too many others");
    }

    private static async Task PauseAsync(EventStream stream, HttpContext context, TimeSpan tick, bool isBusy)
    {
        string key = nameof(PauseAsync);
        long quietSince = isBusy || context.Items[key] is not long since ? Environment.TickCount64 : since;
        if (Environment.TickCount64 - quietSince > s_beat.TotalMilliseconds)
        {
            await stream.BeatAsync();
            quietSince = Environment.TickCount64;
        }

        context.Items[key] = quietSince;
        await Task.Delay(tick, context.RequestAborted);
    }

    private SessionRecorder? Wanted(HttpContext context) =>
        long.TryParse((string)context.Request.RouteValues["id"]!, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? board.Find(number) : null;

    private static Task MissingAsync(HttpContext context) => Answers.ProblemAsync(
        context, StatusCodes.Status404NotFound, "there is no such session, or it is no longer kept");

    private SessionDetail? Detail(HttpContext context, SessionRecorder recorder, long number, long from)
    {
        var facts = recorder.Facts();
        if (facts.Number != number || recorder.LinesFrom(number, from) is not { } lines)
            return null;
        return new(Summary(facts), Narrate(context, facts.Protocol, lines));
    }

    private IReadOnlyList<SessionLine> Narrate(HttpContext context, string protocol, IReadOnlyList<RecordedLine> lines) =>
        lines.Count == 0 || protocols.Find(protocol) is not { } model ? [] : new Narrator(model, PageLanguage.Of(context.Request)).Tell(lines);

    private static SessionSummary Summary(SessionFacts facts) => new(
        facts.Number.ToString(CultureInfo.InvariantCulture), facts.Protocol, facts.Peer,
        facts.Security is { } security ? $"{security.Protocol} {security.CipherSuite}" : null,
        facts.State, facts.Since, facts.Ended, facts.Lines);
}
