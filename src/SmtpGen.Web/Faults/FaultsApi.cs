using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmtpGen.Web.Api;
using SmtpGen.Web.Http;
using SmtpGen.Web.Messages;

namespace SmtpGen.Web.Faults;

/// <summary>Lets tests ask for faults.</summary>
/// <param name="board">Takes them; null: the server makes none on purpose.</param>
internal sealed class FaultsApi(IFaultBoard? board) : IWebPart
{
    private const int MostText = 400;
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/faults", Answer(ListAsync));
        routes.MapPost("/api/v1/faults", Answer(AddAsync));
        routes.MapDelete("/api/v1/faults", Answer(ClearAsync));
        routes.MapDelete("/api/v1/faults/{id}", Answer(RemoveAsync));
    }

    private RequestDelegate Answer(Func<HttpContext, IFaultBoard, Task> answer) => context => board is null
        ? Answers.ProblemAsync(context, StatusCodes.Status404NotFound, "this server makes no faults on purpose; smtpgen serve --chaos does, for tests of clients")
        : answer(context, board);

    private static Task ListAsync(HttpContext context, IFaultBoard board) =>
        Answers.JsonAsync(context, new FaultList(board.List()), FaultJson.Default.FaultList);

    private static async Task AddAsync(HttpContext context, IFaultBoard board)
    {
        var request = await ReadAsync(context);
        var delay = Check(request);
        try
        {
            await Answers.JsonAsync(context, board.Add(request, delay), FaultJson.Default.FaultDetails, StatusCodes.Status201Created);
        }
        catch (FormatException exception)
        {
            throw Query.Wrong(exception.Message);
        }
    }

    private static Task ClearAsync(HttpContext context, IFaultBoard board) =>
        Answers.JsonAsync(context, new DeleteAnswer(board.Clear()), MessageJson.Readable.DeleteAnswer);

    private static Task RemoveAsync(HttpContext context, IFaultBoard board)
    {
        string id = (string)context.Request.RouteValues["id"]!;
        return int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && board.Remove(number)
            ? Answers.JsonAsync(context, new DeleteAnswer(1), MessageJson.Readable.DeleteAnswer)
            : Answers.ProblemAsync(context, StatusCodes.Status404NotFound, $"there is no fault {id}; GET /api/v1/faults lists those there are");
    }

    private static async Task<FaultRequest> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, FaultJson.Default.FaultRequest, context.RequestAborted)
                ?? throw Query.Wrong("the request is null; send an object");
        }
        catch (JsonException exception)
        {
            throw Query.Wrong($"the request is not the JSON that is expected: {exception.Message}");
        }
    }

    // What a fault says of itself; points and replies are the protocol's.
    private static TimeSpan? Check(FaultRequest request)
    {
        if (string.IsNullOrEmpty(request.At))
            throw Query.Wrong("\"at\" is missing: say where the fault happens, such as { \"at\": \"RCPT\", \"reply\": \"mailbox-busy\" }");
        if (request.Nth < 1)
            throw Query.Wrong($"\"nth\" is {request.Nth}; the first time is 1");
        bool drops = request.Drop == true;
        if (request.Reply is null && !drops && request.Delay is null)
            throw Query.Wrong("say what happens: \"reply\", \"drop\": true or \"delay\"");
        if (request.Reply is not null && drops)
            throw Query.Wrong("\"reply\" and \"drop\" are given; a connection that is cut answers nothing");
        if (request.Text is not null && request.Reply is null)
            throw Query.Wrong("\"text\" is given without \"reply\"; name the reply that takes it");
        if (request.Text?.Length > MostText || request.Text?.AsSpan().ContainsAnyExceptInRange(' ', '~') == true)
            throw Query.Wrong($"\"text\" must be one line of at most {MostText} characters of ASCII");
        return request.Delay is { } delay ? Query.Duration("delay", delay, s_longest) : null;
    }
}
